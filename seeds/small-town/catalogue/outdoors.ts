import type { CategoryGrammar } from './words.js';

export const outdoors: CategoryGrammar = {
  slug: 'outdoors',
  code: 'OUT',
  name: ['Outdoors', '户外'],
  season: { peakMonth: 6, strength: 0.7 },
  models: true,
  brands: [
    ['Fellgate', '山门'],
    ['Long Ridge', '长脊'],
    ['Campfire Union', '篝火会'],
    ['Rainline', '雨线'],
    ['Cairn', '石堆'],
    ['Osier', '柳溪'],
  ],
  kinds: [
    {
      code: 'TNT',
      name: ['tent', '帐篷'],
      price: [12900, 44900],
      variants: [
        ['sand', '沙色'],
        ['moss', '苔色'],
        ['storm grey', '暴风灰'],
      ],
      sizes: [
        ['1 person', '单人'],
        ['2 people', '双人'],
        ['4 people', '四人'],
      ],
      says: [
        ['Two poles, six pegs, seven minutes.', '两根杆，六个钉，七分钟。'],
        ['It has stood through a night of eighty-kilometre gusts.', '经受过一整夜八级大风。'],
        ['The porch keeps boots dry and cooking possible.', '门厅能放鞋，也能做饭。'],
      ],
    },
    {
      code: 'SLB',
      name: ['sleeping bag', '睡袋'],
      price: [7900, 32900],
      variants: [
        ['recycled down', '再生羽绒'],
        ['synthetic', '化纤棉'],
        ['summer quilt', '夏季薄被'],
      ],
      sizes: [
        ['regular', '标准'],
        ['long', '加长'],
      ],
      says: [
        ['Comfortable at freezing, and it says so honestly.', '零度舒适，标注实在。'],
        ['The zip has never eaten its own lining.', '拉链从不咬布。'],
        ['It packs to the size of a loaf.', '收起来只有一条面包大。'],
      ],
    },
    {
      code: 'RUC',
      name: ['rucksack', '双肩登山包'],
      price: [6900, 21900],
      variants: [
        ['charcoal', '炭黑'],
        ['rust', '铁锈红'],
        ['spruce', '云杉绿'],
        ['waxed cotton', '蜡棉'],
      ],
      sizes: [
        ['22 l', '22升'],
        ['35 l', '35升'],
        ['50 l', '50升'],
      ],
      says: [
        [
          'The back adjusts in a minute and then forgets that it is there.',
          '背长一分钟调好，之后就忘了它的存在。',
        ],
        ['Side pockets can be reached without taking it off.', '不用卸包就够得到侧袋。'],
        ['A rain cover lives in the bottom.', '底部藏着防雨罩。'],
      ],
    },
    {
      code: 'STV',
      name: ['camping stove', '露营炉'],
      price: [3900, 14900],
      variants: [
        ['gas', '气炉'],
        ['wood-burning', '柴火炉'],
        ['spirit', '酒精炉'],
      ],
      says: [
        ['It boils a litre in four minutes, wind or no wind.', '有风没风，四分钟烧开一升水。'],
        ['The legs unfold wide and stand on stones.', '支脚展开够宽，石头上也站得稳。'],
        ['It fits inside its own pot.', '能整个收进自己的锅里。'],
      ],
    },
    {
      code: 'FLK',
      name: ['vacuum flask', '保温瓶'],
      price: [1900, 5400],
      variants: [
        ['steel', '不锈钢原色'],
        ['navy', '海军蓝'],
        ['mustard', '芥末黄'],
        ['sage', '鼠尾草绿'],
      ],
      sizes: [
        ['0.5 l', '0.5升'],
        ['0.75 l', '0.75升'],
        ['1.0 l', '1.0升'],
      ],
      says: [
        ['Tea poured at six is still too hot at noon.', '早上六点泡的茶，中午还烫嘴。'],
        ['The cup is a cup, not a thimble.', '杯盖是正经杯子，不是顶针。'],
        ['It may fall off a wall and go on.', '从墙上摔下来也照用。'],
      ],
    },
    {
      code: 'BOT',
      name: ['walking boots', '徒步靴'],
      price: [8900, 22900],
      variants: [
        ['leather, brown', '皮面 棕色'],
        ['light mesh', '轻便网面'],
        ['waterproof mid', '中帮防水'],
      ],
      sizes: [
        ['EU 38', '38码'],
        ['EU 41', '41码'],
        ['EU 44', '44码'],
      ],
      says: [
        ['They grip on wet limestone.', '湿石灰岩上也抓地。'],
        ['No blisters after the first twenty kilometres.', '头二十公里就不磨脚。'],
        ['The sole can be replaced twice.', '鞋底可以换两次。'],
      ],
    },
    {
      code: 'HDT',
      name: ['head torch', '头灯'],
      price: [1900, 7900],
      variants: [
        ['rechargeable', '充电式'],
        ['red night mode', '带红光'],
        ['featherweight', '超轻'],
      ],
      sizes: [
        ['200 lm', '200流明'],
        ['400 lm', '400流明'],
      ],
      says: [
        ['One large button works in gloves.', '一个大按钮，戴手套也好按。'],
        ['The beam goes from map to far path with a turn.', '一拧就从看地图变成照远路。'],
        ['It never comes on inside the pack.', '放在包里不会误开。'],
      ],
    },
    {
      code: 'POL',
      name: ['trekking poles', '登山杖'],
      price: [3900, 12900],
      variants: [
        ['cork grip', '软木握把'],
        ['folding carbon', '折叠碳纤维'],
        ['aluminium', '铝合金'],
      ],
      says: [
        ['The locks hold when the knee does not.', '膝盖撑不住的时候，锁扣撑得住。'],
        ['Snow baskets and rubber tips are included.', '附雪托和橡胶头。'],
        ['They fold to the length of a forearm.', '折起来只有小臂长。'],
      ],
    },
    {
      code: 'HMK',
      name: ['hammock', '吊床'],
      price: [3400, 9900],
      variants: [
        ['cotton, striped', '棉质条纹'],
        ['parachute silk', '伞布'],
        ['with mosquito net', '带蚊帐'],
      ],
      says: [
        ['Two straps that are kind to the bark come with it.', '附两条不伤树皮的绑带。'],
        ['It carries two hundred kilograms of nothing to do.', '承重两百公斤的无所事事。'],
        ['It dries in an hour of sun.', '晒一小时就干。'],
      ],
    },
  ],
  uses: [
    ['For a night by the reservoir or a month in the hills.', '水库边住一晚，山里走一个月，都行。'],
    ['We rent it out too, so try it first.', '我们也出租，可以先试再买。'],
    ['Carried over the ridge path by people who hate carrying.', '讨厌负重的人也背着它走过山脊。'],
    ['Repairs are free for five years.', '五年免费维修。'],
    ['It is sensible, and a little romantic.', '实用，还有一点浪漫。'],
    ['Good for children who will not come in.', '适合叫不回家的孩子。', 'POL', 'STV', 'SLB'],
  ],
};
