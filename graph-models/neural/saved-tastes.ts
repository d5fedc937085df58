import type { SavedPart, Tensor } from './saved-part.js';
import { TasteMatrix } from './taste-matrix.js';
import type { Tastes } from './tastes.js';

/** X as a model's files have it. */
export function saveTastes(tastes: TasteMatrix): SavedPart {
  const { rowStart, rowItems, rowValues, rowTimes } = tastes;
  const vector = (data: Tensor['data']): Tensor => ({ data, shape: [data.length] });
  return {
    manifest: { rows: tastes.rowCount, columns: tastes.columnCount },
    tensors: {
      start: vector(rowStart),
      items: vector(rowItems),
      values: vector(rowValues),
      times: vector(rowTimes),
      people: vector(tastes.itemCounts()),
    },
  };
}

/**
 * X of a fit beside another graph: columns are that graph's items, rows stay as they were, so that matrices
 * over rows still fit. People and items whom the graph does not know have nothing left in it.
 *
 * @param personOf fitted row -> person of the graph, -1 for none; `itemOf` likewise
 */
export function loadTastes(
  saved: SavedPart,
  personOf: Int32Array,
  itemOf: Int32Array,
  graph: { readonly personCount: number; readonly itemCount: number },
): TasteMatrix {
  const fitted = {
    start: int32(saved, 'start'),
    items: int32(saved, 'items'),
    people: int32(saved, 'people'),
    values: saved.tensors['values']?.data ?? new Float32Array(0),
    times: saved.tensors['times']?.data ?? new Float64Array(0),
  };
  const tastes = Array.from(personOf, (person, row): Tastes => {
    const kept: number[] = [];
    if (person >= 0)
      for (let at = fitted.start[row]!; at < fitted.start[row + 1]!; at++)
        if (itemOf[fitted.items[at]!]! >= 0) kept.push(at);
    return {
      items: Int32Array.from(kept, (at) => itemOf[fitted.items[at]!]!),
      strengths: Float32Array.from(kept, (at) => fitted.values[at]!),
      times: Float64Array.from(kept, (at) => fitted.times[at]!),
    };
  });
  const rowOfPerson = new Int32Array(graph.personCount).fill(-1);
  personOf.forEach((person, row) => {
    if (person >= 0) rowOfPerson[person] = row;
  });
  const people = new Int32Array(graph.itemCount);
  itemOf.forEach((item, column) => {
    if (item >= 0) people[item] = fitted.people[column]!;
  });
  return TasteMatrix.ofTastes(tastes, graph.itemCount, rowOfPerson, people);
}

function int32(saved: SavedPart, name: string): Int32Array {
  const data = saved.tensors[name]?.data;
  if (!(data instanceof Int32Array)) throw new TypeError(`the taste matrix has no int32 tensor ${name}`);
  return data;
}
