import type { AnnouncedKind } from '../../../graph-models/domain/vocabulary.js';
import type { LiveState } from '../../live-graph/live-state.js';

export type Bond = 'FRIEND' | 'FOLLOWED';

/** Whom a viewer hears, and what they may see, by the live graph. The store has the last word before anything is shown. */
export class Network {
  /** People whose doings the feed tells: friends and those followed, less the muted. */
  readonly hears: ReadonlyMap<number, Bond>;
  readonly #friends: ReadonlySet<number>;
  readonly #avoided: ReadonlySet<number>;

  /**
   * @param viewer index of the person in the graph, -1 when they are not there yet
   * @param friends those the viewer may know of
   */
  constructor(
    private readonly state: LiveState,
    readonly viewer: number,
    friends: Int32Array,
  ) {
    const { attention } = state;
    this.#friends = new Set(friends);
    const muted = viewer < 0 ? [] : attention.mutes.from(viewer);
    const blocked = viewer < 0 ? [] : state.blockedEitherWay(viewer);
    this.#avoided = new Set([...muted, ...blocked]);
    const hears = new Map<number, Bond>();
    if (viewer >= 0) for (const person of attention.follows.from(viewer)) hears.set(person, 'FOLLOWED');
    for (const person of friends) hears.set(person, 'FRIEND');
    for (const person of hears.keys()) if (!this.maySeePerson(person)) hears.delete(person);
    this.hears = hears;
  }

  isFriend(person: number): boolean {
    return this.#friends.has(person);
  }

  /** Whether the viewer is told what the person does of this kind. */
  isTold(person: number, kind: AnnouncedKind): boolean {
    return this.state.isTold(person, kind, this.isFriend(person));
  }

  /** Circles the viewer is in. */
  circles(): Int32Array {
    return this.viewer < 0 ? new Int32Array() : this.state.attention.circles.from(this.viewer).slice();
  }

  /** Muted and blocked people are not seen in feeds, nor is who shows themselves to nobody or not to the viewer. */
  maySeePerson(person: number): boolean {
    if (person === this.viewer || this.#avoided.has(person)) return false;
    return this.state.showsTo(person, this.isFriend(person));
  }

  /** Posts and reviews of others that the viewer may see and did not hide. */
  maySee(content: number): boolean {
    const { state, viewer } = this;
    const author = state.content.isGone(content) ? -1 : state.content.authorOf(content);
    if (author < 0 || !this.maySeePerson(author)) return false;
    if (viewer >= 0 && state.attention.hidden.has(viewer, content)) return false;
    switch (state.content.visibilityOf(content)) {
      case 'PUBLIC':
        return true;
      case 'FRIENDS':
        return this.isFriend(author);
      case 'CIRCLE':
        return viewer >= 0 && state.attention.circles.has(viewer, state.content.circleOf(content));
      default:
        return false;
    }
  }
}
