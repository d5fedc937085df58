import type { ItemFacts } from '../../graph-models/interactions/interaction-graph.js';
import { Interner } from '../../graph-models/interactions/interner.js';
import { grown } from '../../graph-models/interactions/typed-growth.js';
import { BundleError, readBundle, type BundleFile, type BundleLineError, type BundleRow } from './bundle.js';

/** A bundle in memory: acts as columns under dense indices, in the order of the files. */
export interface Dataset {
  readonly folder: string;
  readonly people: Interner;
  readonly items: Interner;
  readonly acts: Acts;
  /** Directed pairs: person, friend, person, friend … */
  readonly friendships: Int32Array;
  readonly facts: ReadonlyMap<number, ItemFacts>;
  readonly has: ReadonlySet<BundleFile>;
  readonly badLines: { readonly count: number; readonly examples: readonly string[] };
}

export interface Acts {
  readonly count: number;
  readonly person: Int32Array;
  readonly item: Int32Array;
  /** NaN where the file has none. */
  readonly rating: Float64Array;
  /** Unix milliseconds, positions in a sequence, NaN where the file has none. */
  readonly at: Float64Array;
  /** 1 for rows of test.tsv. */
  readonly ofTest: Uint8Array;
}

const EXAMPLES = 20;

/**
 * Reads a bundle; lines that cannot be used are counted, with the first of them as examples.
 * @throws BundleError when the folder is no bundle, or when no line of it is an act
 */
export async function loadDataset(
  folder: string,
  onProgress: (lines: number) => void = () => undefined,
): Promise<Dataset> {
  const loading = new Loading();
  const examples: string[] = [];
  let bad = 0;
  let lines = 0;
  const onBad = (error: BundleLineError): void => {
    bad++;
    if (examples.length < EXAMPLES) examples.push(error.message);
  };
  for await (const rows of readBundle(folder, onBad)) {
    for (const row of rows) loading.take(row);
    onProgress((lines += rows.length));
  }
  const { acts, people, items } = loading;
  if (acts.count === 0) throw new BundleError(`${folder} has no line that says who did what`);
  return {
    folder,
    people,
    items,
    acts: acts.trimmed(),
    friendships: loading.friendships(),
    facts: loading.facts,
    has: loading.has,
    badLines: { count: bad, examples },
  };
}

class Loading {
  readonly people = new Interner();
  readonly items = new Interner();
  readonly acts = new GrowingActs();
  readonly facts = new Map<number, ItemFacts>();
  readonly has = new Set<BundleFile>();
  #pairs = new Int32Array(64);
  #pairNumbers = 0;

  take(row: BundleRow): void {
    this.has.add(row.file);
    if (row.kind === 'friend') return this.#takeFriend(row.user, row.friend);
    const item = this.items.intern(row.item);
    if (row.kind === 'act') {
      const category = row.extra['category']?.trim();
      if (category !== undefined && category !== '') this.#describe(item, { category });
      this.acts.push(
        this.people.intern(row.user),
        item,
        row.rating ?? NaN,
        row.at ?? NaN,
        row.file === 'test.tsv',
      );
    } else if (row.kind === 'attributes') this.#describe(item, { attributes: row.attributes });
    else
      this.#describe(item, {
        attributes: [...wordsOf(row.title ?? ''), ...Object.entries(row.extra).flatMap(attributeOf)],
        ...(row.extra['category'] ? { category: row.extra['category'] } : {}),
      });
  }

  /** Each pair once a direction. A file that lists no pair both ways lists friendships, so both are meant. */
  friendships(): Int32Array {
    const pairs = this.#pairs.subarray(0, this.#pairNumbers);
    const seen = new Set<number>();
    const size = this.people.size;
    let mutual = 0;
    for (let i = 0; i < pairs.length; i += 2) {
      seen.add(pairs[i]! * size + pairs[i + 1]!);
      if (seen.has(pairs[i + 1]! * size + pairs[i]!)) mutual++;
    }
    if (mutual === 0) for (const key of [...seen]) seen.add((key % size) * size + Math.floor(key / size));
    return Int32Array.from([...seen].flatMap((key) => [Math.floor(key / size), key % size]));
  }

  #takeFriend(user: string, friend: string): void {
    this.#pairs = grown(this.#pairs, this.#pairNumbers + 2);
    this.#pairs[this.#pairNumbers++] = this.people.intern(user);
    this.#pairs[this.#pairNumbers++] = this.people.intern(friend);
  }

  #describe(item: number, facts: ItemFacts): void {
    const known = this.facts.get(item);
    const attributes = [...(known?.attributes ?? []), ...(facts.attributes ?? [])];
    this.facts.set(item, { ...known, ...facts, ...(attributes.length > 0 ? { attributes } : {}) });
  }
}

class GrowingActs {
  count = 0;
  #person = new Int32Array(1024);
  #item = new Int32Array(1024);
  #rating = new Float64Array(1024);
  #at = new Float64Array(1024);
  #ofTest = new Uint8Array(1024);

  push(person: number, item: number, rating: number, at: number, ofTest: boolean): void {
    const row = this.count++;
    this.#person = grown(this.#person, this.count);
    this.#item = grown(this.#item, this.count);
    this.#rating = grown(this.#rating, this.count);
    this.#at = grown(this.#at, this.count);
    this.#ofTest = grown(this.#ofTest, this.count);
    this.#person[row] = person;
    this.#item[row] = item;
    this.#rating[row] = rating;
    this.#at[row] = at;
    this.#ofTest[row] = ofTest ? 1 : 0;
  }

  trimmed(): Acts {
    return {
      count: this.count,
      person: this.#person.slice(0, this.count),
      item: this.#item.slice(0, this.count),
      rating: this.#rating.slice(0, this.count),
      at: this.#at.slice(0, this.count),
      ofTest: this.#ofTest.slice(0, this.count),
    };
  }
}

const words = new Intl.Segmenter(['en', 'zh'], { granularity: 'word' });

function wordsOf(title: string): string[] {
  return Array.from(words.segment(title.toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => `word:${segment}`);
}

/** A column that holds a few words says what the item is; a long text does not, as it is. */
function attributeOf([column, value]: [string, string]): string[] {
  const text = value.trim();
  return text === '' || text.length > 60 ? [] : [`${column}:${text}`];
}
