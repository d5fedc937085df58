import { describe, expect, it } from '@jest/globals';
import type { Visibility } from '../../graph-models/domain/vocabulary.js';
import type { Step } from '../../seeds/small-town/plan.js';
import { plan } from './demo-town.js';

/** What exists and holds as the steps go by. */
class Walk {
  readonly people = new Map<string, Visibility>();
  readonly items = new Map<string, { seller: string; soldOut: boolean }>();
  readonly circles = new Map<string, Set<string>>();
  readonly friends = new Set<string>();
  readonly requests = new Set<string>();
  readonly blocks = new Set<string>();
  readonly posts = new Map<string, { by: string; circle: string | null; visibility: string }>();
  readonly reviews = new Map<string, { by: string; visibility: string }>();
  readonly comments = new Map<string, { on: string; by: string }>();
  readonly done = new Set<string>();
}

const pair = (a: string, b: string) => [a, b].sort().join(' ');

/** What is wrong with a step, or null; takes it when nothing is. */
function take(walk: Walk, step: Step): string | null {
  if ('by' in step && !walk.people.has(step.by)) return `${step.by} is not there yet`;
  if ('whom' in step && !walk.people.has(step.whom)) return `${step.whom} is not there yet`;
  if ('whom' in step && step.whom === step.by) return `${step.by} meets themselves`;
  const once = (what: string) => {
    if (walk.done.has(what)) return `${what} happens twice`;
    walk.done.add(what);
    return null;
  };
  const open = (by: string, whose: string, visibility: string) =>
    visibility === 'PUBLIC' || (visibility === 'FRIENDS' && walk.friends.has(pair(by, whose)));
  const canMeet = (by: string, whom: string) =>
    by === whom || (!walk.blocks.has(pair(by, whom)) && open(by, whom, walk.people.get(whom)!));
  const canSee = (by: string, said: { by: string; visibility: string; circle?: string | null }) =>
    by === said.by ||
    (canMeet(by, said.by) &&
      (said.circle != null ? walk.circles.get(said.circle)!.has(by) : open(by, said.by, said.visibility)));

  switch (step.verb) {
    case 'createCategory':
      return once(`category ${step.slug}`);
    case 'settle':
    case 'signUp':
      walk.people.set(step.handle, step.verb === 'settle' ? step.visibility : 'PUBLIC');
      return once(`${step.handle} settles`);
    case 'updateProfile':
      walk.people.set(step.by, step.visibility ?? walk.people.get(step.by)!);
      return null;
    case 'announcePurchases':
      return once(`${step.by} announces`);
    case 'grantRole':
      return walk.people.has(step.handle) ? once(`${step.handle} is ${step.role}`) : 'nobody has this handle';
    case 'createItem':
      if (!walk.done.has(`category ${step.categorySlug}`)) return `no category ${step.categorySlug}`;
      if (walk.items.has(step.sku)) return `${step.sku} is made twice`;
      walk.items.set(step.sku, { seller: step.by, soldOut: false });
      return null;
    case 'sellOut': {
      const item = walk.items.get(step.sku);
      if (item?.seller !== step.by) return `${step.by} does not sell ${step.sku}`;
      walk.items.set(step.sku, { ...item, soldOut: true });
      return null;
    }
    case 'requestFriend': {
      const known = pair(step.by, step.whom);
      if (walk.friends.has(known)) return 'they are friends already';
      if (walk.requests.has(`${step.whom} ${step.by}`)) return 'the other asked first';
      if (walk.blocks.has(known)) return 'one has blocked the other';
      if (walk.people.get(step.whom) === 'ONLY_ME') return `${step.whom} is private`;
      walk.requests.add(`${step.by} ${step.whom}`);
      return once(`request ${known}`);
    }
    case 'acceptFriend':
    case 'declineFriend':
      if (!walk.requests.delete(`${step.whom} ${step.by}`)) return 'nobody asked';
      if (walk.people.get(step.whom) === 'ONLY_ME') return `${step.whom} is private`;
      if (step.verb === 'acceptFriend') walk.friends.add(pair(step.by, step.whom));
      return null;
    case 'cancelRequest':
      return walk.requests.delete(`${step.by} ${step.whom}`) ? null : 'nothing to cancel';
    case 'unfriend':
      return walk.friends.delete(pair(step.by, step.whom)) ? null : 'they are not friends';
    case 'follow':
      if (!canMeet(step.by, step.whom)) return `${step.whom} is not visible`;
      return once(`${step.by} follows ${step.whom}`);
    case 'block':
      walk.blocks.add(pair(step.by, step.whom));
      return walk.friends.has(pair(step.by, step.whom)) ? 'a friend is blocked' : null;
    case 'createCircle':
      walk.circles.set(step.slug, new Set([step.by]));
      return once(`circle ${step.slug}`);
    case 'joinCircle':
      walk.circles.get(step.slug)?.add(step.by);
      return walk.circles.has(step.slug) ? once(`${step.by} joins ${step.slug}`) : `no circle ${step.slug}`;
    case 'addToCircle':
      if ([...walk.circles.get(step.slug)!][0] !== step.by) return `${step.by} does not keep ${step.slug}`;
      walk.circles.get(step.slug)!.add(step.whom);
      return canMeet(step.by, step.whom)
        ? once(`${step.whom} joins ${step.slug}`)
        : `${step.whom} is not visible`;
    case 'recordEvents':
      for (const { at, id, sku } of step.events) {
        if (sku !== undefined && !walk.items.has(sku)) return `no item ${sku}`;
        if (at > step.at || at < step.at - 90 * 86_400_000) return `reported ${step.at - at} ms later`;
        const twice = once(`${step.by} ${id}`);
        if (twice !== null) return twice;
      }
      return step.events.length <= 1000 ? null : 'too many events at once';
    case 'saveItem':
    case 'likeItem':
    case 'hideItem':
    case 'shareItem':
      if (!walk.items.has(step.sku)) return `no item ${step.sku}`;
      if (walk.items.get(step.sku)!.seller === step.by) return 'sellers do not act on their own things';
      return once(`${step.by} ${step.verb} ${step.sku}`);
    case 'placeOrder':
      for (const sku of step.skus) {
        const item = walk.items.get(sku);
        if (item === undefined || item.soldOut || item.seller === step.by) return `${sku} cannot be bought`;
      }
      return step.skus.length > 0 ? null : 'an empty order';
    case 'reviewItem':
      if (!walk.items.has(step.sku)) return `no item ${step.sku}`;
      walk.reviews.set(step.key, step);
      return once(`review ${step.by} ${step.sku}`);
    case 'findHelpful': {
      const review = walk.reviews.get(step.review);
      if (review === undefined) return `no review ${step.review}`;
      if (review.by === step.by) return 'one’s own review';
      return canSee(step.by, review) ? once(`${step.by} helped by ${step.review}`) : 'it is not visible';
    }
    case 'createPost':
      if (step.skus.some((sku) => !walk.items.has(sku))) return `no item ${step.skus.join()}`;
      if (step.circle !== null && walk.circles.get(step.circle)?.has(step.by) !== true) return 'not a member';
      walk.posts.set(step.key, step);
      return once(`post ${step.key}`);
    case 'comment':
    case 'react':
    case 'bookmarkPost': {
      const key = step.verb === 'bookmarkPost' ? step.post : step.on.key;
      const post = walk.posts.get(key);
      if (post === undefined) return `no post ${key}`;
      if (!canSee(step.by, post)) return `${step.by} cannot see ${key}`;
      if (step.verb !== 'comment') return once(`${step.by} ${step.verb} ${key}`);
      const answered = step.replyTo === null ? null : (walk.comments.get(step.replyTo) ?? { on: '', by: '' });
      if (answered !== null && answered.on !== key) return `no comment ${step.replyTo}`;
      if (answered !== null && !canMeet(step.by, answered.by)) return `${answered.by} is not visible`;
      walk.comments.set(step.key, { on: key, by: step.by });
      return once(`comment ${step.key}`);
    }
  }
}

describe('walking through the small town, step by step', () => {
  it('meets nobody and nothing that is not there, and nothing that the shop would refuse', () => {
    const walk = new Walk();
    const wrong = plan.steps.flatMap((step) => {
      const problem = take(walk, step);
      return problem === null ? [] : [`${new Date(step.at).toISOString()} ${step.verb}: ${problem}`];
    });

    expect(wrong).toEqual([]);
    expect(walk.friends.size).toBeGreaterThan(1000);
  });

  it('notices a step that is out of order', () => {
    const walk = new Walk();
    const [like] = plan.steps.filter(({ verb }) => verb === 'likeItem');

    expect(take(walk, like!)).toMatch(/is not there yet/);
  });
});
