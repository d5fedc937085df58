import 'reflect-metadata';
import { pino } from 'pino';
import { ulid } from 'ulid';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import type { EdgeType, Visibility } from '../../graph-models/domain/vocabulary.js';
import { feedPage, type FeedDeps } from '../../src/features/feed/feed.js';
import type { FeedPage, FeedRequest } from '../../src/features/feed/feed-request.js';
import { withoutModel } from '../../src/features/recommendations/serving.js';
import { LiveState } from '../../src/live-graph/live-state.js';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** A town in the live graph alone, for histories by the thousand: things are named by numbers. */
export class MemoryTown {
  readonly state = new LiveState(0);
  now = START;
  readonly #posts: Id<'Post'>[] = [];
  readonly #reviews = new Set<string>();

  constructor(
    readonly peopleCount: number,
    readonly itemCount: number,
    readonly lists = new RememberedLists<number>(ulid),
  ) {
    for (let n = 0; n < peopleCount; n++) this.state.putPerson(this.person(n), { visibility: 'PUBLIC' });
    for (let n = 0; n < itemCount; n++)
      this.state.putItem(this.item(n), {
        ...{ sku: `${n}`, title: `Item ${n}`, description: '', priceMinor: 1, currency: 'EUR' },
        ...{ categorySlugs: [`category-${n % 3}`], sellerId: this.person(n % 2), pictures: [] },
        ...{ available: true, createdAt: 1, search: '' },
      });
  }

  person(n: number): Id<'User'> {
    return makeId('User', `01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}`);
  }

  item(n: number): Id<'Item'> {
    return makeId('Item', `01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}`);
  }

  /** The posts there are, or were. */
  get posts(): readonly Id<'Post'>[] {
    return this.#posts;
  }

  post(author: number, item: number | null, visibility: Visibility = 'PUBLIC'): void {
    const id = makeId('Post', `01ARZ3NDEKTSV4RRFFQ69G${String(this.#posts.length).padStart(4, '0')}`);
    this.#posts.push(id);
    this.#passes();
    this.state.putContent(id, { userId: this.person(author), text: '', visibility, createdAt: this.now });
    if (item !== null) this.edge('TAGS', id, this.item(item));
  }

  review(author: number, item: number): void {
    if (this.#reviews.has(`${author} ${item}`)) return;
    this.#reviews.add(`${author} ${item}`);
    const id = makeId('Review', `01ARZ3NDEKTSV4RRFFQ69G${String(this.#reviews.size).padStart(4, '0')}`);
    this.#passes();
    this.state.putContent(id, {
      ...{ userId: this.person(author), itemId: this.item(item), rating: 5, text: '', verified: false },
      ...{ visibility: 'PUBLIC', createdAt: this.now },
    });
  }

  deletePost(n: number): void {
    const id = this.#posts[n];
    if (id !== undefined) this.state.removeContent(id);
  }

  edge(type: EdgeType, from: Id, to: Id, props: Readonly<Record<string, unknown>> = {}): void {
    this.#passes();
    this.state.putEdge({ type, from, to, at: this.now, props });
    this.state.seq++;
  }

  noEdge(type: EdgeType, from: Id, to: Id): void {
    this.#passes();
    this.state.removeEdge({ type, from, to });
  }

  feed(viewer: number, more: Partial<FeedRequest> = {}): Promise<FeedPage> {
    const viewerId = this.person(viewer);
    return feedPage(this.#deps, {
      viewerId,
      mode: 'RANKED',
      mix: 0.3,
      weights: {},
      first: 500,
      after: null,
      ...more,
    });
  }

  get #deps(): FeedDeps {
    return {
      things: (ids) => Promise.resolve(ids.map((id) => ({ id }))),
      live: { refresh: () => Promise.resolve(true), freshAt: this.now },
      lists: this.lists,
      serving: () => withoutModel(this.state),
      now: () => this.now,
      log: pino({ level: 'silent' }),
    };
  }

  #passes(): void {
    this.now += HOUR;
    this.state.seq++;
  }
}
