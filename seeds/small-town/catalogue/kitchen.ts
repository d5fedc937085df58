import type { CategoryGrammar } from './words.js';

export const kitchen: CategoryGrammar = {
  slug: 'kitchen',
  code: 'KIT',
  name: ['Kitchen', '厨房'],
  season: { peakMonth: 11, strength: 0.3 },
  models: true,
  brands: [
    ['Iron Lane', '铁巷'],
    ['Hollow Oak', '空橡'],
    ['Bakehouse Row', '面包坊街'],
    ['Yellow Door', '黄门'],
    ['Tanner & Field', '田野'],
    ['Lunar Hearth', '月灶'],
  ],
  kinds: [
    {
      code: 'SKL',
      name: ['cast-iron skillet', '铸铁煎锅'],
      price: [2900, 8900],
      variants: [
        ['pre-seasoned', '已开锅'],
        ['deep', '加深款'],
        ['enamelled red', '红色珐琅'],
        ['with lid', '带盖'],
      ],
      sizes: [
        ['20 cm', '20厘米'],
        ['26 cm', '26厘米'],
        ['30 cm', '30厘米'],
      ],
      says: [
        ['It holds its heat, so a steak browns instead of boiling.', '蓄热好，牛排是煎熟的，不是煮熟的。'],
        ['It moves from the hob to the oven to the table.', '灶上、烤箱、餐桌，一锅到底。'],
        ['Wipe it, oil it, and it will outlive the stove.', '擦干抹油，它会比灶台用得还久。'],
        ['Two small lips pour the fat off on either side.', '两侧都有倒油口，左右手都方便。'],
      ],
    },
    {
      code: 'KNF',
      name: ["chef's knife", '主厨刀'],
      price: [3900, 15900],
      variants: [
        ['olive-wood handle', '橄榄木柄'],
        ['carbon steel', '碳钢'],
        ['damask pattern', '大马士革纹'],
        ['black composite handle', '黑色复合柄'],
      ],
      sizes: [
        ['18 cm', '18厘米'],
        ['21 cm', '21厘米'],
      ],
      says: [
        ['The edge comes off the stone at fifteen degrees and stays there.', '出厂十五度开刃，锋利持久。'],
        ['The weight sits at the bolster, where two fingers hold it.', '重心落在刀枕处，两指一捏就稳。'],
        ['It rocks through herbs and slides through tomatoes.', '切香草顺手，切番茄不挤汁。'],
      ],
    },
    {
      code: 'WOK',
      name: ['wok', '炒锅'],
      price: [2600, 8900],
      variants: [
        ['hand-hammered', '手工锻打'],
        ['flat-bottomed', '平底'],
        ['light cast iron', '轻量铸铁'],
        ['blue carbon steel', '蓝钢'],
      ],
      sizes: [
        ['30 cm', '30厘米'],
        ['34 cm', '34厘米'],
      ],
      says: [
        ['Thin walls answer the flame at once.', '锅壁薄，火一大一小立刻有反应。'],
        ['The wooden handle stays cool while you toss.', '颠锅时木柄不烫手。'],
        ['After a month of frying nothing sticks any more.', '炒上一个月，什么都不粘了。'],
      ],
    },
    {
      code: 'BRD',
      name: ['chopping board', '砧板'],
      price: [1500, 6900],
      variants: [
        ['end-grain beech', '立纹榉木'],
        ['oiled walnut', '上油胡桃木'],
        ['bamboo', '竹制'],
        ['with juice groove', '带汁槽'],
      ],
      sizes: [
        ['30 × 20 cm', '30×20厘米'],
        ['45 × 30 cm', '45×30厘米'],
      ],
      says: [
        ['It is kind to blades and quiet under them.', '不伤刀，切菜声音也小。'],
        ['Rubber feet keep it where you put it.', '底部有橡胶脚，放哪儿就在哪儿。'],
        ['A little oil twice a year is all it asks for.', '一年上两次油就够了。'],
      ],
    },
    {
      code: 'DTO',
      name: ['Dutch oven', '荷兰锅'],
      price: [5900, 18900],
      variants: [
        ['cream', '奶油白'],
        ['deep blue', '深蓝'],
        ['sage', '鼠尾草绿'],
        ['raw black', '原黑'],
      ],
      sizes: [
        ['3 l', '3升'],
        ['5 l', '5升'],
      ],
      says: [
        ['The heavy lid sends the steam back into the stew.', '厚重的锅盖让水汽回流，炖菜不干。'],
        ['Bread baked in it gets a crust that sings.', '用它烤面包，外皮脆得会响。'],
        ['The enamel wipes clean after the longest Sunday roast.', '再久的周日大餐，珐琅一擦就干净。'],
      ],
    },
    {
      code: 'BWL',
      name: ['mixing bowl set', '打蛋盆套装'],
      price: [1900, 5900],
      variants: [
        ['steel', '不锈钢'],
        ['pastel enamel', '浅色搪瓷'],
        ['stoneware', '粗陶'],
      ],
      sizes: [
        ['3 pieces', '3件'],
        ['5 pieces', '5件'],
      ],
      says: [
        ['They nest into each other and take the room of one.', '大小相套，只占一个盆的地方。'],
        ['Each has a lip that pours and a line that measures.', '每只都有倒口和刻度线。'],
        ['The largest holds dough for two loaves.', '最大的一只能和两条面包的面。'],
      ],
    },
    {
      code: 'STM',
      name: ['bamboo steamer', '竹蒸笼'],
      price: [1200, 3900],
      variants: [
        ['two tiers', '两层'],
        ['three tiers', '三层'],
        ['steel-rimmed', '包钢边'],
      ],
      sizes: [
        ['21 cm', '21厘米'],
        ['25 cm', '25厘米'],
      ],
      says: [
        ['The woven lid lets steam out before it drips.', '编织的笼盖透气，不滴水。'],
        ['Dumplings, fish and greens cook at once, one above the other.', '饺子、鱼和青菜可以分层一起蒸。'],
        ['It looks good enough to bring to the table.', '直接端上桌也好看。'],
      ],
    },
    {
      code: 'APR',
      name: ['linen apron', '亚麻围裙'],
      price: [2200, 5400],
      variants: [
        ['flax', '原麻色'],
        ['navy stripe', '海军蓝条纹'],
        ['rust', '铁锈红'],
        ['charcoal', '炭灰'],
      ],
      says: [
        ['The straps cross at the back, so nothing pulls at the neck.', '肩带后背交叉，不勒脖子。'],
        ['Two deep pockets hold a towel and a telephone.', '两个深口袋，放得下毛巾和手机。'],
        ['It softens with every wash.', '越洗越软。'],
      ],
    },
    {
      code: 'TIN',
      name: ['loaf tin', '吐司模'],
      price: [1100, 3600],
      variants: [
        ['heavy steel', '加厚钢'],
        ['with sliding lid', '带滑盖'],
        ['gold non-stick', '金色不粘'],
      ],
      sizes: [
        ['450 g', '450克'],
        ['900 g', '900克'],
      ],
      says: [
        ['Folded corners mean there is no seam for the batter to find.', '折角一体成型，面糊无缝可钻。'],
        ['It browns evenly to the very end of the loaf.', '从头到尾上色均匀。'],
        ['The loaf drops out when you turn it over.', '倒扣过来，面包自己就掉出来。'],
      ],
    },
  ],
  uses: [
    ['For people who cook on weekdays as well.', '适合工作日也自己做饭的人。', 'APR'],
    ['It earns its place on an open shelf.', '摆在开放的架子上也好看。', 'KNF', 'APR'],
    ['A wedding present nobody exchanges.', '当结婚礼物，没有人会拿去退换。'],
    ['Made to be repaired, not replaced.', '坏了可以修，不必换新的。', 'APR', 'BWL', 'STM'],
    ['Good for small kitchens with big plans.', '厨房小，心气高，正合适。'],
    ['It comes in plain paper, without plastic.', '用牛皮纸包装，不含塑料。'],
  ],
};
