import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { BoughtTogetherPart } from '../../graph-models/neural/bought-together.js';
import { ContentPart } from '../../graph-models/neural/content.js';
import { fitFactors } from '../../graph-models/neural/fit-factors.js';
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { fitItemGraph } from '../../graph-models/neural/fit-item-graph.js';
import { fitRanker, rankersOf, type FittedRanker } from '../../graph-models/neural/fit-ranker.js';
import { FriendsPart, FriendsResidualPart } from '../../graph-models/neural/friends.js';
import { FriendsTastePart } from '../../graph-models/neural/friends-taste.js';
import { DualItemItem } from '../../graph-models/neural/dual-item-item.js';
import { PrimalItemItem } from '../../graph-models/neural/primal-item-item.js';
import { ItemNeighbours } from '../../graph-models/neural/item-neighbours.js';
import { holderOf } from '../../graph-models/neural/item-scenarios.js';
import { LikeMinded } from '../../graph-models/neural/like-minded.js';
import { viewerOf } from '../../graph-models/neural/part.js';
import { CategoryTrendPart, PopularityPart } from '../../graph-models/neural/popularity.js';
import type { Tensor } from '../../graph-models/neural/saved-part.js';
import type { Ranker } from '../../graph-models/neural/ranker.js';
import { SequenceNeighbours } from '../../graph-models/neural/sequence-neighbours.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { FileRegistry } from '../../src/models/file-registry.js';
import { ModelMovedError, ModelRefusedError, type ModelContent } from '../../src/models/model-registry.js';
import { bind, loadLatest, saveFitted, type LoadedModel } from '../../src/models/ranker-model.js';
import { decodeTensors, encodeTensors } from '../../src/models/tensor-file.js';
import { full } from '../support/full.js';
import { plantedTown, randomOf } from './small-town.js';

const MONDAY = Date.UTC(2026, 10, 16, 12);
const TUESDAY = MONDAY + 86_400_000;
const BITS_TURNED = full ? 1000 : 100;
const graph = plantedTown({ people: 80 });
const dual = await fitted(graph, (tastes) => DualItemItem.fit(tastes));
const primal = await fitted(graph, (tastes) => PrimalItemItem.fit(tastes));

let folder: string;
let registry: FileRegistry;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  registry = new FileRegistry(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A ranker in which every part weighs the same, so that every part's file is read back. */
async function fitted(
  from: InteractionGraph,
  itemItem: (tastes: TasteMatrix) => DualItemItem | PrimalItemItem,
): Promise<FittedRanker> {
  const { tuned } = await fitRanker(new InteractionGraph(), { seed: 3 });
  const tastes = TasteMatrix.of(from);
  const likeMinded = LikeMinded.fit(tastes);
  const graphTaste = await fitGraphTaste(from, tastes, 3, { dim: 16, steps: 10 });
  const parts = [
    itemItem(tastes),
    ItemNeighbours.fit(tastes),
    SequenceNeighbours.fit(tastes),
    likeMinded,
    fitFactors(tastes, 3, { dim: 16 }),
    graphTaste,
    await fitItemGraph(from, tastes, 3, { dim: 16, steps: 10 }),
    new FriendsPart(from, { halfLifeDays: 5 }),
    new FriendsResidualPart(from, likeMinded),
    new FriendsTastePart(from, graphTaste),
    new ContentPart(from),
    new CategoryTrendPart(from, { halfLifeDays: 9 }),
    new PopularityPart(from, { halfLifeDays: 9 }),
    new BoughtTogetherPart(from),
  ];
  const equal = Object.fromEntries(parts.map(({ name }) => [name, 1 / parts.length]));
  const weights = { none: equal, cold: equal, warm: equal, hot: equal, timeless: equal };
  const scenarios = { item: { itemKnn: 0.5, content: 0.5 }, cart: { boughtTogether: 1 } };
  return {
    ...rankersOf(parts, weights, scenarios, from),
    tastes,
    seed: 3,
    tuned: { ...tuned, blend: { ...tuned.blend, weights }, scenarios },
    seconds: 0,
  };
}

/** The same shop, read in another order: every index differs, but for those left out. */
function reordered(from: InteractionGraph, without: readonly string[] = []): InteractionGraph {
  const to = new InteractionGraph();
  for (let item = from.itemCount - 1; item >= 0; item--) {
    if (without.includes(from.items.idOf(item))) continue;
    const attributes = Array.from(from.attributesOf(item), (index) => from.attributes.idOf(index)).reverse();
    to.setItem(to.addItem(from.items.idOf(item)), { attributes });
  }
  for (let person = from.personCount - 1; person >= 0; person--)
    if (!without.includes(from.people.idOf(person))) to.addPerson(from.people.idOf(person));
  const personOf = (person: number): number => to.people.indexOf(from.people.idOf(person));
  for (let person = 0; person < from.personCount; person++)
    for (const friend of from.friendsOf(person))
      if (personOf(person) >= 0 && personOf(friend) >= 0)
        to.addFriend(personOf(person), personOf(friend), true);
  from.forEachAct((person, item, kind, weight, at) => {
    const itemThere = to.items.indexOf(from.items.idOf(item));
    if (personOf(person) >= 0 && itemThere >= 0)
      to.addAct(personOf(person), itemThere, ACT_KINDS[kind]!, at, weight);
  });
  return to;
}

function scoresOf(ranker: Ranker, of: InteractionGraph, personId: string): Map<string, number> {
  const viewer = viewerOf(of, of.people.indexOf(personId));
  const ranked = ranker.rank(viewer, { k: of.itemCount });
  return new Map(ranked.map(({ item, score }) => [of.items.idOf(item), score]));
}

function expectSame(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): void {
  expect(actual.size).toBe(expected.size);
  for (const [id, score] of expected) expect(Math.abs(actual.get(id)! - score)).toBeLessThan(1e-4);
}

async function published(model: FittedRanker, beside: InteractionGraph): Promise<LoadedModel> {
  await saveFitted(registry, model, graph, MONDAY);
  return (await loadLatest(registry, beside))!;
}

describe.each([
  ['over people', dual],
  ['over items', primal],
])('a published model with its item-item inverse %s', (_, model) => {
  it('scores as it did when it was fitted', async () => {
    const loaded = await published(model, graph);

    for (const person of ['person 0', 'person 41'])
      expectSame(scoresOf(loaded.ranker, graph, person), scoresOf(model.ranker, graph, person));
    expect(loaded.ranker.modelVersion).toBe(await registry.current());
  });

  it('scores the same beside the same shop under other indices', async () => {
    const there = reordered(graph);

    const loaded = await published(model, there);

    for (const person of ['person 0', 'person 41'])
      expectSame(scoresOf(loaded.ranker, there, person), scoresOf(model.ranker, graph, person));
  });

  it('names the same causes under other indices, and they add up', async () => {
    const there = reordered(graph);
    const loaded = await published(model, there);
    const viewer = viewerOf(there, there.people.indexOf('person 7'));
    const scales = loaded.ranker.scalesOf(viewer);

    for (const { item, score } of loaded.ranker.rank(viewer, { k: 12 })) {
      const { evidence } = loaded.ranker.explain(viewer, item, scales);
      const sum = evidence.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-5);
      for (const { kind, index } of evidence) if (kind === 'friend') expect(viewer.friends).toContain(index);
    }
  });

  it('goes on without people and items that have left', async () => {
    const there = reordered(graph, ['person 3', 'item 8']);

    const loaded = await published(model, there);

    const viewer = viewerOf(there, there.people.indexOf('person 7'));
    const ranked = loaded.ranker.rank(viewer, { k: 50 });
    expect(ranked).toHaveLength(graph.itemCount - 1);
    for (const { item, score } of ranked) {
      const { evidence } = loaded.ranker.explain(viewer, item);
      expect(Number.isFinite(score)).toBe(true);
      expect(evidence.every(({ index }) => index >= 0)).toBe(true);
    }
  });

  it('ranks for people, and ranks items, that came after it', async () => {
    const there = reordered(graph);
    const loaded = await published(model, there);
    const kettle = there.addItem('a kettle');
    there.setItem(kettle, { attributes: ['colour:2'] });
    const carol = there.addPerson('Carol');

    for (const item of ['item 2', 'item 6', 'item 10', 'item 14'])
      there.addAct(carol, there.items.indexOf(item), 'LIKED', TUESDAY);
    there.addAct(there.people.indexOf('person 1'), kettle, 'LIKED', TUESDAY);

    const viewer = viewerOf(there, carol);
    const ranked = loaded.ranker.rank(viewer, { k: 5, exclude: viewer.items });
    const colours = ranked.map(({ item }) =>
      item === kettle ? 2 : Number(there.items.idOf(item).slice(5)) % 4,
    );
    expect(colours.filter((colour) => colour === 2).length).toBeGreaterThanOrEqual(4);
    expect(scoresOf(loaded.ranker, there, 'Carol').get('a kettle')).toBeGreaterThan(0);
    expect(loaded.item.rank(holderOf([kettle]), { k: 1, exclude: [kettle] })[0]!.score).toBeGreaterThan(0);
  });
});

describe('taking up a model', () => {
  /** Does `meanwhile` whenever the event loop comes round while the work is done; answers how often that was. */
  async function turnsDuring(work: Promise<unknown>, meanwhile: (nth: number) => void): Promise<number> {
    let [turns, isOver] = [0, false];
    const turn = (): void => {
      if (isOver) return;
      meanwhile(turns++);
      setImmediate(turn);
    };
    setImmediate(turn);
    await work.finally(() => (isOver = true));
    return turns;
  }

  it('leaves a turn to others between any two of its parts', async () => {
    const content = await registry.read(await saveFitted(registry, dual, graph, MONDAY));

    const turns = await turnsDuring(bind('this', content, graph), () => undefined);

    expect(turns).toBeGreaterThan(dual.ranker.parts.length);
  });

  it('takes it up whole while the shop grows between its parts', async () => {
    const content = await registry.read(await saveFitted(registry, dual, graph, MONDAY));
    const there = reordered(graph);

    const taking = bind('this', content, there);
    await turnsDuring(taking, (nth) => {
      const [person, item] = [there.addPerson(`guest ${nth}`), there.addItem(`news ${nth}`)];
      there.addFriend(person, nth, true);
      there.addAct(person, item, 'LIKED', TUESDAY);
      there.addAct(nth, item, 'LIKED', TUESDAY);
    });

    const { ranker } = await taking;
    for (const person of ['person 0', 'person 41', 'guest 0', 'guest 9']) {
      const viewer = viewerOf(there, there.people.indexOf(person));
      const scales = ranker.scalesOf(viewer);
      const ranked = ranker.rank(viewer, { k: there.itemCount });
      expect(ranked).toHaveLength(there.itemCount);
      for (const { item, score } of ranked) {
        const { evidence } = ranker.explain(viewer, item, scales);
        const sum = evidence.reduce((total, { contribution }) => total + contribution, 0);
        expect(Math.abs(sum - score)).toBeLessThan(1e-5);
      }
    }
  });
});

describe('a registry of models', () => {
  const tensorsOf = (version: string): string => join(folder, version, 'tensors.safetensors');

  it('has none before the first', async () => {
    expect(await registry.current()).toBeNull();
    expect(await loadLatest(registry, graph)).toBeNull();
  });

  it('serves the one published last', async () => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    const tuesday = await saveFitted(registry, primal, graph, TUESDAY);

    expect(await registry.versions()).toEqual([tuesday, monday]);
    expect((await loadLatest(registry, graph))!.version).toBe(tuesday);
  });

  it('says what the model has seen, and how it did', async () => {
    const version = await saveFitted(registry, dual, graph, MONDAY);

    const { manifest } = await registry.read(version);

    expect(manifest).toMatchObject({
      fittedAt: MONDAY,
      seed: 3,
      watermark: { people: 80, items: 40, acts: graph.actCount, newestActAt: graph.newestActAt() },
    });
    expect(Object.keys(manifest.metrics)).toContain('ndcg@20');
  });

  it.each([
    ['is cut off', (path: string) => truncateSync(path, 1000)],
    ['is empty', (path: string) => truncateSync(path, 0)],
    [
      'has one bit turned over',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1]! ^= 4;
        writeFileSync(path, bytes);
      },
    ],
    ['is gone', (path: string) => rmSync(path)],
  ])('refuses a model whose file %s, and serves the one before it', async (_, damage) => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    const tuesday = await saveFitted(registry, primal, graph, TUESDAY);
    damage(tensorsOf(tuesday));

    const loaded = (await loadLatest(registry, graph))!;

    expect(loaded.version).toBe(monday);
    expect(loaded.refused).toHaveLength(1);
    expect(loaded.refused[0]).toBeInstanceOf(ModelRefusedError);
    expect(loaded.refused[0]!.version).toBe(tuesday);
  });

  it(`refuses a model with any one of ${BITS_TURNED} bits turned over, and serves the one before it`, async () => {
    const random = randomOf(11);
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    const tuesday = await saveFitted(registry, primal, graph, TUESDAY);
    const paths = [tensorsOf(tuesday), join(folder, tuesday, 'manifest.json')];
    let unseen = 0;
    for (let nth = 0; nth < BITS_TURNED; nth++) {
      const path = paths[nth % 2]!;
      const bytes = readFileSync(path);
      const [at, bit] = [Math.floor(random() * bytes.length), Math.floor(random() * 8)];
      bytes[at]! ^= 1 << bit;
      writeFileSync(path, bytes);

      const { version, refused } = (await loadLatest(registry, graph))!;

      // Between the words of a manifest, one kind of white space may become another.
      const means: unknown = version === tuesday ? JSON.parse(bytes.toString('utf8')) : null;
      bytes[at]! ^= 1 << bit;
      if (means !== null) expect(means).toEqual(JSON.parse(bytes.toString('utf8')));
      else {
        expect(version).toBe(monday);
        expect(refused.map((one) => one.version)).toEqual([tuesday]);
      }
      if (version === tuesday) unseen++;
      writeFileSync(path, bytes);
    }
    expect(unseen).toBeLessThan(BITS_TURNED / 20);
    expect((await loadLatest(registry, graph))!.version).toBe(tuesday);
  });

  type Spoil = (content: ModelContent) => ModelContent;
  const withTensor =
    (name: string, change: (tensor: Tensor) => Tensor): Spoil =>
    ({ manifest, tensors }) => ({ manifest, tensors: { ...tensors, [name]: change(tensors[name]!) } });
  const withNumber =
    (number: number): ((tensor: Tensor) => Tensor) =>
    ({ data, shape }) => ({ shape, data: Float32Array.from(data).fill(number, 7, 8) });
  const cutShort = ({ data, shape: [rows = 1, columns = 1] }: Tensor): Tensor => ({
    data: Float32Array.from(data).slice(0, (rows - 1) * columns),
    shape: [rows - 1, columns],
  });

  it.each<[string, Spoil, RegExp]>([
    [
      'a NaN in its vectors',
      withTensor('graph.sent', withNumber(NaN)),
      /graph.sent has something that is no/,
    ],
    [
      'an infinity in its vectors',
      withTensor('itemGraph.found', withNumber(Infinity)),
      /itemGraph.found has/,
    ],
    ['vectors of too few items', withTensor('graph.found', cutShort), /found has to be float32 \[40, 16\]/],
    ['vectors of too few people', withTensor('graph.own', cutShort), /own has to be float32 \[80, 16\]/],
    [
      'factors of too few items',
      withTensor('factors.vectors', cutShort),
      /vectors has to be float32 \[40, 16\]/,
    ],
    ['an inverse of another size', withTensor('itemItem.k', cutShort), /k of itemItem has to be/],
    ['another inverse of another size', withTensor('likeMinded.p', cutShort), /p of likeMinded has to be/],
    [
      'no names of its items',
      ({ manifest, tensors }) => ({
        manifest,
        tensors: Object.fromEntries(Object.entries(tensors).filter(([name]) => name !== 'items')),
      }),
      /a list of texts was expected/,
    ],
    [
      'another schema',
      ({ manifest, tensors }) => ({ manifest: { ...manifest, schema: 'of long ago' }, tensors }),
      /its schema is of long ago, this code reads \w+/,
    ],
    [
      'a ranker of an older form',
      ({ manifest, tensors }) => ({ manifest: { ...manifest, ranker: { weights: {} } }, tensors }),
      /its ranker is wrong/,
    ],
    [
      'a part that nobody knows',
      ({ manifest, tensors }) => ({
        manifest: { ...manifest, ranker: { ...manifest.ranker, parts: { oracle: {} } } },
        tensors,
      }),
      /there is no part oracle/,
    ],
  ])('refuses a model with %s, names it, and serves the one before it', async (_, spoil, reason) => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    const { manifest, tensors } = await registry.read(monday);
    const bad = await registry.publish(spoil({ manifest: { ...manifest, fittedAt: TUESDAY }, tensors }));

    const loaded = (await loadLatest(registry, graph))!;

    expect(loaded.version).toBe(monday);
    expect(loaded.refused.map(({ version }) => version)).toEqual([bad]);
    expect(loaded.refused[0]!.reason).toMatch(reason);
  });

  it('does not publish a model that would be refused', async () => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    const poisoned = { ...dual.tuned.blend.weights, warm: { popularity: NaN } };
    const { ranker } = rankersOf(dual.ranker.parts, poisoned, dual.tuned.scenarios, graph);
    const tuned = { ...dual.tuned, blend: { ...dual.tuned.blend, weights: poisoned } };

    await expect(saveFitted(registry, { ...dual, ranker, tuned }, graph, TUESDAY)).rejects.toThrow(
      ModelRefusedError,
    );

    expect(await registry.versions()).toEqual([monday]);
  });

  it('goes back, and serves what was rolled back over only when it is named', async () => {
    const [monday, tuesday, wednesday] = [
      await saveFitted(registry, dual, graph, MONDAY),
      await saveFitted(registry, primal, graph, TUESDAY),
      await saveFitted(registry, dual, graph, TUESDAY + 1000),
    ] as const;

    await registry.rollBack(monday, TUESDAY + 2000);
    expect((await loadLatest(registry, graph))!.version).toBe(monday);
    const thursday = await saveFitted(registry, primal, graph, TUESDAY + 3000);
    truncateSync(tensorsOf(thursday), 1000);

    expect((await loadLatest(registry, graph))!.version).toBe(monday);
    const history = await registry.history();
    expect(history.map(({ version, refused }) => [version, refused])).toEqual([
      [thursday, expect.stringMatching(/^its tensors have 1000 bytes of/)],
      [wednesday, expect.stringMatching(/^it was rolled back over on 2026-11-17/)],
      [tuesday, expect.stringMatching(/^it was rolled back over on 2026-11-17/)],
      [monday, null],
    ]);
    await registry.rollBack(tuesday, TUESDAY + 4000);
    expect((await loadLatest(registry, graph))!.version).toBe(tuesday);
    await expect(registry.rollBack(thursday, TUESDAY)).rejects.toThrow(ModelRefusedError);
    expect(await registry.current()).toBe(tuesday);
  });

  it('is not misled by what a publisher that died left behind', async () => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    mkdirSync(join(folder, 'unfinished-20261117T120000000-0000abcd'));
    writeFileSync(join(folder, 'unfinished-20261117T120000000-0000abcd', 'manifest.json'), '{"sch');
    writeFileSync(join(folder, 'current.next'), '20261117T1200');

    expect((await loadLatest(registry, graph))!.version).toBe(monday);
  });

  it('serves the newest whole model when the pointer names none', async () => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    writeFileSync(join(folder, 'current'), '../../etc');

    const loaded = (await loadLatest(registry, graph))!;

    expect(loaded.version).toBe(monday);
    expect(loaded.refused[0]!.reason).toBe('this is no version');
  });

  it('does not go forward to a model that the pointer was moved back from', async () => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    await saveFitted(registry, primal, graph, TUESDAY);
    writeFileSync(join(folder, 'current'), monday);

    expect((await loadLatest(registry, graph))!.version).toBe(monday);
  });

  it('refuses a model of another schema', async () => {
    const { manifest, tensors } = await registry.read(await saveFitted(registry, dual, graph, MONDAY));
    const older = { ...manifest, fittedAt: TUESDAY, schema: 'of long ago' };
    rmSync(join(folder, (await registry.current())!), { recursive: true });
    await registry.publish({ manifest: older, tensors });

    await expect(loadLatest(registry, graph)).rejects.toThrow(/its schema is of long ago/);
  });

  it('throws what is wrong when no model can be served', async () => {
    const version = await saveFitted(registry, dual, graph, MONDAY);
    rmSync(join(folder, version, 'manifest.json'));

    await expect(loadLatest(registry, graph)).rejects.toThrow(ModelRefusedError);
  });

  it('publishes nothing over another than it was compared with, and takes nothing away that was there', async () => {
    const monday = await saveFitted(registry, dual, graph, MONDAY);
    const tuesday = await saveFitted(registry, primal, graph, TUESDAY);
    const late = (at: number): Promise<string> => saveFitted(registry, dual, graph, at, { over: null });

    await expect(late(TUESDAY + 1000)).rejects.toThrow(ModelMovedError);
    await expect(late(MONDAY)).rejects.toThrow(ModelMovedError);

    expect(await registry.current()).toBe(tuesday);
    expect(await registry.versions()).toEqual([tuesday, monday]);
  });

  it('keeps the current one and two to go back to', async () => {
    for (let day = 0; day < 5; day++) await saveFitted(registry, dual, graph, MONDAY + day * 86_400_000);

    expect(await registry.versions()).toHaveLength(3);
    expect(existsSync(join(folder, (await registry.current())!))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });
});

describe('a tensor file', () => {
  it('gives back what was put in, bit by bit', () => {
    const tensors = {
      floats: { data: Float32Array.of(1.5, NaN, -0), shape: [3] },
      doubles: { data: Float64Array.of(Math.PI, Infinity), shape: [1, 2] },
      whole: { data: Int32Array.of(-5), shape: [1] },
      bytes: { data: Uint8Array.of(7, 8, 9), shape: [3] },
      nothing: { data: new Float32Array(0), shape: [0] },
    };

    expect(decodeTensors(encodeTensors(tensors))).toEqual(tensors);
  });

  it('is read wherever its bytes lie', () => {
    const bytes = encodeTensors({ doubles: { data: Float64Array.of(1, 2), shape: [2] } });
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);

    expect(decodeTensors(moved.subarray(3))['doubles']!.data).toEqual(Float64Array.of(1, 2));
  });

  it('refuses a shape that its numbers do not fill', () => {
    expect(() => encodeTensors({ a: { data: Float32Array.of(1, 2), shape: [3] } })).toThrow(
      'a has 2 numbers, its shape is 3',
    );
  });
});
