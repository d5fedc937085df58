import {
  friendPair,
  type EdgeProps,
  type EdgeType,
  type Label,
  type NodeProps,
} from '../../graph-models/domain/vocabulary.js';
import type { Id } from '../../graph-models/domain/ids.js';
import { Interner } from '../../graph-models/interactions/interner.js';
import { decimalsOf, isCurrency } from '../graphql/currencies.js';
import { itemSearch } from '../features/catalog/item-changes.js';
import { peopleSearch } from '../features/people/user-changes.js';
import type { BundleRow } from '../training/bundle.js';
import type { RatingScale } from '../training/rating-scale.js';
import { extraProperties } from './extra-properties.js';
import { IMPORTED_AT, importedId } from './imported-ids.js';
import { BundleNames } from './bundle-names.js';
import { PairLists } from '../live-graph/pair-lists.js';

/** A node that a row needs. Its properties are made when it must be written. */
export interface WantedNode<L extends Label = Label> {
  readonly id: Id<L>;
  /** No row before spoke of it. */
  readonly isNew: boolean;
  /** This row is what describes it; others only need it to be there. */
  readonly describes: boolean;
  readonly props: () => NodeProps[L];
}

export interface WantedEdge<T extends EdgeType = EdgeType> {
  readonly type: T;
  readonly from: Id;
  readonly to: Id;
  readonly at: number;
  readonly props: EdgeProps[T];
}

export interface Wanted {
  readonly nodes: readonly WantedNode[];
  readonly edges: readonly WantedEdge[];
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

  of(row: BundleRow): Wanted {
    switch (row.kind) {
      case 'friend':
        return this.#friendship(row.user, row.friend);
      case 'item':
        return this.#item(row.item, { title: row.title, extra: row.extra, describes: true });
      case 'attributes':
        return this.#item(row.item, { title: null, extra: {}, describes: !this.#items.has(row.item) });
      case 'act': {
        const person = this.#person(row.user);
        const said = { title: null, extra: { category: row.extra['category'] ?? '' }, describes: false };
        const item = this.#item(row.item, said);
        const act = this.#act(row, person.id, item.nodes[0]!.id);
        return { nodes: [person, ...item.nodes], edges: [...item.edges, act] };
      }
      default:
        return row satisfies never;
    }
  }

  /** A file may list a friendship once or both ways round. */
  #friendship(one: string, other: string): Wanted {
    const [a, b] = [this.#person(one), this.#person(other)];
    const { from, to } = friendPair(a.id, b.id);
    const [first, second] = [this.#people.indexOf(one), this.#people.indexOf(other)].sort((x, y) => x - y);
    const isKnown = this.#friends.has(first!, second!);
    if (!isKnown) this.#friends.add(first!, second!);
    return { nodes: [a, b], edges: isKnown ? [] : [{ type: 'FRIEND', from, to, at: 0, props: {} }] };
  }

  #person(key: string): WantedNode<'User'> {
    return this.#people.get(key, () => ({
      id: importedId('User', this.bundle, key),
      describes: false,
      props: () => {
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
      },
    }));
  }

  /** The item, and its categories with the row that brings or describes it. */
  #item(key: string, said: Said): Wanted {
    if (!said.describes && this.#items.has(key)) return { nodes: [this.#items.get(key)], edges: [] };
    const id = importedId('Item', this.bundle, key);
    const { category = '', categories = '', ...extra } = said.extra;
    const told = [category, ...categories.split(/[|,;]/)].map((name) => name.trim());
    const names = [...told, ...(this.attributes.get(key) ?? [])].filter((name) => name !== '');
    const shelves = [...new Set(names)].map((name) => this.#category(name));
    const item = {
      id,
      describes: said.describes,
      props: (): NodeProps['Item'] => {
        const title = said.title ?? `${this.bundle} ${key}`;
        const texts = { sku: this.#names.sku(key), title, description: extra['description'] ?? '' };
        const shelved = shelves.map((node) => node.props());
        return {
          ...extraProperties(extra),
          ...texts,
          ...priceOf(extra),
          ...(extra['brand'] ? { brand: extra['brand'] } : {}),
          categorySlugs: shelved.map(({ slug }) => slug),
          pictures: [],
          available: true,
          createdAt: IMPORTED_AT,
          search: itemSearch(texts, shelved),
          source: this.bundle,
        };
      },
    };
    const shelve = ({ id: to }: WantedNode): WantedEdge => ({
      type: 'IN_CATEGORY',
      from: id,
      to,
      at: IMPORTED_AT,
      props: {},
    });
    return { nodes: [this.#items.get(key, () => item), ...shelves], edges: shelves.map(shelve) };
  }

  #category(name: string): WantedNode<'Category'> {
    const slug = this.#names.slug(name);
    return this.#categories.get(slug, () => ({
      id: importedId('Category', this.bundle, slug),
      describes: false,
      props: () => ({ slug, name: /^\d+$/.test(name) ? `${this.bundle} ${name}` : name }),
    }));
  }

  #act(row: BundleRow & { kind: 'act' }, from: Id<'User'>, to: Id): WantedEdge {
    const at = row.at ?? 0;
    const more = extraProperties(row.extra);
    const { rating } = row;
    const { kind } = this.scale;
    if (rating === null || kind === 'none' || (kind === 'zeroOne' && rating > 0))
      return { type: 'USED', from, to, at, props: more };
    if (kind === 'counts')
      return {
        type: 'USED',
        from,
        to,
        at,
        props: rating >= 1 ? { ...more, times: Math.round(rating) } : more,
      };
    const stars = kind === 'tenPoints' ? rating / 2 : kind === 'zeroOne' ? 1 : rating;
    return { type: 'RATED', from, to, at, props: { ...more, rating: stars } };
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

/** Nodes that rows spoke of, by the bundle's key. */
class Known<L extends Label> {
  readonly #keys = new Interner();
  readonly #nodes: WantedNode<L>[] = [];

  has(key: string): boolean {
    return this.#keys.indexOf(key) >= 0;
  }

  indexOf(key: string): number {
    return this.#keys.indexOf(key);
  }

  /** The node; new the first time only. */
  get(key: string, make?: () => Omit<WantedNode<L>, 'isNew'>): WantedNode<L> {
    const index = this.#keys.indexOf(key);
    const known = this.#nodes[index];
    if (known !== undefined) return known;
    if (make === undefined) throw new RangeError(`${key} was not named before`);
    const node = make();
    this.#nodes[this.#keys.intern(key)] = { ...node, isNew: false, describes: false };
    return { ...node, isNew: true };
  }
}
