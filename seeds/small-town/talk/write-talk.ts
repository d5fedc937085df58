import type { Chance } from '../chance.js';
import type { TownCircle } from '../circles.js';
import type { Reaction } from '../plan.js';
import type { Town } from '../simulate-town.js';
import { STORY_COMMENTS } from '../story/script.js';
import { personOf } from '../story/tell.js';
import { Audience } from './audience.js';
import { COMMENTS, REPLIES } from './post-words.js';
import type { TownComment, TownPost, TownReaction, TownTalk } from './talk.js';
import { writePosts } from './write-posts.js';
import { writeReviews } from './write-reviews.js';

const HOUR_MS = 3_600_000;
const REACTIONS: readonly Reaction[] = ['LIKE', 'LOVE', 'LAUGH', 'WOW', 'SAD'];
/** How often each reaction is chosen. */
const REACTION_WEIGHTS = [60, 22, 11, 6, 1];

/** What the town says: reviews, posts, and what those who can see them answer. */
export function writeTalk(town: Town, circles: readonly TownCircle[], chance: Chance): TownTalk {
  const audience = new Audience(town, circles);
  const reviews = writeReviews(town, chance);
  const posts = writePosts(town, circles, chance);
  const comments: TownComment[] = toldComments(town, posts);
  const reactions: TownReaction[] = [];
  const helpful: { person: number; review: string; at: number }[] = [];
  const bookmarks: { person: number; post: string; at: number }[] = [];
  const soon = (at: number, mostHours: number) =>
    Math.floor(at + Math.exp(chance.between(-2, Math.log(mostHours))) * HOUR_MS);

  for (const post of posts) {
    const on = { kind: 'post', key: post.key } as const;
    const unloved = town.people[post.person]!.handle === 'mallory';
    for (const person of unloved ? [] : audience.some(post, chance.poisson(3.4), chance)) {
      const at = soon(post.at, 72);
      if (at >= town.endsAt) continue;
      reactions.push({ person, at, on, reaction: REACTIONS[chance.weighted(REACTION_WEIGHTS)]! });
      if (chance.happens(0.06)) bookmarks.push({ person, post: post.key, at: at + 60_000 });
    }
    for (const person of unloved ? [] : audience.some(post, chance.poisson(1.1), chance)) {
      const at = soon(post.at, 48);
      if (at < town.endsAt) comments.push(...thread(town, post, person, at, chance));
    }
  }
  for (const review of reviews) {
    for (const person of audience.some(review, chance.poisson(0.8), chance)) {
      const at = soon(review.at, 600);
      if (at < town.endsAt) helpful.push({ person, review: review.key, at });
    }
  }
  return {
    posts,
    reviews,
    comments,
    reactions,
    helpful,
    bookmarks: bookmarks.filter(({ at }) => at < town.endsAt),
  };
}

/** A comment, and now and then the writer's answer. */
function thread(town: Town, post: TownPost, person: number, at: number, chance: Chance): TownComment[] {
  const say = (who: number, words: typeof COMMENTS) =>
    chance.pick(words)[town.people[who]!.locale === 'zh-CN' ? 1 : 0];
  const on = { kind: 'post', key: post.key } as const;
  const key = `${town.people[person]!.handle} on ${post.key}`;
  const comment = { key, person, at, on, replyTo: null, text: say(person, COMMENTS) };
  const answeredAt = Math.floor(at + chance.between(0.1, 20) * HOUR_MS);
  if (!chance.happens(0.4) || answeredAt >= town.endsAt) return [comment];
  const text = say(post.person, REPLIES);
  return [comment, { key: `answer to ${key}`, person: post.person, at: answeredAt, on, replyTo: key, text }];
}

function toldComments(town: Town, posts: readonly TownPost[]): TownComment[] {
  return STORY_COMMENTS.map(({ key, who, on, replyTo, text, hoursLater }) => ({
    key,
    person: personOf(town.people, who),
    at: posts.find((post) => post.key === on)!.at + hoursLater * HOUR_MS,
    on: { kind: 'post', key: on },
    replyTo: replyTo ?? null,
    text,
  }));
}
