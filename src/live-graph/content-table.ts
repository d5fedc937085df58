import type { Id } from '../../graph-models/domain/ids.js';
import type { NodeProps, Visibility } from '../../graph-models/domain/vocabulary.js';
import { ActTable } from '../../graph-models/interactions/act-table.js';
import { Interner } from '../../graph-models/interactions/interner.js';
import { grown } from '../../graph-models/interactions/typed-growth.js';
import { NewestIds } from './newest-ids.js';
import { PairLists } from './pair-lists.js';
import { visibilityCode, visibilityOf } from './visibility-code.js';

/** What somebody did with a post or review of another; the kinds of `ContentTable.echoes`. */
export const ECHO_KINDS = ['REACTED', 'SHARED'] as const;
export type EchoKind = (typeof ECHO_KINDS)[number];

/**
 * Posts and reviews without their texts: whose, when, for whom, about what, and what came back. Indices of people and
 * items are those of the graph; 0 in the visibility says that the thing is gone.
 */
export class ContentTable {
  readonly ids = new Interner();
  readonly circles = new Interner();
  readonly comments = new Interner();
  /** Content → items it is about. */
  readonly tags = new PairLists();
  /** Comment → content it hangs on. */
  readonly thread = new PairLists();
  /** Person, content, code into ECHO_KINDS. */
  readonly echoes = new ActTable();
  /** Those for everybody, the newest first. */
  readonly newestPublic = new NewestIds();
  readonly #byAuthor = new ActTable();
  readonly #byCircle = new ActTable();
  #author = new Int32Array(16);
  #at = new Float64Array(16);
  #circle = new Int32Array(16);
  #visibility = new Uint8Array(16);

  put(id: Id<'Post'> | Id<'Review'>, author: number, props: NodeProps['Post'] | NodeProps['Review']): number {
    const content = this.ids.intern(id);
    this.#author = grown(this.#author, content + 1);
    this.#at = grown(this.#at, content + 1);
    this.#circle = grown(this.#circle, content + 1);
    this.#visibility = grown(this.#visibility, content + 1);
    const circle =
      'circleId' in props && props.circleId !== undefined ? this.circles.intern(props.circleId) : -1;
    this.#author[content] = author;
    this.#at[content] = props.createdAt;
    this.#circle[content] = circle;
    this.#visibility[content] = visibilityCode(props.visibility);
    this.#byAuthor.upsert(author, content, 0, 0, props.createdAt);
    if (circle >= 0) this.#byCircle.upsert(circle, content, 0, 0, props.createdAt);
    if (props.visibility === 'PUBLIC') this.newestPublic.add(content, id);
    else this.newestPublic.remove(content);
    return content;
  }

  /** Forgets what is deleted and all that hung on it; the index stays taken. */
  remove(content: number): void {
    if (this.isGone(content)) return;
    this.#byAuthor.remove(this.authorOf(content), content, 0);
    if (this.circleOf(content) >= 0) this.#byCircle.remove(this.circleOf(content), content, 0);
    this.#visibility[content] = 0;
    this.newestPublic.remove(content);
    this.tags.removeAllFrom(content);
    this.thread.removeAllTo(content);
    const { others, kinds } = this.echoes.ofItem(content);
    others.forEach((person, i) => this.echoes.remove(person, content, kinds[i]!));
  }

  /** Everything the person wrote; a copy. */
  allOf(author: number): Int32Array {
    return this.#byAuthor.ofPerson(author).others;
  }

  /** Forgets what a deleted person did with what others wrote. */
  removeEchoesOf(person: number): void {
    const { others, kinds } = this.echoes.ofPerson(person);
    others.forEach((content, i) => this.echoes.remove(person, content, kinds[i]!));
  }

  isGone(content: number): boolean {
    return (this.#visibility[content] ?? 0) === 0;
  }

  authorOf(content: number): number {
    return this.#author[content]!;
  }

  /** Milliseconds since 1970. */
  writtenAt(content: number): number {
    return this.#at[content]!;
  }

  /** Index into `circles`, -1 when it is for none. */
  circleOf(content: number): number {
    return this.#circle[content]!;
  }

  /** @throws RangeError when it is gone */
  visibilityOf(content: number): Visibility {
    return visibilityOf(this.#visibility[content] ?? 0);
  }

  isPost(content: number): boolean {
    return this.ids.idOf(content).startsWith('pst_');
  }

  /** What the person wrote, newest first, until `visit` says false. */
  visitOf(author: number, visit: (content: number, at: number) => boolean): void {
    this.#byAuthor.visitOfPerson(author, (content, _kind, _weight, at) => visit(content, at));
  }

  /** Posts for the circle, newest first, until `visit` says false. */
  visitIn(circle: number, visit: (content: number, at: number) => boolean): void {
    this.#byCircle.visitOfPerson(circle, (content, _kind, _weight, at) => visit(content, at));
  }
}
