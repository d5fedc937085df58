/** What a client gets of one step. */
export interface PatchOf<E> {
  readonly op: string;
  readonly index: number;
  readonly id: string;
  readonly edge: E | null;
}

/** The list after the steps, done as the schema's descriptions say: what every client has to write. */
export function patched<E>(
  list: readonly E[],
  patches: readonly PatchOf<E>[],
  idOf: (entry: E) => string,
): E[] {
  const now = [...list];
  for (const { op, index, id, edge } of patches) {
    const at = now.findIndex((entry) => idOf(entry) === id);
    if (op === 'REMOVE' || op === 'MOVE') {
      if (at < 0 || (op === 'REMOVE' && at !== index))
        throw new Error(`${op} of ${id} at ${index}: it is at ${at}`);
      now.splice(at, 1);
    }
    if (op === 'REMOVE') continue;
    if (edge === null) throw new Error(`${op} of ${id} without an edge`);
    if (op === 'UPDATE') {
      if (at !== index) throw new Error(`UPDATE of ${id} at ${index}: it is at ${at}`);
      now[index] = edge;
    } else now.splice(index, 0, edge);
  }
  return now;
}
