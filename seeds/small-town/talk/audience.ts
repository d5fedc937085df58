import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import type { Chance } from '../chance.js';
import type { TownCircle } from '../circles.js';
import type { Town } from '../simulate-town.js';
import { STORY_BLOCKS } from '../story/script.js';

/** Something said, and to whom. */
export interface Said {
  readonly person: number;
  readonly at: number;
  readonly visibility: Visibility;
  readonly circle?: string | null;
}

/** Who can see what is said, and is there to answer. */
export class Audience {
  readonly #friends: { readonly other: number; readonly since: number; readonly until: number }[][];
  readonly #silent: ReadonlySet<number>;

  constructor(
    private readonly town: Town,
    private readonly circles: readonly TownCircle[],
  ) {
    this.#friends = town.people.map(() => []);
    for (const { from, to, answer, answeredAt, endedAt } of town.courtships) {
      if (answer !== 'accepted') continue;
      this.#friends[from]!.push({ other: to, since: answeredAt, until: endedAt ?? Infinity });
      this.#friends[to]!.push({ other: from, since: answeredAt, until: endedAt ?? Infinity });
    }
    const blocked = new Set(STORY_BLOCKS.map(({ whom }) => whom));
    this.#silent = new Set(town.people.flatMap(({ handle }, i) => (blocked.has(handle) ? [i] : [])));
  }

  /**
   * Up to `count` different people who see it: members of its circle, friends, or for public things also others.
   * Whoever answers can be seen by the one who spoke; private people keep silent.
   */
  some({ person, at, visibility, circle }: Said, count: number, chance: Chance): number[] {
    const speaker = this.town.people[person]!;
    if (speaker.visibility === 'ONLY_ME') return [];
    const friends = this.#friendsOf(person, at);
    const close = new Set(friends);
    const near = circle == null ? friends : this.#membersOf(circle, at);
    const chosen = new Set<number>();
    for (let i = 0; i < count; i++) {
      const stranger = visibility === 'PUBLIC' && speaker.visibility === 'PUBLIC' && chance.happens(0.2);
      if (!stranger && near.length === 0) continue;
      const other = stranger ? chance.below(this.town.people.length) : chance.pick(near);
      const answerer = this.town.people[other]!;
      const meet = close.has(other) || (speaker.visibility === 'PUBLIC' && answerer.visibility === 'PUBLIC');
      const there = answerer.joinedAt < at && answerer.visibility !== 'ONLY_ME' && !this.#silent.has(other);
      if (other !== person && meet && there && !isTold(this.town, other)) chosen.add(other);
    }
    return [...chosen];
  }

  /** Friends then and at the end: what is said may be answered weeks later. */
  #friendsOf(person: number, at: number): number[] {
    return this.#friends
      [person]!.filter(({ since, until }) => since <= at && until === Infinity)
      .map(({ other }) => other);
  }

  #membersOf(slug: string, at: number): number[] {
    const circle = this.circles.find((each) => each.slug === slug);
    return (circle?.members ?? []).filter((member) => member.at <= at).map(({ person }) => person);
  }
}

/** Alice and Nina say only what the story has them say. */
function isTold({ people }: Town, person: number): boolean {
  return people[person]!.activity === 0;
}
