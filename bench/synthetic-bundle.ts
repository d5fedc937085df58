import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { randomOf } from '../graph-models/neural/random.js';

/**
 * Writes a bundle of a large shop that never was, for `grapevine evaluate`: people have three tastes of unequal strength,
 * items belong to one and are as unequally popular as in real shops, friends mostly share a taste, and somebody sometimes takes
 * what a friend took lately, or what usually follows their last item. The same seed, the same bundle.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    people: { type: 'string', default: '60000' },
    items: { type: 'string', default: '50000' },
    acts: { type: 'string', default: '1500000' },
    friendships: { type: 'string', default: '300000' },
    seed: { type: 'string', default: '1' },
  },
});
const { out } = values;
if (out === undefined) throw new Error('say where to: --out <folder>');
const [people, items, acts, friendships] = [
  Number(values.people),
  Number(values.items),
  Number(values.acts),
  Number(values.friendships),
];

const START = 1_700_000_000;
const YEAR_SECONDS = 365 * 86_400;
const CATEGORIES = 40;
const ITEMS_OF_A_TASTE = 120;
const STRENGTHS = [0.6, 0.9, 1];
/** Cumulative shares of acts: what follows the last item, what a friend took, what is in a taste; the rest is anything. */
const FOLLOWS = 0.1;
const FRIENDS = 0.2;
const TASTES = 0.85;

const random = randomOf(Number(values.seed));
const upTo = (count: number): number => Math.floor(random() * count);
const tasteCount = Math.max(CATEGORIES, Math.floor(items / ITEMS_OF_A_TASTE));
const tastesOf = Int32Array.from({ length: people * 3 }, () => Math.floor(tasteCount * random() ** 1.3));
const inTaste = (taste: number): number => {
  const count = Math.floor((items - 1 - taste) / tasteCount) + 1;
  return taste + tasteCount * Math.floor(count * random() ** 2.5);
};
const follows = Int32Array.from({ length: items }, (_, item) => inTaste(item % tasteCount));

const byTaste = Array.from({ length: tasteCount }, (): number[] => []);
for (let person = 0; person < people; person++) byTaste[tastesOf[3 * person]!]!.push(person);
const friends = Array.from({ length: people }, (): number[] => []);
for (let made = 0; made < friendships;) {
  const person = upTo(people);
  const like = byTaste[tastesOf[3 * person]!]!;
  const friend = random() < 0.7 ? like[upTo(like.length)]! : upTo(people);
  if (friend === person || friends[person]!.includes(friend)) continue;
  friends[person]!.push(friend);
  friends[friend]!.push(person);
  made++;
}

mkdirSync(out, { recursive: true });
await lines('items.tsv', 'item\ttitle\tcategory\tbrand', items, (item) => {
  const taste = item % tasteCount;
  const word = (): string => (random() < 0.4 ? `taste${taste}` : `word${upTo(2000)}`);
  return `${item}\t${word()} ${word()} ${word()}\tcategory ${taste % CATEGORIES}\tbrand${upTo(300)}`;
});
await lines('social.tsv', 'user\tfriend', people, (person) =>
  friends[person]!.filter((friend) => person < friend)
    .map((friend) => `${person}\t${friend}`)
    .join('\n'),
);

const had = Array.from({ length: people }, (): number[] => []);
const chosen = (person: number): number => {
  const [kind, own] = [random(), had[person]!];
  if (kind < FOLLOWS && own.length > 0) return follows[own.at(-1)!]!;
  const theirs = had[friends[person]![upTo(friends[person]!.length)] ?? person]!;
  if (kind < FRIENDS && theirs.length > 0)
    return theirs[theirs.length - 1 - upTo(Math.min(3, theirs.length))]!;
  if (kind >= TASTES) return Math.floor(items * random() ** 3);
  const strength = random();
  return inTaste(tastesOf[3 * person + STRENGTHS.findIndex((up) => strength < up)]!);
};
await lines('interactions.tsv', 'user\titem\ttimestamp', acts, (nth) => {
  const time = START + Math.floor((YEAR_SECONDS * nth) / acts);
  for (;;) {
    const person = Math.floor(people * random() ** 1.7);
    const item = chosen(person);
    if (had[person]!.includes(item)) continue;
    had[person]!.push(item);
    return `${person}\t${item}\t${time}`;
  }
});

/** Lines that are empty are left out. */
async function lines(
  file: string,
  header: string,
  count: number,
  line: (nth: number) => string,
): Promise<void> {
  const stream = createWriteStream(join(out!, file));
  stream.write(`${header}\n`);
  for (let nth = 0; nth < count; nth++) {
    const text = line(nth);
    if (text !== '' && !stream.write(`${text}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
