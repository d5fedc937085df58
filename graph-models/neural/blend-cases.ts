import { availableParallelism } from 'node:os';
import { Numerics } from '../kernels/numerics.js';
import { joined, type Board } from './board.js';
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
  const isControlled = asked.map((_, a) => a >= parts.length || controls.has(parts[a]!.name));
  const answers = new Answers(asked, isControlled, parts.length, itemCount);
  const onlyControlled: Uint8Array[] = [];
  let q = 0;
  try {
    for (const turn of inTurns(questions, asked.length, itemCount))
      for (const { candidates, wanted, scaled, controlled } of answers.to(turn)) {
        onlyControlled.push(controlled);
        scaled.forEach((column, a) => columns[a]!.push(column));
        start[q + 1] = start[q]! + candidates;
        found[q++] = wanted;
      }
  } finally {
    answers.close();
  }
  const controlColumns = new Map<number, Float32Array[]>();
  held.forEach(({ p }, nth) => {
    const column = joined(Float32Array, columns[parts.length + nth]!);
    controlColumns.set(p, [...(controlColumns.get(p) ?? []), column]);
  });
  return {
    groups: questions.map(({ group }) => group),
    madeCold: questions.map(({ madeCold }) => madeCold),
    start,
    found,
    wanted: Int32Array.from(questions, ({ wanted }) => wanted.size),
    columns: columns.slice(0, parts.length).map((pieces) => joined(Float32Array, pieces)),
    controls: controlColumns,
    onlyControlled: joined(Uint8Array, onlyControlled),
  };
}

/** What parts and controls say of the candidates of a few questions at once. */
class Answers {
  readonly #numerics = new Numerics({ threads: availableParallelism() });
  readonly #tables: Float32Array[] = [];
  readonly #isCandidate: Uint8Array;

  constructor(
    private readonly asked: readonly ItemScorer[],
    private readonly isControlled: readonly boolean[],
    private readonly partCount: number,
    private readonly itemCount: number,
  ) {
    this.#isCandidate = new Uint8Array(itemCount);
  }

  /**
   * Per question how many candidates there are, how many of them are wanted and stand first, a scaled column of each part, and
   * which of them only parts with controls, or controls, name.
   */
  to(
    questions: readonly Question[],
  ): { candidates: number; wanted: number; scaled: Float32Array[]; controlled: Uint8Array }[] {
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
      const lists = best.map((ofAll) => ofAll[q]!);
      const all = this.#union(lists);
      const open = new Set(this.#union(lists.filter((_, a) => !this.isControlled[a])));
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
      const controlled = Uint8Array.from(candidates, (item) => (open.has(item) ? 0 : 1));
      return { candidates: candidates.length, wanted: first.length, scaled, controlled };
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
