import 'reflect-metadata';
import { Command } from 'commander';
import { deskOf, featuresOf, shopOf, type Parts } from './app.js';
import { registerCopy } from './commands/copy.js';
import { registerEvaluate } from './commands/evaluate.js';
import { registerImport } from './commands/import.js';
import { registerModels } from './commands/models.js';
import { registerRole } from './commands/role.js';
import { registerSchema } from './commands/schema.js';
import { registerSeed } from './commands/seed.js';
import { registerTrain } from './commands/train.js';
import { readConfig } from './config.js';
import { exitWith } from './failure.js';
import { schemaOf } from './graphql/schema.js';

const program = new Command('grapevine')
  .description('Word of mouth, as software: a shop that recommends what friends like, and says why.')
  .showHelpAfterError();

registerEvaluate(program);
registerImport(program, readConfig);
registerTrain(program, readConfig);
registerModels(program, readConfig);
registerCopy(program);
registerSeed(program, readConfig, deskOf);
registerRole(program, readConfig, deskOf, shopOf);
registerSchema(program, () => schemaOf(featuresOf(partsForSchema())));

program.parseAsync().catch(exitWith);

/** Enough to say what the schema is; nothing of it is ever asked. */
function partsForSchema(): Parts {
  return {
    desk: deskOf({ ...readConfig(), secret: 'nothing is signed with this' }),
    recommendations: () => {
      throw new Error('a schema alone recommends nothing');
    },
    feed: () => {
      throw new Error('a schema alone recommends nothing');
    },
  };
}
