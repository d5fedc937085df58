import type { ActKind } from '../../../graph-models/interactions/act-kinds.js';
import type { StoryItem } from './cast.js';

/**
 * What happens to the cast, by days before the end: Bob loves his kettle, Alice buys one on his word, and now he is
 * full of a grinder that Dave has bought on his word, and that she has not seen yet.
 */

export interface StoryFriendship {
  readonly from: string;
  readonly to: string;
  readonly daysBeforeEnd: number;
  readonly answer: 'accepted' | 'waiting';
}

export const STORY_FRIENDS: readonly StoryFriendship[] = [
  { from: 'bob', to: 'carol', daysBeforeEnd: 363, answer: 'accepted' },
  { from: 'xiaoyu', to: 'bob', daysBeforeEnd: 340, answer: 'accepted' },
  { from: 'dave', to: 'bob', daysBeforeEnd: 335, answer: 'accepted' },
  { from: 'erin', to: 'bob', daysBeforeEnd: 320, answer: 'accepted' },
  { from: 'grace', to: 'carol', daysBeforeEnd: 350, answer: 'accepted' },
  { from: 'bob', to: 'alice', daysBeforeEnd: 73, answer: 'accepted' },
  { from: 'alice', to: 'xiaoyu', daysBeforeEnd: 68, answer: 'accepted' },
  { from: 'dave', to: 'alice', daysBeforeEnd: 64, answer: 'accepted' },
  { from: 'alice', to: 'nina', daysBeforeEnd: 2.6, answer: 'accepted' },
  { from: 'nina', to: 'xiaoyu', daysBeforeEnd: 2.2, answer: 'accepted' },
  { from: 'dave', to: 'nina', daysBeforeEnd: 1.9, answer: 'accepted' },
  { from: 'erin', to: 'alice', daysBeforeEnd: 0.8, answer: 'waiting' },
];

export interface StoryAct {
  readonly who: string;
  /** One of the story's own things, or a sku. */
  readonly item: StoryItem | { readonly sku: string };
  readonly kind: ActKind;
  readonly daysBeforeEnd: number;
  readonly rating?: number;
  readonly text?: string;
}

export const STORY_ACTS: readonly StoryAct[] = [
  { who: 'bob', item: 'kettle', kind: 'VIEWED', daysBeforeEnd: 345.2 },
  { who: 'bob', item: 'kettle', kind: 'PURCHASED', daysBeforeEnd: 345 },
  { who: 'bob', item: 'kettle', kind: 'LIKED', daysBeforeEnd: 331 },
  {
    who: 'bob',
    item: 'kettle',
    kind: 'RATED',
    daysBeforeEnd: 330,
    rating: 5,
    text: 'I have poured some two thousand cups with this kettle. The stream is as thin as a pencil and never hurries. If my house burned I would carry it out first.',
  },
  { who: 'bob', item: 'grinder', kind: 'VIEWED', daysBeforeEnd: 22 },
  { who: 'bob', item: 'grinder', kind: 'PURCHASED', daysBeforeEnd: 21 },
  { who: 'bob', item: 'grinder', kind: 'LIKED', daysBeforeEnd: 9.1 },
  {
    who: 'bob',
    item: 'grinder',
    kind: 'RATED',
    daysBeforeEnd: 9,
    rating: 5,
    text: 'Forty turns and the kitchen smells like the harbour in the morning. The grind is even all the way down, the walnut is warm in the hand, and it wakes nobody. The first grinder I would give to a beginner, and the last one they would need.',
  },
  { who: 'bob', item: 'grinder', kind: 'SHARED', daysBeforeEnd: 6 },

  { who: 'alice', item: 'novel', kind: 'VIEWED', daysBeforeEnd: 70.3 },
  { who: 'alice', item: 'novel', kind: 'PURCHASED', daysBeforeEnd: 70 },
  {
    who: 'alice',
    item: 'novel',
    kind: 'RATED',
    daysBeforeEnd: 60,
    rating: 4,
    text: 'I read it on the real last bus to Vinebridge, with my boxes around me. It begins slowly, and then I missed my stop.',
  },
  { who: 'alice', item: 'kettle', kind: 'VIEWED', daysBeforeEnd: 52 },
  { who: 'alice', item: 'kettle', kind: 'PURCHASED', daysBeforeEnd: 51 },
  {
    who: 'alice',
    item: 'kettle',
    kind: 'RATED',
    daysBeforeEnd: 41,
    rating: 5,
    text: 'Bob was right about this one. I can pour now, and I did not believe it was a thing one could learn.',
  },
  { who: 'alice', item: 'lamp', kind: 'LIKED', daysBeforeEnd: 38 },
  { who: 'alice', item: 'dripper', kind: 'SAVED', daysBeforeEnd: 30 },
  { who: 'alice', item: { sku: 'BOK-MYS-001' }, kind: 'LIKED', daysBeforeEnd: 20 },
  { who: 'alice', item: 'teapot', kind: 'VIEWED', daysBeforeEnd: 12 },
  { who: 'alice', item: 'teapot', kind: 'LIKED', daysBeforeEnd: 11.9 },
  { who: 'alice', item: { sku: 'BOK-TRV-001' }, kind: 'SAVED', daysBeforeEnd: 5 },

  { who: 'xiaoyu', item: 'teapot', kind: 'VIEWED', daysBeforeEnd: 201 },
  { who: 'xiaoyu', item: 'teapot', kind: 'PURCHASED', daysBeforeEnd: 200 },
  { who: 'xiaoyu', item: 'teapot', kind: 'LIKED', daysBeforeEnd: 190.1 },
  {
    who: 'xiaoyu',
    item: 'teapot',
    kind: 'RATED',
    daysBeforeEnd: 190,
    rating: 5,
    text: '青瓷的颜色像雨后的天。断水利落，一滴不漏。下午画画的时候泡一壶龙井，能喝到天黑。',
  },
  { who: 'xiaoyu', item: 'watercolours', kind: 'PURCHASED', daysBeforeEnd: 150 },
  {
    who: 'xiaoyu',
    item: 'watercolours',
    kind: 'RATED',
    daysBeforeEnd: 140,
    rating: 5,
    text: '植物的绿都在里面了，湿笔一碰就开。铁盒子跟着我走遍了运河两岸。',
  },
  { who: 'xiaoyu', item: 'watercolours', kind: 'LIKED', daysBeforeEnd: 139 },

  { who: 'dave', item: 'cape', kind: 'PURCHASED', daysBeforeEnd: 320 },
  {
    who: 'dave',
    item: 'cape',
    kind: 'RATED',
    daysBeforeEnd: 300,
    rating: 5,
    text: 'Rode home from my cousin’s wedding in a thunderstorm and danced in dry trousers.',
  },
  { who: 'dave', item: 'cape', kind: 'LIKED', daysBeforeEnd: 299 },
  { who: 'dave', item: 'grinder', kind: 'VIEWED', daysBeforeEnd: 5.5 },
  { who: 'dave', item: 'grinder', kind: 'PURCHASED', daysBeforeEnd: 5 },
  { who: 'dave', item: 'grinder', kind: 'LIKED', daysBeforeEnd: 2.4 },
];

/** Things that the cast must not come across by chance, so that the story stays true. */
export const STORY_UNSEEN: readonly { readonly who: string; readonly item: StoryItem }[] = [
  { who: 'alice', item: 'grinder' },
  { who: 'xiaoyu', item: 'grinder' },
];

export interface StoryPost {
  readonly key: string;
  readonly who: string;
  readonly text: string;
  readonly tags: readonly StoryItem[];
  readonly circle?: string;
  readonly daysBeforeEnd: number;
  readonly visibility?: 'PUBLIC' | 'FRIENDS';
}

export const STORY_POSTS: readonly StoryPost[] = [
  {
    key: 'bob-kettle',
    who: 'bob',
    text: 'People ask which kettle. This kettle.',
    tags: ['kettle'],
    daysBeforeEnd: 329,
  },
  {
    key: 'bob-grinder',
    who: 'bob',
    text: 'Three weeks with the walnut grinder, twelve bags of beans, no complaints from anybody who sleeps next door. Forty clicks a turn: I am at 22 for the dripper.',
    tags: ['grinder', 'dripper'],
    daysBeforeEnd: 8,
  },
  {
    key: 'xiaoyu-canal',
    who: 'xiaoyu',
    text: '今天在运河边画了半天，水彩没干就下雨了，反而好看。',
    tags: ['watercolours'],
    daysBeforeEnd: 15,
  },
  {
    key: 'dave-cape',
    who: 'dave',
    text: 'Rain forecast for Wednesday. We ride anyway. Bring this or be wet.',
    tags: ['cape'],
    circle: 'towpath-riders',
    daysBeforeEnd: 18,
  },
  {
    key: 'nina-hello',
    who: 'nina',
    text: 'Hello, Vinebridge. Four boxes unpacked, eleven to go. Where does one buy paper here?',
    tags: [],
    daysBeforeEnd: 2.1,
  },
  {
    key: 'mallory-deals',
    who: 'mallory',
    text: 'DEALS!!! LAMPS!!! MESSAGE ME BEFORE MIDNIGHT!!!',
    tags: ['lamp'],
    daysBeforeEnd: 95,
  },
];

export interface StoryComment {
  readonly key: string;
  readonly who: string;
  readonly on: string;
  readonly replyTo?: string;
  readonly text: string;
  /** After the post. */
  readonly hoursLater: number;
}

export const STORY_COMMENTS: readonly StoryComment[] = [
  {
    key: 'alice-asks',
    who: 'alice',
    on: 'bob-grinder',
    text: 'Would it suit somebody who has owned a kettle for seven weeks?',
    hoursLater: 5,
  },
  {
    key: 'bob-answers',
    who: 'bob',
    on: 'bob-grinder',
    replyTo: 'alice-asks',
    text: 'It is the one I would start with. Come up and try mine.',
    hoursLater: 6,
  },
  {
    key: 'xiaoyu-asks',
    who: 'xiaoyu',
    on: 'bob-grinder',
    text: '能磨得够细，泡抹茶拿铁吗？',
    hoursLater: 20,
  },
  {
    key: 'bob-to-xiaoyu',
    who: 'bob',
    on: 'bob-grinder',
    replyTo: 'xiaoyu-asks',
    text: 'Beans only! But I will trade you a cup for a pot of Longjing.',
    hoursLater: 21,
  },
  {
    key: 'xiaoyu-welcomes',
    who: 'xiaoyu',
    on: 'nina-hello',
    text: '欢迎！纸在我这儿，周六来速写小组。',
    hoursLater: 3,
  },
  {
    key: 'alice-welcomes',
    who: 'alice',
    on: 'nina-hello',
    text: 'Welcome! I was you ten weeks ago.',
    hoursLater: 4,
  },
  { key: 'dave-to-mallory', who: 'dave', on: 'mallory-deals', text: 'Please stop.', hoursLater: 2 },
];

export const STORY_BLOCKS: readonly {
  readonly who: string;
  readonly whom: string;
  readonly daysBeforeEnd: number;
}[] = [
  { who: 'dave', whom: 'mallory', daysBeforeEnd: 90 },
  { who: 'alice', whom: 'mallory', daysBeforeEnd: 30 },
];
