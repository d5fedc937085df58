import type { Command } from 'commander';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../failure.js';
import { makeFolder } from '../make-folder.js';

/** The schema as SDL, sorted, so that its diff is the review of an API change. */
export function sdlOf(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** `grapevine schema`: writes schema/schema.graphql, or checks that it is what the code says. */
export function registerSchema(program: Command, schema: () => Promise<GraphQLSchema>): void {
  program
    .command('schema')
    .description('write the GraphQL schema as SDL')
    .option('--out <file>', 'where to', 'schema/schema.graphql')
    .option('--check', 'only say whether the file is current')
    .action(async ({ out, check }: { out: string; check?: boolean }) => {
      const sdl = sdlOf(await schema());
      if (check === true) {
        if (readFileSync(out, 'utf8') !== sdl) {
          throw new OperatorError(
            `${out} is not what the code says; run \`npx grapevine schema\` and commit it.`,
          );
        }
        return;
      }
      makeFolder(dirname(out));
      writeFileSync(out, sdl);
      process.stdout.write(`${out} written\n`);
    });
}
