import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import { featureCount, INTENTS } from '../../graph-models/neural/intent.js';
import { ItemGraph } from '../../graph-models/neural/item-graph.js';
import { SessionGru } from '../../graph-models/neural/session-gru.js';
import { GAPS } from '../../graph-models/neural/session-steps.js';
import { recommendationsFeature, type RecommendationDesk } from '../../src/features/recommendations/index.js';
import { withoutModel } from '../../src/features/recommendations/serving.js';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { openApi, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';
import { NOW, Town } from './town.js';

const MY_INTENT = operation('MyIntent');
const DIM = 16;

/** Whoever has just saved something buys, three to one against each of the others. */
function saversBuy(itemCount: number): SessionGru {
  const table = new Float32Array(itemCount * DIM).fill(0.25);
  const width = featureCount(DIM);
  const weights = new Float32Array(INTENTS.length * width);
  weights[INTENTS.indexOf('BUY') * width + DIM + ACT_KINDS.indexOf('SAVED')] = Math.log(9);
  return new SessionGru(
    {
      scale: 1,
      input: new Float32Array(3 * DIM * DIM),
      carried: new Float32Array(3 * DIM * DIM),
      bias: new Float32Array(4 * DIM),
      kinds: new Float32Array(ACT_KINDS.length * DIM),
      gaps: new Float32Array(GAPS * DIM),
    },
    new ItemGraph({ dim: DIM, sent: table, found: table }, 0.7),
    { weights, bias: new Float32Array(INTENTS.length), temperature: 2 },
  );
}

describeOnEachStore('what a viewer is about to do', (openEmptyStore) => {
  let town: Town;
  let api: Api;
  let session: SessionGru | null;
  beforeEach(async () => {
    const store = await openEmptyStore();
    town = await Town.open(store);
    session = null;
    const desk: RecommendationDesk = {
      live: town.live,
      lists: new RememberedLists(ulid),
      openLists: null,
      serving: () => {
        const serving = withoutModel(town.live.state);
        return { ...serving, rankers: { ...serving.rankers, session } };
      },
    };
    api = await openApi(store, [recommendationsFeature(() => desk)]);
    await town.people('Alice', 'Bob');
    await town.items('Kettle', 'Tent');
    await town.act('Alice', 'VIEWED', 'Tent');
    await town.act('Alice', 'SAVED', 'Kettle');
  });
  afterEach(() => town.close());

  const intentOf = async (name: string): Promise<object> => {
    const viewer: SignedIn = {
      userId: town.user(name),
      accountId: 'acc_1',
      signInId: 'sgn_1',
      roles: ['SHOPPER'],
    };
    const { data, errors } = await api.execute<{ viewer: { intent: object } }>(MY_INTENT, {}, viewer);
    expect(errors).toEqual([]);
    return data.viewer.intent;
  };
  const untold = { kind: null, probability: null, probabilities: [], asOf: null };

  it('is told with all its probabilities, as of the last act', async () => {
    session = saversBuy(2);
    const at = NOW - 86_400_000 + 2 * 60_000;
    api.clock.now = at + 60_000;

    expect(await intentOf('Alice')).toEqual({
      kind: 'BUY',
      probability: expect.closeTo(0.6, 6),
      probabilities: [
        { kind: 'BUY', probability: expect.closeTo(0.6, 6) },
        { kind: 'BROWSE', probability: expect.closeTo(0.2, 6) },
        { kind: 'COMPARE', probability: expect.closeTo(0.2, 6) },
      ],
      asOf: new Date(at).toISOString(),
      missing: null,
    });
  });

  it('is not told half an hour after the last act, nor of somebody who did nothing', async () => {
    session = saversBuy(2);

    expect(await intentOf('Alice')).toEqual({ ...untold, missing: 'NO_SESSION' });
    expect(await intentOf('Bob')).toEqual({ ...untold, missing: 'NO_SESSION' });
  });

  it('is not told while no model has learned it', async () => {
    expect(await intentOf('Alice')).toEqual({ ...untold, missing: 'NO_MODEL' });
  });
});
