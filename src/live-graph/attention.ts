import { ActTable } from '../../graph-models/interactions/act-table.js';
import { PairLists } from './pair-lists.js';

/** What a feed can have an entry about; the kinds of `Attention.seen` and `.wants`, with indices of each. */
export const SUBJECT_KINDS = ['CONTENT', 'ITEM', 'PERSON', 'TOPIC'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** To whom and what people turn, and from what they turn away. Indices are those of the graph and the contents. */
export class Attention {
  /** Person → the person whose doings they follow. */
  readonly follows = new PairLists();
  /** Person → the person whose doings they keep out of their feed. */
  readonly mutes = new PairLists();
  /** Person → circle they are in. */
  readonly circles = new PairLists();
  /** Person → post or review they hid. */
  readonly hidden = new PairLists();
  /** Person → category they want to hear of no more. */
  readonly hiddenTopics = new PairLists();
  /** Person → the person who shall not be suggested to them. */
  readonly hiddenPeople = new PairLists();
  /** Person, subject, code into SUBJECT_KINDS; when it was on their screen last. */
  readonly seen = new ActTable();
  /** Person, subject, code into SUBJECT_KINDS; weight 1: more like it, -1: less. */
  readonly wants = new ActTable();

  removePerson(person: number): void {
    const hidden = [this.hidden, this.hiddenTopics, this.hiddenPeople];
    for (const pairs of [this.follows, this.mutes, this.circles, ...hidden]) pairs.removeAllFrom(person);
    for (const pairs of [this.follows, this.mutes, this.hiddenPeople]) pairs.removeAllTo(person);
    for (const table of [this.seen, this.wants]) {
      const { others, kinds } = table.ofPerson(person);
      others.forEach((subject, i) => table.remove(person, subject, kinds[i]!));
    }
    this.removeSubject('PERSON', person);
  }

  /** Forgets who saw, hid and wanted what is deleted. */
  removeSubject(kind: SubjectKind, subject: number): void {
    if (kind === 'CONTENT') this.hidden.removeAllTo(subject);
    if (kind === 'TOPIC') this.hiddenTopics.removeAllTo(subject);
    const code = SUBJECT_KINDS.indexOf(kind);
    for (const table of [this.seen, this.wants]) {
      const { others, kinds } = table.ofItem(subject);
      others.forEach((person, i) => kinds[i] === code && table.remove(person, subject, code));
    }
  }
}
