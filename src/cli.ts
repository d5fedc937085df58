import 'reflect-metadata';
import { Command } from 'commander';
import { deskOf, featuresOf } from './app.js';
import { registerEvaluate } from './commands/evaluate.js';
import { registerSchema } from './commands/schema.js';
import { readConfig } from './config.js';
import { exitWith } from './failure.js';
import { schemaOf } from './graphql/schema.js';

const program = new Command('grapevine')
  .description('Word of mouth, as software: a shop that recommends what friends like, and says why.')
  .showHelpAfterError();

registerEvaluate(program);
registerSchema(program, () =>
  schemaOf(featuresOf(deskOf({ ...readConfig(), secret: 'only the schema is wanted here' }))),
);

program.parseAsync().catch(exitWith);
