import { friendPair, type Label, type NodeProps } from '../../graph-models/domain/vocabulary.js';
import type { Id } from '../../graph-models/domain/ids.js';
import { Interner } from '../../graph-models/interactions/interner.js';
import { decimalsOf, isCurrency } from '../graphql/currencies.js';
import { itemSearch } from '../features/catalog/item-changes.js';
import { peopleSearch } from '../features/people/user-changes.js';
import type { Change } from '../store/graph-store.js';
import type { BundleRow } from '../training/bundle.js';
import type { RatingScale } from '../training/rating-scale.js';
import { extraProperties } from './extra-properties.js';
import { IMPORTED_AT, importedId } from './imported-ids.js';
import { BundleNames } from './bundle-names.js';
import { PairLists } from '../live-graph/pair-lists.js';

/** A node that a bundle speaks of. Its properties are made when it must be written. */
export interface WantedNode<L extends Label = Label> {
  readonly id: Id<L>;
  /** The row is the bundle's word on it; others only need it to be there. */
  readonly describes: boolean;
  readonly props: () => NodeProps[L];
}

/** As a commit takes it. */
export type WantedEdge = Extract<Change, { kind: 'putEdge' }>;

/** What some rows bring; nodes only with the first row that speaks of them. */
export interface Wanted {
  readonly nodes: WantedNode[];
  readonly edges: WantedEdge[];
}

/** Tells what each row of a bundle is in the graph. Rows must be given in the bundle's order, each once. */
export class GraphOfBundle {
  readonly #people = new Known<'User'>();
  readonly #items = new Known<'Item'>();
  readonly #categories = new Known<'Category'>();
  readonly #friends = new PairLists();
  readonly #names: BundleNames;

  /** @param attributes of items, by their key: described together with the title, which comes in another file */
  constructor(
    private readonly bundle: string,
    private readonly scale: RatingScale,
    private readonly attributes: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#names = new BundleNames(bundle);
  }

  /** Adds to `wanted` what the row brings. */
  add(row: BundleRow, wanted: Wanted): void {
    switch (row.kind) {
      case 'friend':
        this.#addFriendship(row.user, row.friend, wanted);
        break;
      case 'item':
        this.#addItem(row.item, { title: row.title, extra: row.extra, describes: true }, wanted);
        break;
      case 'attributes':
        if (this.#items.find(row.item) === undefined)
          this.#addItem(row.item, { title: null, extra: {}, describes: true }, wanted);
        break;
      case 'act': {
        const person = this.#person(row.user, wanted);
        const item = this.#items.find(row.item) ?? this.#addNamedItem(row, wanted);
        wanted.edges.push(this.#act(row, person, item));
        break;
      }
      default:
        row satisfies never;
    }
  }

  /** A file may list a friendship once or both ways round. */
  #addFriendship(one: string, other: string, wanted: Wanted): void {
    const { from, to } = friendPair(this.#person(one, wanted), this.#person(other, wanted));
    const [first, second] = [this.#people.indexOf(one), this.#people.indexOf(other)].sort((x, y) => x - y);
    if (this.#friends.has(first!, second!)) return;
    this.#friends.add(first!, second!);
    wanted.edges.push({ kind: 'putEdge', type: 'FRIEND', from, to, at: 0, props: {} });
  }

  #person(key: string, wanted: Wanted): Id<'User'> {
    return this.#people.find(key) ?? this.#addPerson(key, wanted);
  }

  #addPerson(key: string, { nodes }: Wanted): Id<'User'> {
    const id = importedId('User', this.bundle, key);
    const props = (): NodeProps['User'] => {
      const handle = this.#names.handle(key);
      const name = `${this.bundle} ${key}`;
      return {
        handle,
        name,
        bio: '',
        locale: 'en',
        visibility: 'PUBLIC',
        joinedAt: IMPORTED_AT,
        search: peopleSearch(handle, name),
        source: this.bundle,
      };
    };
    nodes.push({ id, describes: false, props });
    return this.#people.add(key, id);
  }

  #addNamedItem(row: BundleRow & { kind: 'act' }, wanted: Wanted): Id<'Item'> {
    const extra = { category: row.extra['category'] ?? '' };
    return this.#addItem(row.item, { title: null, extra, describes: false }, wanted);
  }

  /** The item, and its categories with the row that brings or describes it. */
  #addItem(key: string, said: Said, wanted: Wanted): Id<'Item'> {
    const known = this.#items.find(key);
    const id = known ?? this.#items.add(key, importedId('Item', this.bundle, key));
    const { category = '', categories = '', ...extra } = said.extra;
    const told = [category, ...categories.split(/[|,;]/)].map((name) => name.trim());
    const names = [...told, ...(this.attributes.get(key) ?? [])].filter((name) => name !== '');
    const shelves = [...new Set(names)].map((name) => this.#category(name, wanted));
    const props = (): NodeProps['Item'] => {
      const title = said.title ?? `${this.bundle} ${key}`;
      const texts = { sku: this.#names.sku(key), title, description: extra['description'] ?? '' };
      return {
        ...extraProperties(extra),
        ...texts,
        ...priceOf(extra),
        ...(extra['brand'] ? { brand: extra['brand'] } : {}),
        categorySlugs: shelves.map(({ slug }) => slug),
        pictures: [],
        available: true,
        createdAt: IMPORTED_AT,
        search: itemSearch(texts, shelves),
        source: this.bundle,
      };
    };
    if (known === undefined) wanted.nodes.push({ id, describes: said.describes, props });
    for (const shelf of shelves)
      wanted.edges.push({
        kind: 'putEdge',
        type: 'IN_CATEGORY',
        from: id,
        to: shelf.id,
        at: IMPORTED_AT,
        props: {},
      });
    return id;
  }

  #category(name: string, wanted: Wanted): NodeProps['Category'] & { readonly id: Id<'Category'> } {
    const slug = this.#names.slug(name);
    const props = { slug, name: /^\d+$/.test(name) ? `${this.bundle} ${name}` : name };
    const known = this.#categories.find(slug);
    if (known !== undefined) return { ...props, id: known };
    const id = this.#categories.add(slug, importedId('Category', this.bundle, slug));
    wanted.nodes.push({ id, describes: false, props: () => props });
    return { ...props, id };
  }

  #act(row: BundleRow & { kind: 'act' }, from: Id<'User'>, to: Id): WantedEdge {
    const at = row.at ?? 0;
    const more = extraProperties(row.extra);
    const { rating } = row;
    const { kind: scale } = this.scale;
    const kind = 'putEdge';
    if (rating === null || scale === 'none' || (scale === 'zeroOne' && rating > 0))
      return { kind, type: 'USED', from, to, at, props: more };
    if (scale === 'counts') {
      const props = rating >= 1 ? { ...more, times: Math.round(rating) } : more;
      return { kind, type: 'USED', from, to, at, props };
    }
    const stars = scale === 'tenPoints' ? rating / 2 : scale === 'zeroOne' ? 1 : rating;
    return { kind, type: 'RATED', from, to, at, props: { ...more, rating: stars } };
  }
}

/** A bundle that says nothing of money gets ISO 4217's "no currency". */
function priceOf(extra: Readonly<Record<string, string>>): { priceMinor: number; currency: string } {
  const price = Number(extra['price'] ?? '');
  const currency = (extra['currency'] ?? '').toUpperCase();
  const isPrice = (extra['price'] ?? '') !== '' && Number.isFinite(price) && price >= 0;
  if (!isPrice || !isCurrency(currency)) return { priceMinor: 0, currency: 'XXX' };
  return { priceMinor: Math.round(price * 10 ** decimalsOf(currency)), currency };
}

/** What one row says of an item. */
interface Said {
  readonly title: string | null;
  readonly extra: Readonly<Record<string, string>>;
  /** It is the bundle's word on the item; else it only names it. */
  readonly describes: boolean;
}

/** Ids of the nodes that rows spoke of, by the bundle's key. */
class Known<L extends Label> {
  readonly #keys = new Interner();
  readonly #ids: Id<L>[] = [];

  indexOf(key: string): number {
    return this.#keys.indexOf(key);
  }

  find(key: string): Id<L> | undefined {
    return this.#ids[this.#keys.indexOf(key)];
  }

  add(key: string, id: Id<L>): Id<L> {
    this.#ids[this.#keys.intern(key)] = id;
    return id;
  }
}
