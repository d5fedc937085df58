import type { CategoryGrammar } from './words.js';

export const home: CategoryGrammar = {
  slug: 'home-light',
  code: 'HOM',
  name: ['Home & light', '家居与灯具'],
  season: { peakMonth: 10, strength: 0.35 },
  models: true,
  brands: [
    ['Lamplighter', '点灯人'],
    ['Yellow Door', '黄门'],
    ['Kiln Street', '窑街'],
    ['Lunar Hearth', '月灶'],
    ['Quiet Room', '静室'],
    ['Fold & Grain', '折与纹'],
  ],
  kinds: [
    {
      code: 'DSK',
      name: ['desk lamp', '台灯'],
      price: [3900, 14900],
      variants: [
        ['brass arm', '黄铜臂'],
        ['matte green', '哑光绿'],
        ['clamp base', '夹座'],
        ['paper shade', '纸灯罩'],
      ],
      says: [
        ['The head turns wherever the page is.', '灯头随书页转动。'],
        ['A touch takes it from reading light to candlelight.', '轻触调光，从阅读光到烛光。'],
        ['The bulb is an ordinary one and easy to replace.', '用普通灯泡，坏了好换。'],
      ],
    },
    {
      code: 'FLR',
      name: ['floor lamp', '落地灯'],
      price: [7900, 24900],
      variants: [
        ['arched steel', '钢弧'],
        ['tripod oak', '橡木三脚'],
        ['linen shade', '亚麻灯罩'],
      ],
      says: [
        ['It throws a soft circle over the armchair.', '在扶手椅上投下一圈柔光。'],
        ['A foot switch saves the bending.', '脚踏开关，不用弯腰。'],
        ['The base is heavy enough for cats.', '底座够沉，猫推不倒。'],
      ],
    },
    {
      code: 'BLK',
      name: ['wool blanket', '羊毛毯'],
      price: [5900, 17900],
      variants: [
        ['herringbone grey', '人字纹灰'],
        ['rust check', '锈红格'],
        ['undyed cream', '本色奶白'],
        ['forest stripe', '森林条纹'],
      ],
      sizes: [
        ['130 × 180 cm', '130×180厘米'],
        ['150 × 200 cm', '150×200厘米'],
      ],
      says: [
        ['It was woven twenty miles from where the sheep graze.', '织布厂离牧羊的地方只有二十英里。'],
        ['Warm without weight, and it does not itch.', '暖而不重，也不扎人。'],
        ['It airs clean overnight on the line.', '晾一晚上就清爽。'],
      ],
    },
    {
      code: 'VAS',
      name: ['vase', '花瓶'],
      price: [1900, 8900],
      variants: [
        ['celadon', '青瓷'],
        ['smoked glass', '烟色玻璃'],
        ['unglazed white', '素白无釉'],
        ['ash glaze', '草木灰釉'],
      ],
      sizes: [
        ['15 cm', '15厘米'],
        ['25 cm', '25厘米'],
      ],
      says: [
        ['The narrow neck makes three stems look like a bouquet.', '瓶口收窄，三枝花也像一束。'],
        ['It is fired twice and holds water without sweating.', '两次烧成，盛水不渗。'],
        ['It looks finished even when it is empty.', '空着摆也好看。'],
      ],
    },
    {
      code: 'CUS',
      name: ['linen cushion', '亚麻靠垫'],
      price: [2400, 6400],
      variants: [
        ['ochre', '赭黄'],
        ['dusty pink', '灰粉'],
        ['indigo dyed', '蓝染'],
        ['natural', '本色'],
      ],
      sizes: [
        ['40 × 40 cm', '40×40厘米'],
        ['50 × 50 cm', '50×50厘米'],
      ],
      says: [
        ['The filling is wool and springs back when you get up.', '羊毛填充，起身就回弹。'],
        ['The cover comes off by hidden buttons.', '暗扣设计，外套可拆洗。'],
        ['Stone-washed, so it is soft from the first day.', '石洗处理，第一天就柔软。'],
      ],
    },
    {
      code: 'CDL',
      name: ['beeswax candle', '蜂蜡蜡烛'],
      price: [900, 3900],
      variants: [
        ['pillar', '柱形'],
        ['tapers, pair', '细长 一对'],
        ['in a tin', '锡罐装'],
        ['honeycomb rolled', '蜂巢卷制'],
      ],
      says: [
        ['It burns for forty hours and smells of summer.', '燃烧四十小时，有夏天的味道。'],
        ['The wax comes from hives on the allotments.', '蜂蜡来自镇上菜园的蜂箱。'],
        ['The wick is cotton and does not smoke.', '棉芯不冒烟。'],
      ],
    },
    {
      code: 'SHF',
      name: ['wall shelf', '壁挂搁板'],
      price: [2900, 11900],
      variants: [
        ['solid oak', '实木橡木'],
        ['white ash', '白蜡木'],
        ['black steel', '黑钢'],
      ],
      sizes: [
        ['60 cm', '60厘米'],
        ['90 cm', '90厘米'],
      ],
      says: [
        ['The brackets hide in the wood.', '支架藏在木头里。'],
        ['It carries thirty kilograms of books.', '承重三十公斤书。'],
        ['Screws and a drilling template are in the box.', '螺丝和打孔模板都在盒里。'],
      ],
    },
    {
      code: 'CLK',
      name: ['wall clock', '挂钟'],
      price: [2900, 9900],
      variants: [
        ['birch', '桦木'],
        ['station white', '车站白'],
        ['brass rim', '黄铜边'],
      ],
      says: [
        ['The hands sweep without ticking.', '扫秒机芯，没有滴答声。'],
        ['The numbers can be read from the other end of the room.', '房间另一头也看得清数字。'],
        ['One battery lasts two years.', '一节电池用两年。'],
      ],
    },
    {
      code: 'RUG',
      name: ['woven rug', '编织地毯'],
      price: [4900, 19900],
      variants: [
        ['jute', '黄麻'],
        ['wool, indigo', '羊毛 靛蓝'],
        ['recycled cotton', '再生棉'],
      ],
      sizes: [
        ['70 × 140 cm', '70×140厘米'],
        ['160 × 230 cm', '160×230厘米'],
      ],
      says: [
        ['Both sides are good, so turn it over in spring.', '两面都能用，春天翻个面。'],
        ['It lies flat from the first evening.', '铺下当晚就平整。'],
        ['Crumbs shake out of it; wine dabs off it.', '面包屑一抖就掉，红酒一擦就净。'],
      ],
    },
  ],
  uses: [
    ['For rented flats and for forever homes.', '租的房子合适，住一辈子的家也合适。', 'CDL', 'VAS'],
    ['It makes a north room feel as if it faced south.', '让朝北的房间像朝南一样暖。'],
    ['You will notice it when it is not there.', '没有它的时候，你才会注意到它。', 'CDL'],
    ['A quiet present for people who have everything.', '送给什么都不缺的人，安静又合适。'],
    ['Made in small numbers, and numbered.', '小批量制作，每件有编号。', 'CDL'],
    ['It will look better in ten years.', '十年之后会更好看。', 'CDL'],
  ],
};
