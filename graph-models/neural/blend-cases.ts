import { availableParallelism } from 'node:os';
import { Numerics } from '../kernels/numerics.js';
import { COLD_ITEMS, historyGroupOf, type HistoryGroup } from './history-group.js';
import type { Held } from './hold-out.js';
import { viewerOf, type ItemScorer, type Part, type Viewer } from './part.js';
import { randomOf, shuffle } from './random.js';
import { scaleOf } from './scale.js';
import { inTurns, scoreMany } from './score-many.js';
import { actsOn } from './session-steps.js';

/** A viewer, what they should not be shown again, and what they turned out to want. */
export interface Question {
  readonly viewer: Viewer;
  readonly group: HistoryGroup;
  readonly known: Int32Array;
  readonly wanted: ReadonlySet<number>;
  /** Somebody real whose history was cut short for the question. */
  readonly madeCold: boolean;
}

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
}

const DEPTH = 100;
/** What a control alone could lift into a list's best twenty; the rest of what it likes, other parts have to like too. */
const DEPTH_OF_CONTROLS = 20;
const MOST_PEOPLE = 3000;
/** People whose history is taken away, or cut short, to learn how to treat newcomers. */
const MOST_MADE_COLD = 500;

/** The people of a validation set as they are, and some of them again as newcomers. */
export function questionsOf(held: Held, seed: number): Question[] {
  const random = randomOf(seed + 1);
  const people = Int32Array.from(held.wanted.keys()).sort();
  shuffle(people, random);
  const asTheyAre = Array.from(people.subarray(0, MOST_PEOPLE), (person) => questionOf(held, person));
  const cutShort: Question[] = [];
  for (const question of asTheyAre.slice(0, MOST_MADE_COLD)) {
    const left = 1 + Math.floor(random() * COLD_ITEMS);
    if (question.viewer.items.length > 0) cutShort.push(withHistory(question, 0, random));
    if (question.viewer.items.length > left) cutShort.push(withHistory(question, left, random));
  }
  return [...asTheyAre, ...cutShort];
}

function questionOf(held: Held, person: number): Question {
  const viewer = viewerOf(held.graph, person);
  return {
    viewer,
    group: historyGroupOf(viewer),
    known: viewer.items,
    wanted: held.wanted.get(person)!,
    madeCold: false,
  };
}

/** Some acts only, in their order; what is forgotten stays known, so that nobody is asked to guess it. */
function withHistory(question: Question, left: number, random: () => number): Question {
  const { viewer } = question;
  const order = Int32Array.from(viewer.items.keys());
  shuffle(order, random);
  const kept = order.slice(0, left).sort();
  const items = kept.map((at) => viewer.items[at]!);
  const shortened = {
    ...viewer,
    ...(viewer.acts === undefined ? {} : { acts: actsOn(viewer.acts, new Set(items)) }),
    items,
    strengths: Float32Array.from(kept, (at) => viewer.strengths[at]!),
    times: Float64Array.from(kept, (at) => viewer.times[at]!),
  };
  return { ...question, group: historyGroupOf(shortened), madeCold: true, viewer: shortened };
}

/** Asks every part every question, and the controls of those that have one by their name. */
export function boardOf(
  questions: readonly Question[],
  parts: readonly Part[],
  itemCount: number,
  controls: ReadonlyMap<string, readonly ItemScorer[]> = new Map(),
): Board {
  const held = parts.flatMap(({ name }, p) => (controls.get(name) ?? []).map((control) => ({ p, control })));
  const asked: readonly ItemScorer[] = [...parts, ...held.map(({ control }) => control)];
  const start = new Int32Array(questions.length + 1);
  const found = new Int32Array(questions.length);
  const columns = asked.map(() => [] as Float32Array[]);
  const answers = new Answers(asked, parts.length, itemCount);
  let q = 0;
  try {
    for (const turn of inTurns(questions, asked.length, itemCount))
      for (const { candidates, wanted, scaled } of answers.to(turn)) {
        scaled.forEach((column, a) => columns[a]!.push(column));
        start[q + 1] = start[q]! + candidates;
        found[q++] = wanted;
      }
  } finally {
    answers.close();
  }
  const controlColumns = new Map<number, Float32Array[]>();
  held.forEach(({ p }, nth) => {
    const column = joined(columns[parts.length + nth]!);
    controlColumns.set(p, [...(controlColumns.get(p) ?? []), column]);
  });
  return {
    groups: questions.map(({ group }) => group),
    madeCold: questions.map(({ madeCold }) => madeCold),
    start,
    found,
    wanted: Int32Array.from(questions, ({ wanted }) => wanted.size),
    columns: columns.slice(0, parts.length).map(joined),
    controls: controlColumns,
  };
}

/** What parts and controls say of the candidates of a few questions at once. */
class Answers {
  readonly #numerics = new Numerics({ threads: availableParallelism() });
  readonly #tables: Float32Array[] = [];
  readonly #isCandidate: Uint8Array;

  constructor(
    private readonly asked: readonly ItemScorer[],
    private readonly partCount: number,
    private readonly itemCount: number,
  ) {
    this.#isCandidate = new Uint8Array(itemCount);
  }

  /** Per question how many candidates there are, how many of them are wanted and stand first, and a scaled column of each part. */
  to(questions: readonly Question[]): { candidates: number; wanted: number; scaled: Float32Array[] }[] {
    const { asked, itemCount } = this;
    const viewers = questions.map(({ viewer }) => viewer);
    const rows = asked.map((one, a) => {
      const table = (this.#tables[a] ??= this.#numerics.float32(questions.length * itemCount));
      const outs = questions.map((_, q) => table.subarray(q * itemCount, (q + 1) * itemCount));
      scoreMany(one, viewers, outs);
      return outs;
    });
    const scales = rows.map((outs) => outs.map((out, q) => scaleOf(out, viewers[q]!.items)));
    const best = rows.map((outs, a) => {
      questions.forEach(({ known }, q) => {
        for (const item of known) outs[q]![item] = 0;
      });
      const depth = a < this.partCount ? DEPTH : DEPTH_OF_CONTROLS;
      const table = this.#tables[a]!.subarray(0, questions.length * itemCount);
      return this.#numerics.bestPositive(table, itemCount, depth).map((items) => items.slice());
    });
    return questions.map(({ wanted }, q) => {
      const all = this.#union(best.map((lists) => lists[q]!));
      const first = all.filter((item) => wanted.has(item));
      const candidates = new Int32Array(all.length);
      candidates.set(first);
      candidates.set(
        all.filter((item) => !wanted.has(item)),
        first.length,
      );
      const scaled = rows.map((outs, a) => {
        const [raw, scale] = [outs[q]!, scales[a]![q]!];
        const column = new Float32Array(candidates.length);
        for (let at = 0; at < column.length; at++) column[at] = raw[candidates[at]!]! / scale;
        return column;
      });
      return { candidates: candidates.length, wanted: first.length, scaled };
    });
  }

  close(): void {
    this.#numerics.close();
  }

  /** Every item of these lists once, ascending. */
  #union(lists: readonly Int32Array[]): Int32Array {
    const all: number[] = [];
    for (const list of lists)
      for (const item of list) {
        if (this.#isCandidate[item] === 1) continue;
        this.#isCandidate[item] = 1;
        all.push(item);
      }
    for (const item of all) this.#isCandidate[item] = 0;
    return Int32Array.from(all).sort();
  }
}

/** Those questions that `keep` says yes to. */
export function ofQuestions(board: Board, keep: (question: number) => boolean): Board {
  const kept = board.groups.flatMap((_, q) => (keep(q) ? [q] : []));
  const start = new Int32Array(kept.length + 1);
  kept.forEach((q, at) => (start[at + 1] = start[at]! + board.start[q + 1]! - board.start[q]!));
  const ofKept = (column: Float32Array): Float32Array =>
    joined(kept.map((q) => column.subarray(board.start[q], board.start[q + 1])));
  return {
    groups: kept.map((q) => board.groups[q]!),
    madeCold: kept.map((q) => board.madeCold[q]!),
    start,
    found: Int32Array.from(kept, (q) => board.found[q]!),
    wanted: Int32Array.from(kept, (q) => board.wanted[q]!),
    columns: board.columns.map(ofKept),
    controls: new Map([...board.controls].map(([p, controls]) => [p, controls.map(ofKept)])),
  };
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
