import type { Words } from '../catalogue/words.js';

/** Something people praise or complain about, and the kinds it is said of; left out: all of the department. */
export interface Aspect {
  readonly of?: readonly string[];
  readonly good: Words;
  readonly bad: Words;
}

/** First sentences, by rating 1 to 5. */
export const OPENERS: readonly (readonly Words[])[] = [
  [
    ['Sent it back.', '退货了。'],
    ['A disappointment from the first day.', '第一天就失望。'],
    ['I wanted to like this and could not.', '本想喜欢它，实在喜欢不起来。'],
    ['One star because it arrived.', '给一颗星，因为至少送到了。'],
  ],
  [
    ['Not what I hoped for.', '没有达到期望。'],
    ['It is fine in the picture and less so in the hand.', '图片不错，拿到手差一些。'],
    ['I use it, but I would not buy it again.', '还在用，但不会再买。'],
    ['Too many small things are wrong with it.', '小毛病太多。'],
  ],
  [
    ['Decent, no more.', '还行，仅此而已。'],
    ['It does its job.', '够用。'],
    ['Good in parts.', '有好有坏。'],
    ['Neither love nor regret.', '谈不上喜欢，也不后悔。'],
  ],
  [
    ['Very pleased, with one small reservation.', '很满意，只有一点小遗憾。'],
    ['Better than I expected at the price.', '这个价钱，比想象的好。'],
    ['Solid, and nice to use.', '扎实，用着舒服。'],
    ['I would buy it again.', '会再买。'],
    ['In use nearly every day since it came.', '到手之后几乎天天用。'],
  ],
  [
    ['Exactly right.', '正合心意。'],
    ['I have already given one to my sister.', '已经又买了一个送给妹妹。'],
    ['Best thing I bought this year.', '今年买得最值的东西。'],
    ['I did not know I needed it, and now I do.', '以前不知道需要它，现在离不开了。'],
    ['Everything about it has been thought through.', '处处都想得周到。'],
    ['Five stars, and I am stingy with stars.', '五星，我给星一向小气。'],
  ],
];

/** Last sentences of reviews of 4 and 5, and of the others. */
export const CLOSERS: { readonly glad: readonly Words[]; readonly sorry: readonly Words[] } = {
  glad: [
    ['Recommended.', '推荐。'],
    ['Delivered in two days, well packed.', '两天送到，包装仔细。'],
    ['My whole street has asked about it.', '整条街都来问是哪儿买的。'],
    ['Ask me if you want to try mine.', '想试的可以来试我的。'],
    ['Worth the wait.', '值得等。'],
    ['The seller answered a question within the hour.', '问卖家问题，一小时内就回了。'],
  ],
  sorry: [
    ['The seller was kind about it.', '卖家态度倒是很好。'],
    ['Perhaps I was unlucky.', '也许是我运气不好。'],
    ['At half the price I would say yes.', '便宜一半我就推荐。'],
    ['Look at it in the shop first.', '建议先去店里看看实物。'],
  ],
};

/** Said when a friend's word led here; {friend} is their name. */
export const THANKS: readonly Words[] = [
  ['{friend} was right about this one.', '{friend}说得没错。'],
  ['Bought after trying {friend}’s.', '试过{friend}的之后买的。'],
  ['Thank you for the tip, {friend}.', '谢谢{friend}推荐。'],
  ['{friend} would not stop talking about it, and now I see why.', '{friend}天天夸，现在我懂了。'],
];

export const ASPECTS: Readonly<Record<string, readonly Aspect[]>> = {
  'coffee-tea': [
    {
      of: ['GNK'],
      good: ['The pour is slow and steady.', '出水又慢又稳。'],
      bad: ['The spout drips down the side.', '壶嘴会往下滴水。'],
    },
    {
      of: ['GRD'],
      good: ['The grind is even, even for espresso.', '研磨均匀，意式也行。'],
      bad: ['The grind is uneven and the fines clog the filter.', '研磨不均匀，细粉堵滤纸。'],
    },
    {
      of: ['GNK', 'GRD', 'SCL', 'PRS', 'DRP'],
      good: ['It feels heavy and well made.', '沉甸甸的，做工好。'],
      bad: ['The finish scratched within a week.', '一周就刮花了。'],
    },
    {
      of: ['BNS', 'TEA'],
      good: ['The aroma fills the kitchen.', '香气满厨房。'],
      bad: ['It tasted flat and old.', '味道平淡，像陈货。'],
    },
    {
      of: ['BNS', 'TEA'],
      good: ['Sweet, clean and not bitter at all.', '甘甜干净，一点不苦。'],
      bad: ['Too bitter for me, whatever I tried.', '怎么冲都太苦。'],
    },
    {
      of: ['TPT', 'MUG'],
      good: ['The glaze is even more beautiful than in the picture.', '釉色比图片还漂亮。'],
      bad: ['The glaze has a rough spot at the rim.', '杯沿的釉有一处粗糙。'],
    },
    {
      good: ['Easy to clean.', '好清洗。'],
      bad: ['The price is hard to justify.', '价格有点说不过去。'],
      of: ['GNK', 'GRD', 'PRS', 'DRP', 'TPT', 'MUG', 'SCL'],
    },
  ],
  kitchen: [
    {
      of: ['SKL', 'WOK', 'DTO'],
      good: ['Heats evenly and nothing sticks.', '受热均匀，不粘。'],
      bad: ['Everything sticks to it.', '什么都粘。'],
    },
    {
      of: ['KNF'],
      good: ['The edge is frighteningly sharp.', '锋利得吓人。'],
      bad: ['It lost its edge after ten days.', '十天就钝了。'],
    },
    {
      of: ['SKL', 'WOK', 'DTO', 'BRD'],
      good: ['Heavy in the good sense.', '有分量，是好的那种。'],
      bad: ['Too heavy for one hand.', '太重，单手拿不动。'],
    },
    {
      of: ['APR', 'BWL', 'STM', 'TIN', 'BRD'],
      good: ['Simple, sturdy, handsome.', '简单，结实，好看。'],
      bad: ['The workmanship is careless.', '做工马虎。'],
    },
    {
      of: ['TIN', 'DTO'],
      good: ['My bread has never looked like this.', '我的面包从没这么好看过。'],
      bad: ['The bottom burns before the top is done.', '上面没熟底就焦了。'],
    },
    {
      good: ['It washes up in a minute.', '一分钟就洗好。'],
      bad: ['Cleaning it is a chore.', '清洗太麻烦。'],
    },
  ],
  books: [
    {
      of: ['NOV', 'MYS', 'TRV', 'HIS', 'SCI'],
      good: ['I read it in two evenings.', '两个晚上读完了。'],
      bad: ['It drags in the middle.', '中间拖沓。'],
    },
    {
      of: ['NOV', 'MYS'],
      good: ['The characters stay with you.', '人物让人念念不忘。'],
      bad: ['I did not believe a single character.', '没有一个人物让我信服。'],
    },
    {
      of: ['CKB', 'GDN'],
      good: ['The instructions work the first time.', '照着做，第一次就成。'],
      bad: ['The instructions leave out half the steps.', '步骤漏了一半。'],
    },
    {
      of: ['KID'],
      good: ['We have read it every night for a month.', '连着一个月，每晚都读。'],
      bad: ['The children lost interest by page five.', '孩子看到第五页就没兴趣了。'],
    },
    {
      of: ['POE', 'TRV', 'HIS', 'SCI', 'NOV'],
      good: ['The translation reads beautifully.', '翻译得很美。'],
      bad: ['The translation is clumsy.', '翻译生硬。'],
    },
    {
      good: ['Lovely paper and a binding that opens flat.', '纸好，装订摊得平。'],
      bad: ['The print is too small.', '字太小。'],
    },
  ],
  garden: [
    {
      of: ['HSP', 'SED'],
      good: ['It grew as if it had waited for us.', '长得飞快，好像一直在等我们。'],
      bad: ['It died within three weeks.', '三周就死了。'],
    },
    {
      of: ['SED'],
      good: ['Nearly every seed came up.', '几乎粒粒发芽。'],
      bad: ['Not one in ten germinated.', '十粒发不了一粒。'],
    },
    {
      of: ['SEC', 'FRK', 'CAN', 'GLV'],
      good: ['It lies well in the hand, even after hours.', '握着舒服，干几小时也不累。'],
      bad: ['It gave me blisters.', '手都磨起泡了。'],
    },
    {
      of: ['POT', 'RSB', 'BRD', 'CAN'],
      good: ['It has stood in the rain all year without a mark.', '淋了一年雨，一点痕迹没有。'],
      bad: ['It rusted or cracked in the first winter.', '第一个冬天就坏了。'],
    },
    {
      good: ['Packed with care.', '包装用心。'],
      bad: ['It arrived damaged.', '到货时已经损坏。'],
    },
  ],
  cycling: [
    {
      of: ['BIC', 'SAD'],
      good: ['It rides like a quiet thought.', '骑起来安静顺滑。'],
      bad: ['Uncomfortable beyond five kilometres.', '超过五公里就不舒服。'],
    },
    {
      of: ['LGT'],
      good: ['Bright enough for the towpath at night.', '夜里走纤道够亮。'],
      bad: ['The battery gives up after an hour.', '电池一小时就没电。'],
    },
    {
      of: ['PAN', 'JKT'],
      good: ['Bone dry after an hour of rain.', '淋一小时雨，里面干的。'],
      bad: ['Water comes in at the seams.', '接缝处漏水。'],
    },
    {
      of: ['HLM', 'JKT'],
      good: ['It fits perfectly and I forget it.', '大小正好，戴上就忘了。'],
      bad: ['It runs small and presses.', '偏小，压得难受。'],
    },
    {
      of: ['LCK', 'PMP', 'BEL', 'BIC'],
      good: ['Simple to fit and solid as a rock.', '安装简单，结实得很。'],
      bad: ['The bracket broke on the cobbles.', '石板路上支架就断了。'],
    },
    {
      good: ['Good value.', '性价比高。'],
      bad: ['Overpriced for what it is.', '不值这个价。'],
    },
  ],
  'home-light': [
    {
      of: ['DSK', 'FLR'],
      good: ['The light is warm and does not glare.', '光线温暖，不刺眼。'],
      bad: ['It flickers when dimmed.', '调暗就闪。'],
    },
    {
      of: ['BLK', 'CUS', 'RUG'],
      good: ['Incredibly soft.', '软得不可思议。'],
      bad: ['It sheds all over the sofa.', '掉毛掉得满沙发。'],
    },
    {
      of: ['VAS', 'CLK', 'SHF'],
      good: ['It makes the whole room.', '有了它，整个房间都亮了。'],
      bad: ['It looks cheaper than the picture.', '实物比图片显廉价。'],
    },
    {
      of: ['CDL'],
      good: ['It smells of honey and burns evenly.', '有蜂蜜香，燃得均匀。'],
      bad: ['It drips and smokes.', '滴蜡还冒烟。'],
    },
    {
      of: ['SHF', 'CLK', 'FLR', 'DSK'],
      good: ['Up in ten minutes.', '十分钟装好。'],
      bad: ['The screws are the wrong ones.', '螺丝配错了。'],
    },
    {
      good: ['The colour is exactly as shown.', '颜色和图片一致。'],
      bad: ['The colour is quite different from the picture.', '颜色和图片差很多。'],
    },
  ],
  outdoors: [
    {
      of: ['TNT', 'SLB', 'HMK'],
      good: ['Slept like a stone.', '睡得像石头一样沉。'],
      bad: ['Cold and damp by three in the morning.', '凌晨三点又冷又潮。'],
    },
    {
      of: ['RUC', 'BOT', 'POL'],
      good: ['Twenty kilometres and nothing hurts.', '走了二十公里，哪儿都不疼。'],
      bad: ['It rubs where it should not.', '该顺的地方磨人。'],
    },
    {
      of: ['TNT', 'RUC', 'BOT'],
      good: ['Properly waterproof.', '真防水。'],
      bad: ['Not waterproof, whatever the label says.', '标着防水，其实不防。'],
    },
    {
      of: ['STV', 'FLK', 'HDT'],
      good: ['It works in wind, cold and my clumsy hands.', '刮风、天冷、手笨，它都好用。'],
      bad: ['It failed on the second trip.', '第二次出门就坏了。'],
    },
    {
      good: ['Light, and it packs small.', '又轻又好收。'],
      bad: ['Bulkier than it says.', '比标注的占地方。'],
    },
  ],
  music: [
    {
      of: ['GTR', 'UKE', 'ERH', 'HRM'],
      good: ['The tone is warm and clear.', '音色温暖清亮。'],
      bad: ['It will not stay in tune.', '总跑音。'],
    },
    {
      of: ['HPH', 'SPK', 'TRN'],
      good: ['I hear things in old records that I never knew.', '老唱片里听出了新东西。'],
      bad: ['The bass swallows everything.', '低音糊成一片。'],
    },
    {
      of: ['LPR'],
      good: ['A beautiful pressing without a crackle.', '压片很好，没有爆豆。'],
      bad: ['It arrived warped.', '到手就翘了。'],
    },
    {
      of: ['HPH', 'MST', 'GTR'],
      good: ['Comfortable for a whole rehearsal.', '排练一整场都舒服。'],
      bad: ['Uncomfortable after half an hour.', '半小时就不舒服。'],
    },
    {
      of: ['GTR', 'UKE', 'ERH', 'HRM', 'MST', 'SPK', 'TRN', 'HPH'],
      good: ['The workmanship is lovely.', '做工漂亮。'],
      bad: ['A screw was loose in the box.', '开箱就有螺丝松了。'],
    },
    {
      of: ['LPR'],
      good: ['The second side is the one to play at night.', '第二面适合深夜听。'],
      bad: ['Two good songs and much waiting.', '两首好歌，其余都在等。'],
    },
  ],
  'paper-art': [
    {
      of: ['FPN', 'INK'],
      good: ['It flows without skipping.', '出墨顺，不断墨。'],
      bad: ['It skips and leaks.', '断墨还漏墨。'],
    },
    {
      of: ['NTB', 'SKB'],
      good: ['The paper takes ink and wash without complaint.', '纸吃得住墨，也吃得住水。'],
      bad: ['Ink bleeds through to the next page.', '墨水洇到下一页。'],
    },
    {
      of: ['WTC', 'PCL', 'INK'],
      good: ['The colours are deep and clean.', '颜色又浓又干净。'],
      bad: ['The colours are chalky.', '颜色发粉。'],
    },
    {
      of: ['BRS', 'PCL'],
      good: ['The point stays a point.', '笔锋一直在。'],
      bad: ['It sheds hair or breaks.', '掉毛，还容易断。'],
    },
    {
      of: ['CRD', 'WSH', 'NTB'],
      good: ['Almost too pretty to use.', '美得舍不得用。'],
      bad: ['Thinner than I expected.', '比想象中薄。'],
    },
    {
      good: ['A fair price for the quality.', '这个品质，价格公道。'],
      bad: ['You pay for the box.', '钱都花在盒子上了。'],
    },
  ],
  'games-toys': [
    {
      of: ['BGM', 'CRD'],
      good: ['We played it three times in a row.', '连着玩了三局。'],
      bad: ['The rules are a mess.', '规则一团乱。'],
    },
    {
      of: ['BGM', 'CHS', 'XQI'],
      good: ['The pieces are a pleasure to touch.', '棋子手感好。'],
      bad: ['The pieces chip.', '棋子会掉漆。'],
    },
    {
      of: ['JIG'],
      good: ['Hard in the right way.', '难得恰到好处。'],
      bad: ['A piece was missing.', '少了一片。'],
    },
    {
      of: ['BLK', 'TRN', 'PLS', 'KIT'],
      good: ['The little one will not let go of it.', '孩子抱着不撒手。'],
      bad: ['It broke on the first afternoon.', '第一个下午就坏了。'],
    },
    {
      of: ['KIT'],
      good: ['It flew at the first try.', '第一次就飞起来了。'],
      bad: ['It will not stay up.', '飞不住。'],
    },
    {
      good: ['Grown-ups steal it after bedtime.', '孩子睡了大人偷着玩。'],
      bad: ['We were bored by the second evening.', '第二个晚上就腻了。'],
    },
  ],
  clothing: [
    {
      of: ['JMP', 'SCF', 'SCK', 'CAP', 'SLP'],
      good: ['Warm and does not scratch.', '暖和，不扎。'],
      bad: ['It itches and pills.', '扎人，起球。'],
    },
    {
      of: ['JMP', 'SHT', 'COT', 'DGR', 'SLP', 'SCK'],
      good: ['The fit is true.', '尺码准。'],
      bad: ['Runs a size small.', '小一码。'],
    },
    {
      of: ['COT'],
      good: ['Walked home in a downpour and stayed dry.', '大雨里走回家，身上是干的。'],
      bad: ['Wet shoulders in the first rain.', '第一场雨肩膀就湿了。'],
    },
    {
      of: ['TOT', 'DGR', 'SHT'],
      good: ['The seams look as if they would outlast me.', '缝线结实得能传给下一代。'],
      bad: ['A seam opened in the first month.', '第一个月就开线。'],
    },
    {
      good: ['The colour is even better in daylight.', '日光下颜色更好看。'],
      bad: ['The colour bled in the wash.', '洗了掉色。'],
    },
  ],
  pantry: [
    {
      of: ['HNY', 'JAM', 'CHO'],
      good: ['Fragrant and not too sweet.', '香，不会太甜。'],
      bad: ['Far too sweet.', '甜得发腻。'],
    },
    {
      of: ['CHS', 'PKL', 'CHI'],
      good: ['Full of flavour, and it lingers.', '味道浓，回味长。'],
      bad: ['Too salty to enjoy.', '太咸。'],
    },
    {
      of: ['FLR'],
      good: ['My sourdough has doubled its ambitions.', '酸面包发得比以前高一倍。'],
      bad: ['The dough stayed flat.', '面发不起来。'],
    },
    {
      of: ['NDL'],
      good: ['Chewy, just as my grandmother made them.', '筋道，像奶奶做的。'],
      bad: ['They turn to mush.', '一煮就烂。'],
    },
    {
      of: ['OIL', 'CHI', 'HNY'],
      good: ['A spoonful lifts anything.', '一勺提味。'],
      bad: ['The lid leaked in the bag.', '盖子漏，袋子里都是。'],
    },
    {
      good: ['Fresh, and the date is generous.', '新鲜，日期很好。'],
      bad: ['The jar or packet was small for the money.', '分量少，价钱高。'],
    },
  ],
};
