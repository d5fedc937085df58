import { ACT_KINDS } from '../../../graph-models/interactions/act-kinds.js';
import { ECHO_KINDS } from '../../live-graph/content-table.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Network } from './network.js';

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

/** Deeds of one person that are looked at, at least and at most: fewer each, the more people are heard. */
const [FEWEST, MOST] = [5, 50];
const OF_ALL = 20_000;
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
  const most = Math.min(MOST, Math.max(FEWEST, Math.floor(OF_ALL / Math.max(1, network.hears.size))));
  for (const [person, bond] of network.hears) {
    tellWritten(state, network, person, most, tell);
    if (bond !== 'FRIEND') continue;
    if (state.announces(person, 'REACTIONS')) tellEchoes(state, network, person, most, tell);
    tellActs(state, person, most, tell);
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
  return told;
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

function tellActs(state: LiveState, person: number, most: number, tell: Tell): void {
  const tellsPurchases = state.announces(person, 'PURCHASES');
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
