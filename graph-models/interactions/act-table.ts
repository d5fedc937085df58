import { ACT_KINDS } from './act-kinds.js';
import { AdjacencyLists } from './adjacency-lists.js';
import type { ActSlice } from './interaction-graph.js';
import type { WishFilter } from './wish-filter.js';
import { grown } from './typed-growth.js';

/** Acts as columns, found by (person, item, kind), by person and by item; 45 bytes an act. */
export class ActTable {
  #person = new Int32Array(64);
  #item = new Int32Array(64);
  #kind = new Uint8Array(64);
  #weight = new Float32Array(64);
  #at = new Float64Array(64);
  #rows = 0;
  readonly #free: number[] = [];
  readonly #byPerson = new AdjacencyLists();
  readonly #byItem = new AdjacencyLists();
  /** Open addressing: row + 1, 0 for never used, -1 for emptied. */
  #slots = new Int32Array(256);
  #slotsTaken = 0;
  /** Of each item, and of each person, how often their acts have changed. */
  #changesOfItem = new Uint32Array(64);
  #changesOfPerson = new Uint32Array(64);
  /** All 0 between calls. */
  #best = new Float64Array(0);

  get count(): number {
    return this.#rows - this.#free.length;
  }

  countOfPerson(person: number): number {
    return this.#byPerson.lengthOf(person);
  }

  countOfItem(item: number): number {
    return this.#byItem.lengthOf(item);
  }

  /** How often the item's acts have changed, by count or otherwise. */
  changesOfItem(item: number): number {
    return this.#changesOfItem[item] ?? 0;
  }

  /** How often the person's acts have changed, by count or otherwise. */
  changesOfPerson(person: number): number {
    return this.#changesOfPerson[person] ?? 0;
  }

  upsert(person: number, item: number, kind: number, weight: number, at: number): void {
    this.#changed(person, item);
    const known = this.#find(person, item, kind);
    if (known >= 0) {
      const row = (this.#slots[known] ?? 0) - 1;
      this.#weight[row] = weight;
      this.#at[row] = at;
      return;
    }
    const row = this.#free.pop() ?? this.#newRow();
    this.#person[row] = person;
    this.#item[row] = item;
    this.#kind[row] = kind;
    this.#weight[row] = weight;
    this.#at[row] = at;
    this.#byPerson.push(person, row);
    this.#byItem.push(item, row);
    this.#enter(row);
  }

  remove(person: number, item: number, kind: number): boolean {
    const slot = this.#find(person, item, kind);
    if (slot < 0) return false;
    this.#changed(person, item);
    const row = (this.#slots[slot] ?? 0) - 1;
    this.#slots[slot] = -1;
    this.#byPerson.remove(person, row);
    this.#byItem.remove(item, row);
    this.#free.push(row);
    this.#person[row] = -1;
    return true;
  }

  /** How much the person wants the item by the acts that `by` counts, 0 when there is none. */
  wish(person: number, item: number, by: WishFilter): number {
    let strongest = 0;
    for (let kind = 0; kind < ACT_KINDS.length; kind++) {
      if (((by.kinds >> kind) & 1) === 0) continue;
      const slot = this.#find(person, item, kind);
      if (slot >= 0) strongest = Math.max(strongest, this.#strength((this.#slots[slot] ?? 0) - 1, by));
    }
    return strongest;
  }

  /** out[item] += factor · the person's wish for it by the acts that `by` counts; for every item below out.length. */
  addWishes(person: number, factor: number, out: Float32Array, by: WishFilter): void {
    const all = this.#byPerson.view(person);
    if (all.length > by.newest) this.#sort(all);
    const rows = all.subarray(Math.max(0, all.length - by.newest));
    if (this.#best.length < out.length) this.#best = new Float64Array(out.length);
    const best = this.#best;
    for (const row of rows) {
      const item = this.#item[row]!;
      if (item >= out.length || ((by.kinds >> this.#kind[row]!) & 1) === 0) continue;
      const strength = this.#strength(row, by);
      if (strength > best[item]!) best[item] = strength;
    }
    for (const row of rows) {
      const item = this.#item[row]!;
      if (item >= out.length) continue;
      out[item]! += factor * best[item]!;
      best[item] = 0;
    }
  }

  /** Calls `visit` with everybody who has an act of the kinds in `kinds` on the item, newest first, at most `newest`. */
  visitActorsOf(item: number, kinds: number, newest: number, visit: (person: number) => void): void {
    const rows = this.#byItem.view(item);
    this.#sort(rows);
    let left = newest;
    for (let at = rows.length - 1; at >= 0 && left > 0; at--) {
      const row = rows[at]!;
      const kind = this.#kind[row]!;
      if (((kinds >> kind) & 1) === 0 || this.#hasEarlierKind(row, kinds)) continue;
      left--;
      visit(this.#person[row]!);
    }
  }

  /** Calls `visit` with the person's acts, newest first, until it says false; allocates nothing. */
  visitOfPerson(
    person: number,
    visit: (item: number, kind: number, weight: number, at: number) => boolean,
  ): void {
    const rows = this.#byPerson.view(person);
    this.#sort(rows);
    for (let at = rows.length - 1; at >= 0; at--) {
      const row = rows[at]!;
      if (!visit(this.#item[row]!, this.#kind[row]!, this.#weight[row]!, this.#at[row]!)) return;
    }
  }

  /** Weight and time of the act, or null when there is none. */
  actOf(person: number, item: number, kind: number): { readonly weight: number; readonly at: number } | null {
    const slot = this.#find(person, item, kind);
    if (slot < 0) return null;
    const row = this.#slots[slot]! - 1;
    return { weight: this.#weight[row]!, at: this.#at[row]! };
  }

  ofPerson(person: number): ActSlice {
    return this.#slice(this.#byPerson.view(person), this.#item);
  }

  ofItem(item: number): ActSlice {
    return this.#slice(this.#byItem.view(item), this.#person);
  }

  forEach(visit: (person: number, item: number, kind: number, weight: number, at: number) => void): void {
    for (let row = 0; row < this.#rows; row++) {
      const person = this.#person[row] ?? -1;
      if (person < 0) continue;
      visit(person, this.#item[row] ?? 0, this.#kind[row] ?? 0, this.#weight[row] ?? 0, this.#at[row] ?? 0);
    }
  }

  #changed(person: number, item: number): void {
    this.#changesOfItem = grown(this.#changesOfItem, item + 1);
    this.#changesOfItem[item]!++;
    this.#changesOfPerson = grown(this.#changesOfPerson, person + 1);
    this.#changesOfPerson[person]!++;
  }

  #strength(row: number, by: WishFilter): number {
    const weight = this.#weight[row]!;
    return by.halfLifeMs > 0 ? weight * 2 ** ((this.#at[row]! - by.now) / by.halfLifeMs) : weight;
  }

  /** Whether the same person and item also have an act of a kind in `kinds` with a lower code: counted there. */
  #hasEarlierKind(row: number, kinds: number): boolean {
    for (let kind = 0; kind < this.#kind[row]!; kind++)
      if ((kinds >> kind) & 1 && this.#find(this.#person[row]!, this.#item[row]!, kind) >= 0) return true;
    return false;
  }

  /** Lists are kept in the order of time lazily: sorted in place, oldest first, when one is read unsorted. */
  #slice(rows: Int32Array, other: Int32Array): ActSlice {
    const count = rows.length;
    this.#sort(rows);
    const slice = {
      count,
      others: new Int32Array(count),
      weights: new Float32Array(count),
      times: new Float64Array(count),
      kinds: new Uint8Array(count),
    };
    for (let i = 0; i < count; i++) {
      const row = rows[count - 1 - i] ?? 0;
      slice.others[i] = other[row] ?? 0;
      slice.weights[i] = this.#weight[row] ?? 0;
      slice.times[i] = this.#at[row] ?? 0;
      slice.kinds[i] = this.#kind[row] ?? 0;
    }
    return slice;
  }

  #sort(rows: Int32Array): void {
    for (let i = 1; i < rows.length; i++) {
      if (this.#before(rows[i - 1] ?? 0, rows[i] ?? 0) > 0) {
        rows.sort((a, b) => this.#before(a, b));
        return;
      }
    }
  }

  /** By time; equal times by person, item and kind, so that the order does not depend on loading. */
  #before(a: number, b: number): number {
    return (
      (this.#at[a] ?? 0) - (this.#at[b] ?? 0) ||
      (this.#person[a] ?? 0) - (this.#person[b] ?? 0) ||
      (this.#item[a] ?? 0) - (this.#item[b] ?? 0) ||
      (this.#kind[a] ?? 0) - (this.#kind[b] ?? 0)
    );
  }

  #newRow(): number {
    const row = this.#rows++;
    this.#person = grown(this.#person, this.#rows);
    this.#item = grown(this.#item, this.#rows);
    this.#kind = grown(this.#kind, this.#rows);
    this.#weight = grown(this.#weight, this.#rows);
    this.#at = grown(this.#at, this.#rows);
    return row;
  }

  #find(person: number, item: number, kind: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashAct(person, item, kind) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0) return -1;
      const row = entry - 1;
      if (entry > 0 && this.#person[row] === person && this.#item[row] === item && this.#kind[row] === kind)
        return slot;
    }
  }

  #enter(row: number): void {
    if ((this.#slotsTaken + 1) * 2 > this.#slots.length) this.#rehash();
    else this.#place(row);
  }

  #place(row: number): void {
    const mask = this.#slots.length - 1;
    let slot = hashAct(this.#person[row] ?? 0, this.#item[row] ?? 0, this.#kind[row] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = row + 1;
    this.#slotsTaken++;
  }

  /** Enters every live row anew, the newest included. */
  #rehash(): void {
    let size = 256;
    while (size < this.count * 4) size *= 2;
    this.#slots = new Int32Array(size);
    this.#slotsTaken = 0;
    for (let row = 0; row < this.#rows; row++) if ((this.#person[row] ?? -1) >= 0) this.#place(row);
  }
}

function hashAct(person: number, item: number, kind: number): number {
  let hash =
    Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(item + 1, 0x85ebca77) ^ Math.imul(kind + 1, 0xc2b2ae3d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
