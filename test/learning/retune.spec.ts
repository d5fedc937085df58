import { describe, expect, it } from '@jest/globals';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitRanker } from '../../graph-models/neural/fit-ranker.js';
import { retuned } from '../../graph-models/neural/retune.js';
import { randomOf } from './small-town.js';

const DAY_MS = 86_400_000;
const DAYS = 300;
const MONTHS = 10;

/** A shop in which everybody wants what is in fashion this month, one of ten things that nobody wants the month after. */
function fashionableShop(): InteractionGraph {
  const random = randomOf(1);
  const shop = new InteractionGraph();
  for (let item = 0; item < 10 * MONTHS; item++) shop.addItem(`item ${item}`);
  for (let nth = 0; nth < 60; nth++) {
    const person = shop.addPerson(`person ${nth}`);
    for (let act = 0; act < 30; act++) {
      const day = DAYS * random();
      const item = 10 * Math.floor((MONTHS * day) / DAYS) + Math.floor(10 * random());
      shop.addAct(person, item, 'USED', day * DAY_MS + 1);
    }
  }
  return shop;
}

describe('what was tuned when a shop was young', () => {
  it('is told by the acts of now how soon things grow old; the blend and the options of fits stay', async () => {
    const { tuned } = await fitRanker(new InteractionGraph(), { seed: 1 });
    const young = {
      ...tuned,
      settings: { ...tuned.settings, popularity: { halfLifeDays: 0 }, itemItem: { ridge: 7 } },
    };

    const now = retuned(young, fashionableShop(), 1);

    expect(now.settings.popularity.halfLifeDays).toBeGreaterThan(0);
    expect(now.settings.popularity.halfLifeDays).toBeLessThanOrEqual(30);
    expect(now.settings.itemItem).toEqual({ ridge: 7 });
    expect(now.blend).toBe(tuned.blend);
  });

  it('stays where there are too few to ask', async () => {
    const { tuned } = await fitRanker(new InteractionGraph(), { seed: 1 });
    const shop = new InteractionGraph();
    shop.addAct(shop.addPerson('alice'), shop.addItem('kettle'), 'USED', DAY_MS);

    expect(retuned(tuned, shop, 1)).toBe(tuned);
  });
});
