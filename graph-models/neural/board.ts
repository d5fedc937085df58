import type { HistoryGroup } from './history-group.js';

/**
 * What every part, and every control, says of every candidate of every question, in columns.
 *
 * Candidates are the union of each part's best `DEPTH` and each control's best `DEPTH_OF_CONTROLS`. Those of question q are rows start[q] to start[q + 1],
 * the wanted ones, `found[q]` of `wanted[q]`, first.
 */
export interface Board {
  readonly groups: readonly HistoryGroup[];
  readonly madeCold: readonly boolean[];
  readonly start: Int32Array;
  readonly found: Int32Array;
  readonly wanted: Int32Array;
  /** One float32 [candidates of all] a part, scaled per question. */
  readonly columns: readonly Float32Array[];
  /** What a part has to beat, all of it, by its place among the columns; scaled like them. */
  readonly controls: ReadonlyMap<number, readonly Float32Array[]>;
  /** uint8 [candidates of all], 1 where no part without controls names the candidate. */
  readonly onlyControlled: Uint8Array;
}

/** Those questions that `keep` says yes to. */
export function ofQuestions(board: Board, keep: (question: number) => boolean): Board {
  const kept = board.groups.flatMap((_, q) => (keep(q) ? [q] : []));
  const start = new Int32Array(kept.length + 1);
  kept.forEach((q, at) => (start[at + 1] = start[at]! + board.start[q + 1]! - board.start[q]!));
  const ofKept = (column: Float32Array): Float32Array =>
    joined(
      Float32Array,
      kept.map((q) => column.subarray(board.start[q], board.start[q + 1])),
    );
  return {
    groups: kept.map((q) => board.groups[q]!),
    madeCold: kept.map((q) => board.madeCold[q]!),
    start,
    found: Int32Array.from(kept, (q) => board.found[q]!),
    wanted: Int32Array.from(kept, (q) => board.wanted[q]!),
    columns: board.columns.map(ofKept),
    controls: new Map([...board.controls].map(([p, controls]) => [p, controls.map(ofKept)])),
    onlyControlled: joined(
      Uint8Array,
      kept.map((q) => board.onlyControlled.subarray(board.start[q], board.start[q + 1])),
    ),
  };
}

/** The same questions without the parts that have controls, nor the candidates that only they name: their columns are zeros. */
export function withoutControlled(board: Board): Board {
  const { onlyControlled, groups } = board;
  const rows: number[] = [];
  const start = new Int32Array(groups.length + 1);
  const found = new Int32Array(groups.length);
  groups.forEach((_, q) => {
    for (let at = board.start[q]!; at < board.start[q + 1]!; at++) {
      if (onlyControlled[at] === 1) continue;
      rows.push(at);
      if (at < board.start[q]! + board.found[q]!) found[q]!++;
    }
    start[q + 1] = rows.length;
  });
  const columns = board.columns.map((column, p) =>
    board.controls.has(p) ? new Float32Array(rows.length) : Float32Array.from(rows, (at) => column[at]!),
  );
  return {
    ...board,
    ...{ start, found, columns },
    controls: new Map([...board.controls.keys()].map((p) => [p, []])),
    onlyControlled: new Uint8Array(rows.length),
  };
}

/** Pieces one after the other. */
export function joined<T extends Float32Array | Uint8Array>(
  Kind: new (length: number) => T,
  pieces: readonly T[],
): T {
  const whole = new Kind(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
