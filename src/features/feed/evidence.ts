import { ACT_KINDS } from '../../../graph-models/interactions/act-kinds.js';
import { ECHO_KINDS } from '../../live-graph/content-table.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Bond, Network } from './network.js';

/** What somebody did that brings a thing into a feed. */
export type Deed = 'WROTE' | 'REVIEWED' | 'PURCHASED' | 'REACTED' | 'SHARED';

export interface Evidence {
  readonly deed: Deed;
  /** Index in the graph. */
  readonly person: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The post or review it is about, -1 where it is about the item itself. */
  readonly content: number;
}

/** People who are listened to: those who did something last. */
const LIVELIEST = 1000;
/** Deeds of one person that are looked at, at least and at most: fewer each, the more people are heard. */
const [FEWEST, MOST] = [5, 50];
const OF_ALL = 10_000;
/** Things that are told of: those to which something happened last. */
const LATEST = 1000;
/** Acts of one person that are looked through for those that are told. */
const LOOKED_THROUGH = 200;
const OF_A_CIRCLE = 50;

/**
 * What the viewer's friends, people they follow and circles did lately, by what it is about: the id of a post, or of
 * the item that was reviewed, bought or passed on. Purchases and reactions are those of friends who let them be told.
 */
export function evidenceIn(state: LiveState, network: Network): ReadonlyMap<string, readonly Evidence[]> {
  const told = new Map<string, Evidence[]>();
  const tell = (subject: string | null, evidence: Evidence): void => {
    if (subject === null) return;
    const known = told.get(subject);
    if (known === undefined) told.set(subject, [evidence]);
    else if (!known.some((one) => isSame(one, evidence))) known.push(evidence);
  };
  const heard = liveliest(state, network);
  const most = Math.min(MOST, Math.max(FEWEST, Math.floor(OF_ALL / Math.max(1, heard.length))));
  for (const [person, bond] of heard) {
    tellWritten(state, network, person, most, tell);
    if (bond !== 'FRIEND') continue;
    if (network.isTold(person, 'REACTIONS')) tellEchoes(state, network, person, most, tell);
    tellActs(state, network, person, most, tell);
  }
  for (const circle of network.circles()) {
    let left = OF_A_CIRCLE;
    state.content.visitIn(circle, (content, at) => {
      if (network.maySee(content))
        tell(state.content.ids.idOf(content), {
          deed: 'WROTE',
          person: state.content.authorOf(content),
          at,
          content,
        });
      return --left > 0;
    });
  }
  for (const evidence of told.values()) evidence.sort((a, b) => b.at - a.at || b.person - a.person);
  if (told.size <= LATEST) return told;
  return new Map([...told].sort(([, a], [, b]) => b[0]!.at - a[0]!.at).slice(0, LATEST));
}

/** Of some posts alone: whose they are, where the viewer hears of them. */
export function evidenceOf(
  { content }: LiveState,
  network: Network,
  posts: readonly string[],
): ReadonlyMap<string, readonly Evidence[]> {
  const circles = new Set(network.circles());
  const told = new Map<string, readonly Evidence[]>();
  for (const id of posts) {
    const index = content.ids.indexOf(id);
    if (index < 0 || !network.maySee(index)) continue;
    const person = content.authorOf(index);
    if (!network.hears.has(person) && !circles.has(content.circleOf(index))) continue;
    told.set(id, [{ deed: 'WROTE', person, at: content.writtenAt(index), content: index }]);
  }
  return told;
}

/** Whoever is not among them did nothing that the latest things could be. */
function liveliest(state: LiveState, network: Network): (readonly [person: number, bond: Bond])[] {
  if (network.hears.size <= LIVELIEST) return [...network.hears];
  const latest = [...network.hears].map(([person, bond]) => {
    let at = 0;
    const note = (when: number): boolean => {
      at = Math.max(at, when);
      return false;
    };
    state.content.visitOf(person, (_content, when) => note(when));
    if (bond === 'FRIEND') {
      state.content.echoes.visitOfPerson(person, (_content, _kind, _weight, when) => note(when));
      state.graph.visitActsOf(person, (_item, _kind, _weight, when) => note(when));
    }
    return { heard: [person, bond] as const, at };
  });
  return latest
    .sort((a, b) => b.at - a.at || a.heard[0] - b.heard[0])
    .slice(0, LIVELIEST)
    .map(({ heard }) => heard);
}

type Tell = (subject: string | null, evidence: Evidence) => void;

function tellWritten(state: LiveState, network: Network, person: number, most: number, tell: Tell): void {
  let left = most;
  state.content.visitOf(person, (content, at) => {
    const deed = state.content.isPost(content) ? 'WROTE' : 'REVIEWED';
    if (network.maySee(content)) tell(subjectOf(state, content), { deed, person, at, content });
    return --left > 0;
  });
}

function tellEchoes(state: LiveState, network: Network, person: number, most: number, tell: Tell): void {
  let left = most;
  state.content.echoes.visitOfPerson(person, (content, kind, _weight, at) => {
    const deed = ECHO_KINDS[kind]!;
    if (network.maySee(content)) tell(subjectOf(state, content), { deed, person, at, content });
    return --left > 0;
  });
}

function tellActs(state: LiveState, network: Network, person: number, most: number, tell: Tell): void {
  const tellsPurchases = network.isTold(person, 'PURCHASES');
  let [left, looked] = [most, LOOKED_THROUGH];
  state.graph.visitActsOf(person, (item, kind, _weight, at) => {
    const deed = ACT_KINDS[kind];
    if (deed === 'SHARED' || (deed === 'PURCHASED' && tellsPurchases)) {
      tell(state.graph.items.idOf(item), { deed, person, at, content: -1 });
      left--;
    }
    return left > 0 && --looked > 0;
  });
}

/** A post is about itself, a review about its item. */
function subjectOf({ content, graph }: LiveState, index: number): string | null {
  if (content.isPost(index)) return content.ids.idOf(index);
  const [item] = content.tags.from(index);
  return item === undefined ? null : graph.items.idOf(item);
}

function isSame(a: Evidence, b: Evidence): boolean {
  return a.deed === b.deed && a.person === b.person && a.content === b.content;
}
