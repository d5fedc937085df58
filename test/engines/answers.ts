import type { Engine } from '../../graph-models/neural/engine.js';
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { GraphConvolution } from '../../graph-models/neural/graph-convolution.js';
import { fitItemGraph, Smoothing } from '../../graph-models/neural/fit-item-graph.js';
import { fitSessionGru } from '../../graph-models/neural/fit-session-gru.js';
import { CandidateColumns } from '../../graph-models/neural/candidate-columns.js';
import { ItemGraph } from '../../graph-models/neural/item-graph.js';
import { unitRows } from '../../graph-models/neural/item-vectors.js';
import { sessionBatches, type SessionBatch } from '../../graph-models/neural/session-batches.js';
import { sequencesOf } from '../../graph-models/neural/session-examples.js';
import { SESSION_PARAMETERS, SessionTraining } from '../../graph-models/neural/train-session.js';
import { itemLikeness } from '../../graph-models/neural/item-likeness.js';
import { viewerOf, type Part } from '../../graph-models/neural/part.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { towerBatches, type Examples, type TowerBatch } from '../../graph-models/neural/tower-batches.js';
import { towerLoss, type TowerPlan } from '../../graph-models/neural/train-towers.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { plantedTown, randomOf } from '../learning/small-town.js';

/** The loss of one batch and its gradients by the parameters. */
export interface Differentiated {
  readonly loss: number;
  readonly gradients: readonly (readonly number[])[];
}

/** What an engine says of a small planted town; the same numbers are asked of every engine. */
export interface Answers {
  readonly convolution: Differentiated;
  readonly smoothing: Differentiated;
  readonly recurrence: Differentiated;
  /** The loss of every step of a fit, and the ten best items for each of some people after it. */
  readonly graph: Fitted;
  readonly itemGraph: Fitted;
  readonly session: Fitted;
}

export interface Fitted {
  readonly losses: readonly number[];
  readonly best: readonly (readonly number[])[];
}

/** Differentiate the loss of a batch in an engine's own way. */
export interface Differentiate {
  readonly towers: (plan: TowerPlan, batch: TowerBatch) => Promise<Differentiated>;
  readonly session: (training: SessionTraining, batch: SessionBatch) => Promise<Differentiated>;
}

const DIM = 16;
const PEOPLE = 80;
const graph = plantedTown({ people: PEOPLE, items: 60 });
const tastes = TasteMatrix.of(graph);
const counts = Int32Array.from({ length: tastes.columnCount }, (_, item) => tastes.peopleOf(item));

/** Everybody by what they have, wanting half of it; a small head, so that the batch is drawn and corrected. */
const examples: Examples = {
  count: PEOPLE,
  context: (person, visit) => eachItem(person, (item, nth) => visit(item, 1 / (nth + 1))),
  wanted: (person, visit) => eachItem(person, (item, nth) => nth % 2 === 0 && visit(item, 0.5)),
};

function eachItem(person: number, visit: (item: number, nth: number) => void): void {
  const first = tastes.rowStart[person]!;
  for (let at = first; at < tastes.rowStart[person + 1]!; at++) visit(tastes.rowItems[at]!, at - first);
}

function oneBatch(): TowerBatch {
  const columns = { head: 10, drawn: 20 };
  const options = { dim: DIM, temperature: 0.15, learningRate: 0.02, batch: 32, steps: 1, columns };
  const { value } = towerBatches(examples, counts, { ...options, random: randomOf(3) }).next();
  if (value === undefined) throw new Error('there is a batch of one step');
  return value;
}

const convolution = (numerics = new Numerics()): GraphConvolution =>
  new GraphConvolution(numerics, tastes, { dim: DIM, l2: 0 }, randomOf(1));
const smoothing = (numerics = new Numerics()): Smoothing =>
  new Smoothing(numerics, itemLikeness(graph, tastes), { dim: DIM, l2: 0 }, randomOf(2));

/** Acts of unlike lengths, kinds and gaps, some of whose numbers are left out. */
function oneSessionBatch(): SessionBatch {
  const columns = new CandidateColumns(counts, { head: 10, drawn: 20 }, randomOf(4));
  const options = { dim: DIM, temperature: 0.15, dropout: 0.2, learningRate: 0.02, batch: 200, steps: 1 };
  const batches = sessionBatches(sequencesOf(graph), columns, { ...options, random: randomOf(5) });
  const { value } = batches.next();
  if (value === undefined) throw new Error('there is a batch of one step');
  return value;
}

/** Of random vectors: no engine's fit comes into it. */
function recurrence(): SessionTraining {
  const random = randomOf(6);
  const table = (): Float32Array =>
    Float32Array.from({ length: graph.itemCount * DIM }, () => random() - 0.5);
  const itemGraph = new ItemGraph({ dim: DIM, sent: table(), found: unitRows(table(), DIM) }, 0.7);
  const training = new SessionTraining(new Numerics(), itemGraph, random);
  // U and c begin at next to nothing, and would be next to nothing of the gradients.
  for (const name of ['carried', 'bias'] as const)
    training.parameters[name].forEach((one, at, all) => (all[at] = one + 0.3 * (random() - 0.5)));
  return training;
}

/** What our kernels and hand-derived gradients say. */
export async function kernelAnswers(engine: Engine): Promise<Answers> {
  const numerics = new Numerics();
  const [first, second] = [convolution(numerics), smoothing(numerics)];
  const one = towerLoss(numerics, first, DIM, oneBatch());
  const { people, items } = first.gradients(one.dSent, one.dFound);
  const other = towerLoss(numerics, second, DIM, oneBatch());
  const gradients = second.gradients(other.dSent, other.dFound);
  const training = recurrence();
  const loss = training.differentiate(oneSessionBatch());
  const ofSession = SESSION_PARAMETERS.map((name) => [...training.gradients[name]]);
  return {
    convolution: { loss: one.loss, gradients: [[...people], [...items]] },
    smoothing: { loss: other.loss, gradients: gradients.map((each) => [...each]) },
    recurrence: { loss, gradients: ofSession },
    ...(await fits(engine)),
  };
}

/** What another engine says. */
export async function engineAnswers(engine: Engine, differentiate: Differentiate): Promise<Answers> {
  return {
    convolution: await differentiate.towers(convolution().plan, oneBatch()),
    smoothing: await differentiate.towers(smoothing().plan, oneBatch()),
    recurrence: await differentiate.session(recurrence(), oneSessionBatch()),
    ...(await fits(engine)),
  };
}

async function fits(engine: Engine): Promise<Pick<Answers, 'graph' | 'itemGraph' | 'session'>> {
  const small = { engine, dim: DIM, steps: 12, batch: 32, head: 10, drawn: 20 };
  const losses = { graph: [] as number[], itemGraph: [] as number[], session: [] as number[] };
  const taste = await fitGraphTaste(graph, tastes, 7, {
    ...small,
    onStep: (_, loss) => losses.graph.push(loss),
  });
  const next = await fitItemGraph(graph, tastes, 7, {
    ...small,
    onStep: (_, loss) => losses.itemGraph.push(loss),
  });
  const session = await fitSessionGru(graph, tastes, next, 7, {
    ...{ engine, steps: 12, batch: 200, head: 10, drawn: 20, learningRate: 0.02 },
    onStep: (_, loss) => losses.session.push(loss),
  });
  return {
    session: { losses: losses.session, best: bestOf(session) },
    graph: { losses: losses.graph, best: bestOf(taste) },
    itemGraph: { losses: losses.itemGraph, best: bestOf(next) },
  };
}

function bestOf(part: Part): number[][] {
  const scores = new Float32Array(graph.itemCount);
  return Array.from({ length: 40 }, (_, person) => {
    part.score(viewerOf(graph, person), scores);
    return [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 10);
  });
}
