import type { Id } from '../../../graph-models/domain/ids.js';
import type { GraphStore, Step, WalkEnd, WalkOptions } from '../graph-store.js';
import { checkWalk } from '../values.js';
import type { Connection } from './connection.js';
import { byLabel } from './reads.js';
import * as cypher from './statements.js';

/** Walks of one to three steps, one statement for each label of the starts. */
export function walks(connection: Connection): Pick<GraphStore, 'walk'> {
  return {
    async walk(steps: readonly Step[], fromIds: readonly Id[], options: WalkOptions): Promise<WalkEnd[][]> {
      checkWalk(steps, options.limit);
      const found = new Map<string, WalkEnd[]>(fromIds.map((id) => [id, []]));
      await Promise.all(
        [...byLabel([...found.keys()] as Id[])].map(async ([label, starts]) => {
          const rows = await connection.read(cypher.walks(label, steps, options.to !== undefined), {
            starts,
            limit: BigInt(options.limit),
            ...(options.to && { to: options.to }),
          });
          for (const row of rows) {
            found.get(row['start'] as string)?.push({
              id: row['id'] as Id,
              paths: Number(row['paths']),
              via: row['via'] as Id[],
            });
          }
        }),
      );
      return fromIds.map((id) => found.get(id) ?? []);
    },
  };
}
