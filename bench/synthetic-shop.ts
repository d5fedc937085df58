import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { randomOf } from '../graph-models/neural/random.js';

export interface ShopSize {
  readonly people: number;
  readonly items: number;
  readonly acts: number;
  readonly friendships: number;
  readonly seed: number;
}

const DAY_SECONDS = 86_400;
const START = 1_700_000_000;
const CATEGORIES = 40;
const WORDS = 2000;

/**
 * Writes a bundle of a shop that never was: people have two of forty tastes each, four of five acts stay inside them,
 * items are as unequally popular as in real shops, and friends mostly share a taste. The same seed, the same shop.
 */
export async function writeSyntheticShop(folder: string, size: ShopSize): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const random = randomOf(size.seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const tasteOf = (person: number): number => (person * 7 + Math.floor(random() * 2) * 13) % CATEGORIES;
  const likedIn = (category: number): number => {
    const ofCategory = Math.floor(size.items / CATEGORIES);
    return category + CATEGORIES * Math.min(ofCategory - 1, Math.floor(ofCategory * random() ** 3));
  };
  await lines(
    join(folder, 'items.tsv'),
    'item\ttitle\tcategory\tbrand\tprice\tcurrency',
    size.items,
    (item) => {
      const word = (): string => `word${Math.floor(WORDS * random() ** 2)}`;
      const title = `${word()} ${word()} ${word()}`;
      return `${item}\t${title}\tcategory ${item % CATEGORIES}\tbrand${upTo(300)}\t${1 + upTo(200)}\tEUR`;
    },
  );
  await lines(join(folder, 'social.tsv'), 'user\tfriend', size.friendships, () => {
    const person = upTo(size.people);
    const near = (person + CATEGORIES * (1 + upTo(50))) % size.people;
    return `${person}\t${random() < 0.7 && near !== person ? near : (person + 1 + upTo(size.people - 1)) % size.people}`;
  });
  await lines(join(folder, 'interactions.tsv'), 'user\titem\ttimestamp', size.acts, () => {
    const person = Math.floor(size.people * random() ** 1.5);
    const category = random() < 0.8 ? tasteOf(person) : upTo(CATEGORIES);
    return `${person}\t${likedIn(category)}\t${START + upTo(365 * DAY_SECONDS)}`;
  });
}

async function lines(
  path: string,
  header: string,
  count: number,
  line: (n: number) => string,
): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${header}\n`);
  for (let n = 0; n < count; n++) if (!out.write(`${line(n)}\n`)) await once(out, 'drain');
  out.end();
  await finished(out);
}
