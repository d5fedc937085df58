import type { Words } from '../catalogue/words.js';

/** Posts about a thing; {kind} is what it is, {brand} who makes it. */
export const ABOUT_THINGS: readonly Words[] = [
  ['New {kind} day!', '新{kind}到家！'],
  ['Three weeks with my {kind}: no regrets.', '{kind}用了三周，不后悔。'],
  [
    'Anybody want to try my {kind} before buying? Come by after six.',
    '想买{kind}的可以先来试我的，六点以后在家。',
  ],
  ['{brand} again. I should own shares by now.', '又是{brand}，我都该入股了。'],
  ['The {kind} has arrived, and so has the cat, who likes the box.', '{kind}到了，猫也到了，它喜欢盒子。'],
  ['Told myself: nothing new this month. Then I saw this.', '说好这个月不买东西，然后看到了这个。'],
  ['Photographs do not do it justice.', '照片拍不出它的好。'],
  ['If you were waiting for a sign, this is the sign.', '如果你在等一个下单的理由，这就是。'],
  ['My mother asked where I got it. High praise.', '我妈问我在哪儿买的，这是最高评价。'],
  ['I was sceptical. I am not any more.', '之前怀疑，现在服了。'],
  ['In my hands every day, and as good as new. Well done, {brand}.', '天天在用，跟新的一样。{brand}，可以。'],
  ['Borrowed my neighbour’s for a week and gave in.', '借邻居的用了一周，自己也买了。'],
];

/** Posts about a thing of a department. */
export const ABOUT_DEPARTMENT: Readonly<Record<string, readonly Words[]>> = {
  'coffee-tea': [
    ['Saturday, nine o’clock, six cups, one winner.', '周六九点，六杯，一个冠军。'],
    ['Found my morning again at the bottom of this cup.', '早晨的魂，在这杯底找到了。'],
    ['Water at 92, patience at 100.', '水温92度，耐心100度。'],
  ],
  kitchen: [
    ['Soup for nine tonight. There were three of us.', '今晚煮了九人份的汤，家里三个人。'],
    ['The smoke alarm and I have made peace.', '我和烟雾报警器和解了。'],
    ['First loaf that did not need an apology.', '第一条不用道歉的面包。'],
  ],
  books: [
    ['Finished at two in the morning. Worth it. Tired.', '凌晨两点看完，值得，困。'],
    ['Who has read it? I need to talk about the ending.', '谁看过？结局我得找人聊聊。'],
    ['Lending this to exactly one person. Apply below.', '只借一个人，评论区报名。'],
  ],
  garden: [
    ['It is growing. Nobody move.', '它发芽了，谁都别动。'],
    ['Courgettes on the wall by number 6. Please. Take them.', '6号墙头有西葫芦，求求你们拿走。'],
    ['Rain at last. I stood in it.', '终于下雨了，我就站在雨里。'],
  ],
  cycling: [
    ['Forty kilometres, two punctures, one ice cream.', '四十公里，两次爆胎，一个冰淇淋。'],
    ['Headwind both ways. How?', '来回都是逆风，怎么做到的？'],
    ['The towpath is open again past the lock.', '船闸那边的纤道又通了。'],
  ],
  'home-light': [
    ['Let the evening be long. We are ready.', '夜再长也不怕，我们准备好了。'],
    ['Moved the lamp a hand to the left. A different flat.', '灯往左挪了一掌，换了个家似的。'],
    ['Nobody is allowed to spill anything this week.', '这周谁都不许洒东西。'],
  ],
  outdoors: [
    ['Slept above the clouds. Feet cold, heart warm.', '睡在云上，脚冷心热。'],
    ['Ridge path is muddy; take the long way.', '山脊路泥泞，绕远走。'],
    ['Sunday, first train, bring soup.', '周日头班车，带汤。'],
  ],
  music: [
    ['Learnt the hard bar. The neighbours have learnt it too.', '难的那小节练会了，邻居也会了。'],
    ['Side two, lights off.', '第二面，关灯听。'],
    ['We need one more alto and a music stand.', '还缺一个女低音和一个谱架。'],
  ],
  'paper-art': [
    ['Drew the bridge again. It keeps moving.', '又画了一遍桥，它老在动。'],
    ['Wrote three letters today. With stamps!', '今天写了三封信，贴邮票的那种！'],
    ['Rain on the page; keeping it.', '雨滴在纸上，留着。'],
  ],
  'games-toys': [
    ['Lost to a seven-year-old. Twice.', '输给七岁小孩，两次。'],
    ['First Friday: who brings the crisps?', '首个周五，谁带薯片？'],
    ['Family champion until further notice.', '家庭冠军，暂无挑战者。'],
  ],
  clothing: [
    ['Mended the elbow. It has a better elbow than I have.', '补好了胳膊肘，比我自己的还好。'],
    ['Cold station test: passed.', '寒风车站测试：通过。'],
    ['Cast on last night, ran out of wool this morning.', '昨晚起针，今早断线。'],
  ],
  pantry: [
    ['Breakfast has improved by one jar.', '早饭提升了一罐的水平。'],
    ['Gone in two days. I live alone.', '两天吃完了，我一个人住。'],
    ['Swap: a loaf for anything pickled.', '面包换腌菜，什么都行。'],
  ],
};

/** What people answer to a post. */
export const COMMENTS: readonly Words[] = [
  ['Which one did you take, the small or the large?', '买的大的还是小的？'],
  ['Mine has lasted four years.', '我的用了四年了。'],
  ['You talked me into it.', '被你种草了。'],
  ['Saving this.', '收藏了。'],
  ['Is it loud?', '声音大吗？'],
  ['I have the same and agree with every word.', '同款，句句同意。'],
  ['Looks lovely.', '真好看。'],
  ['Do they have it in green?', '有绿色的吗？'],
  ['Can I come and see it?', '能去你家看看吗？'],
  ['Ha!', '哈哈！'],
  ['Careful, that is how it began for me.', '小心，我就是这么入坑的。'],
  ['Bring it on Saturday.', '周六带来看看。'],
  ['Not sure I would, at that price.', '这个价格，我再想想。'],
  ['Congratulations!', '恭喜！'],
];

/** What the writer answers to a comment. */
export const REPLIES: readonly Words[] = [
  ['The small one; it is plenty.', '小的，够用了。'],
  ['Come by any evening.', '哪天晚上都行，来吧。'],
  ['Sorry, not sorry.', '不怪我。'],
  ['Thank you!', '谢谢！'],
  ['I will bring it.', '我带过去。'],
  ['Ask me again in a month.', '一个月后再问我。'],
  ['Less than you would think.', '比你想的好。'],
  ['Only on Sundays.', '只在周日。'],
];

/** What people type into the search box, by department. */
export const SEARCHES: Readonly<Record<string, readonly Words[]>> = {
  'coffee-tea': [
    ['gooseneck kettle', '手冲壶'],
    ['hand grinder', '磨豆机'],
    ['oolong', '乌龙'],
  ],
  kitchen: [
    ['skillet', '铸铁锅'],
    ['chopping board', '砧板'],
    ['wok', '炒锅'],
  ],
  books: [
    ['mystery', '推理'],
    ['poems', '诗集'],
    ['picture book', '绘本'],
  ],
  garden: [
    ['tomato seeds', '番茄种子'],
    ['house plant', '绿植'],
    ['secateurs', '修枝剪'],
  ],
  cycling: [
    ['helmet', '头盔'],
    ['pannier', '驮包'],
    ['rain cape', '雨披'],
  ],
  'home-light': [
    ['desk lamp', '台灯'],
    ['wool blanket', '羊毛毯'],
    ['vase', '花瓶'],
  ],
  outdoors: [
    ['tent', '帐篷'],
    ['vacuum flask', '保温瓶'],
    ['boots', '徒步靴'],
  ],
  music: [
    ['ukulele', '尤克里里'],
    ['erhu', '二胡'],
    ['vinyl', '黑胶'],
  ],
  'paper-art': [
    ['fountain pen', '钢笔'],
    ['watercolour', '水彩'],
    ['notebook', '笔记本'],
  ],
  'games-toys': [
    ['board game', '桌游'],
    ['jigsaw', '拼图'],
    ['kite', '风筝'],
  ],
  clothing: [
    ['wool jumper', '羊毛衫'],
    ['raincoat', '雨衣'],
    ['socks', '袜子'],
  ],
  pantry: [
    ['honey', '蜂蜜'],
    ['chilli oil', '辣椒油'],
    ['cheese', '奶酪'],
  ],
};
