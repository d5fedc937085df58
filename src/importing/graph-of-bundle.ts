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
import { itemSearch } from '../features/catalog/index.js';
import { peopleSearch } from '../features/people/index.js';
import type { BundleRow } from '../training/bundle.js';
import type { RatingScale } from '../training/rating-scale.js';
import { extraProperties } from './extra-properties.js';
import { IMPORTED_AT, importedId } from './imported-ids.js';
import { BundleNames } from './bundle-names.js';

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
  readonly #people = new Interner();
  readonly #items = new Interner();
  readonly #categories = new Interner();
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
      case 'friend': {
        const [a, b] = [this.#person(row.user), this.#person(row.friend)];
        const edge = { type: 'FRIEND' as const, ...friendPair(a.id, b.id), at: 0, props: {} };
        return { nodes: [a, b], edges: [edge] };
      }
      case 'item':
        return this.#item(row.item, { title: row.title, extra: row.extra, describes: true });
      case 'attributes':
        return this.#item(row.item, { title: null, extra: {}, describes: this.#items.indexOf(row.item) < 0 });
      case 'act': {
        const person = this.#person(row.user);
        const category = row.extra['category'] ?? '';
        const item = this.#item(row.item, { title: null, extra: { category }, describes: false });
        return {
          nodes: [person, ...item.nodes],
          edges: [...item.edges, this.#act(row, person.id, item.nodes[0]!.id)],
        };
      }
      default:
        return row satisfies never;
    }
  }

  #person(key: string): WantedNode<'User'> {
    const isNew = this.#people.indexOf(key) < 0;
    this.#people.intern(key);
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
    return { id: importedId('User', this.bundle, key), isNew, describes: false, props };
  }

  /** The item first, then its categories; edges only with the row that brings the item. */
  #item(
    key: string,
    said: { title: string | null; extra: Readonly<Record<string, string>>; describes: boolean },
  ): Wanted {
    const isNew = this.#items.indexOf(key) < 0;
    this.#items.intern(key);
    const id = importedId('Item', this.bundle, key);
    const { category = '', categories = '', ...extra } = said.extra;
    const names = [
      ...[category, ...categories.split(/[|,;]/)].map((name) => name.trim()),
      ...(this.attributes.get(key) ?? []),
    ];
    const shelves = isNew || said.describes ? unique(names.filter((name) => name !== '')) : [];
    const nodes = shelves.map((name) => this.#category(name));
    const props = (): NodeProps['Item'] => {
      const sku = this.#names.sku(key);
      const texts = {
        sku,
        title: said.title ?? `${this.bundle} ${key}`,
        description: extra['description'] ?? '',
      };
      const shelved = nodes.map((node) => node.props());
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
    };
    return {
      nodes: [{ id, isNew, describes: said.describes, props }, ...nodes],
      edges: nodes.map((node) => ({
        type: 'IN_CATEGORY',
        from: id,
        to: node.id,
        at: IMPORTED_AT,
        props: {},
      })),
    };
  }

  #category(name: string): WantedNode<'Category'> {
    const slug = this.#names.slug(name);
    const isNew = this.#categories.indexOf(slug) < 0;
    this.#categories.intern(slug);
    const props = (): NodeProps['Category'] => ({
      slug,
      name: /^\d+$/.test(name) ? `${this.bundle} ${name}` : name,
    });
    return { id: importedId('Category', this.bundle, slug), isNew, describes: false, props };
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

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
