import { describe, expect, it } from '@jest/globals';
import { pipeline } from '../../src/pipeline/pipeline.js';
import type { Candidate, Filtered } from '../../src/pipeline/stages.js';

interface Thing extends Candidate {
  readonly price?: number;
  readonly why?: string;
}

const thing = (id: string, score = 0): Thing => ({ id, score, foundBy: [] });
const kettleLampTent = (): Thing[] => [thing('kettle', 1), thing('lamp', 3), thing('tent', 2)];
const ids = (things: readonly Thing[]): string[] => things.map(({ id }) => id);

describe('a pipeline', () => {
  it('answers best first, and of equal scores the newer id first', async () => {
    const town = () => [...kettleLampTent(), thing('zither', 2)];
    const ranked = pipeline<null, Thing>({ sources: [town] });

    const { selected } = await ranked(null);

    expect(ids(selected)).toEqual(['lamp', 'zither', 'tent', 'kettle']);
  });

  it('keeps one candidate, with both reasons, when two sources find the same item', async () => {
    const friendsActed = () => [thing('kettle', 1)];
    const trending = () => Promise.resolve([thing('lamp', 2), thing('kettle', 1)]);
    const ranked = pipeline<null, Thing>({ sources: [friendsActed, trending] });

    const { selected, trace } = await ranked(null);

    expect(selected).toEqual([
      { id: 'lamp', score: 2, foundBy: ['trending'] },
      { id: 'kettle', score: 1, foundBy: ['friendsActed', 'trending'] },
    ]);
    expect(trace.found).toEqual({ friendsActed: 1, trending: 2 });
  });

  it('counts a thing that one source finds twice once', async () => {
    const stuttering = () => [thing('kettle'), thing('kettle')];
    const ranked = pipeline<null, Thing>({ sources: [stuttering] });

    const { selected } = await ranked(null);

    expect(selected).toEqual([{ id: 'kettle', score: 0, foundBy: ['stuttering'] }]);
  });

  it('still answers when one source fails, and says so in the trace', async () => {
    const broken = () => Promise.reject(new Error('no route to the oracle'));
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent, broken] });

    const { selected, trace } = await ranked(null);

    expect(ids(selected)).toEqual(['lamp', 'tent', 'kettle']);
    expect(trace.toJSON()['failures']).toEqual(['broken: no route to the oracle']);
  });

  it('refuses to answer when every source fails', async () => {
    const broken = (): Thing[] => {
      throw new Error('no route to the oracle');
    };
    const ranked = pipeline<null, Thing>({ sources: [broken] });

    await expect(ranked(null)).rejects.toThrow('all 1 sources failed');
  });

  it('runs its sources at once', async () => {
    const started: string[] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = async () => {
      started.push('slow');
      await gate;
      return [thing('kettle')];
    };
    const quick = () => {
      started.push('quick');
      release();
      return [thing('lamp')];
    };

    const { selected } = await pipeline<null, Thing>({ sources: [slow, quick] })(null);

    expect(started).toEqual(['slow', 'quick']);
    expect(selected).toHaveLength(2);
  });

  it('lets hydrators add facts in turn', async () => {
    const prices = async (_query: null, given: readonly Thing[]) =>
      given.map((one) => ({ ...one, price: one.id.length }));
    const doubled = (_query: null, given: readonly Thing[]) =>
      given.map((one) => ({ ...one, price: 2 * (one.price ?? 0) }));
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], hydrators: [prices, doubled] });

    const { selected } = await ranked(null);

    expect(selected.map(({ id, price }) => `${id} ${price}`)).toEqual(['lamp 8', 'tent 8', 'kettle 12']);
  });

  it.each(['hydrators', 'scorers'] as const)(
    'refuses %s that lose a candidate, with both counts',
    async (kind) => {
      const prices = (_query: null, given: readonly Thing[]) => given.slice(1);
      const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], [kind]: [prices] });

      await expect(ranked(null)).rejects.toThrow('prices was given 3 candidates and returned 2');
    },
  );

  it.each(['hydrators', 'scorers'] as const)(
    'refuses %s that change the order, with the place',
    async (kind) => {
      const prices = (_query: null, given: readonly Thing[]) => [...given].reverse();
      const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], [kind]: [prices] });

      await expect(ranked(null)).rejects.toThrow('prices was given kettle at 0 and returned tent');
    },
  );

  it('removes with a reason, and counts it', async () => {
    const soldOut = (_query: null, given: readonly Thing[]): Filtered<Thing> => ({
      kept: given.filter(({ id }) => id !== 'lamp'),
      removed: given
        .filter(({ id }) => id === 'lamp')
        .map((candidate) => ({ candidate, reason: 'unavailable' })),
    });
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], filters: [soldOut] });

    const { selected, trace } = await ranked(null);

    expect(ids(selected)).toEqual(['tent', 'kettle']);
    expect(trace.removed).toEqual({ unavailable: 1 });
  });

  it('refuses a filter that forgets somebody', async () => {
    const forgetful = (_query: null, given: readonly Thing[]): Filtered<Thing> => ({
      kept: given.slice(1),
      removed: [],
    });
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], filters: [forgetful] });

    await expect(ranked(null)).rejects.toThrow('forgetful was given 3 candidates, kept 2 and removed 0');
  });

  it('fails closed: what a broken filter would have removed does not get through', async () => {
    const blocked = (): Filtered<Thing> => {
      throw new Error('the block list is gone');
    };
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], filters: [blocked] });

    await expect(ranked(null)).rejects.toThrow('the block list is gone');
  });

  it.each([NaN, Infinity, -Infinity])('never lets a score of %p reach the top', async (score) => {
    const oracle = (_query: null, given: readonly Thing[]) =>
      given.map((one) => (one.id === 'kettle' ? { ...one, score } : one));
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], scorers: [oracle] });

    const { selected, trace } = await ranked(null);

    expect(ids(selected)).toEqual(['lamp', 'tent']);
    expect(trace.removed).toEqual({ notANumber: 1 });
  });

  it('explains what is shown, after it is selected', async () => {
    const because = (query: string, one: Thing): Thing => ({ ...one, why: `${query} likes ${one.id}` });
    const two = (_query: string, given: readonly Thing[]) => given.slice(0, 2);
    const ranked = pipeline<string, Thing>({ sources: [kettleLampTent], select: two, explain: because });

    const { selected } = await ranked('Alice', 1);

    expect(selected.map(({ why }) => why)).toEqual(['Alice likes lamp', undefined]);
  });

  it('scores, selects and explains in one tick, so that nothing changes in between', async () => {
    let world = 1;
    const later = async () => {
      queueMicrotask(() => (world = 2));
      return kettleLampTent();
    };
    const seen: number[] = [];
    const look = <T>(value: T): T => {
      seen.push(world);
      queueMicrotask(() => (world += 1));
      return value;
    };
    const ranked = pipeline<null, Thing>({
      sources: [later],
      scorers: [(_query, given) => look(given)],
      select: (_query, given) => look(given),
      explain: (_query, one) => look(one),
    });

    await ranked(null);

    expect(new Set(seen).size).toBe(1);
  });

  it('tells what happened in one plain line', async () => {
    const ranked = pipeline<null, Thing>({ sources: [kettleLampTent], modelOf: () => 'model 7' });

    const { trace } = await ranked(null);

    expect(JSON.parse(JSON.stringify(trace))).toEqual({
      model: 'model 7',
      found: { kettleLampTent: 3 },
      removed: {},
      selected: 3,
      failures: [],
      stageMs: {
        sources: expect.any(Number),
        hydrators: expect.any(Number),
        filters: expect.any(Number),
        ranking: expect.any(Number),
      },
    });
  });
});
