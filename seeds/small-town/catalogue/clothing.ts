import type { CategoryGrammar } from './words.js';

export const clothing: CategoryGrammar = {
  slug: 'clothing',
  code: 'CLO',
  name: ['Clothing', '服饰'],
  season: { peakMonth: 10, strength: 0.35 },
  models: true,
  brands: [
    ['Weft', '纬线'],
    ['Carder & Lamb', '梳毛人'],
    ['Rainline', '雨线'],
    ['Second Sunday', '第二个星期天'],
    ['Osier', '柳溪'],
    ['Plain Stitch', '平针'],
  ],
  kinds: [
    {
      code: 'JMP',
      name: ['wool jumper', '羊毛衫'],
      price: [5900, 16900],
      variants: [
        ['oatmeal', '燕麦色'],
        ['navy', '藏青'],
        ['moss', '苔绿'],
        ['burgundy', '酒红'],
      ],
      sizes: [
        ['S', 'S码'],
        ['M', 'M码'],
        ['L', 'L码'],
      ],
      says: [
        ['It is knitted in the round, without side seams.', '圆筒编织，没有侧缝。'],
        ['It keeps you warm when damp and does not smell.', '潮了也暖，不留味。'],
        ['The elbows come with spare yarn.', '附肘部补线。'],
      ],
    },
    {
      code: 'SCF',
      name: ['scarf', '围巾'],
      price: [2400, 8900],
      variants: [
        ['lambswool check', '羊羔毛格子'],
        ['silk, indigo', '真丝 靛蓝'],
        ['cashmere grey', '羊绒灰'],
        ['mustard rib', '芥末黄罗纹'],
      ],
      says: [
        ['It is long enough to go round twice.', '够长，绕两圈。'],
        ['The fringe is knotted by hand.', '流苏手工打结。'],
        ['Soft from the first wearing, softer from the tenth.', '第一次戴就软，戴十次更软。'],
      ],
    },
    {
      code: 'SCK',
      name: ['wool socks', '羊毛袜'],
      price: [900, 2600],
      variants: [
        ['striped', '条纹'],
        ['speckled', '花点'],
        ['plain charcoal', '纯炭灰'],
        ['ankle', '短筒'],
      ],
      sizes: [
        ['36 to 40', '36至40码'],
        ['41 to 45', '41至45码'],
      ],
      says: [
        ['The heel is turned, so they stay where they are.', '立体袜跟，不下滑。'],
        ['They wear through at the ninth winter, not the first.', '穿到第九个冬天才破，不是第一个。'],
        ['They go into the machine with everything else.', '可以跟其他衣服一起机洗。'],
      ],
    },
    {
      code: 'SHT',
      name: ['linen shirt', '亚麻衬衫'],
      price: [4900, 11900],
      variants: [
        ['white', '白色'],
        ['sky', '天蓝'],
        ['sage', '鼠尾草绿'],
        ['band collar, natural', '立领 本色'],
      ],
      sizes: [
        ['S', 'S码'],
        ['M', 'M码'],
        ['L', 'L码'],
      ],
      says: [
        ['Creases are part of the plan.', '有褶皱才对。'],
        ['The buttons are shell and sewn on twice.', '贝壳扣，缝了两遍。'],
        ['It is cool in July and layers well in March.', '七月穿凉快，三月叠穿也好。'],
      ],
    },
    {
      code: 'CAP',
      name: ['beanie', '毛线帽'],
      price: [1400, 4400],
      variants: [
        ['ribbed rust', '罗纹铁锈红'],
        ['grey marl', '花灰'],
        ['bobble, cream', '毛球 奶白'],
      ],
      says: [
        ['It covers the ears without covering the eyes.', '盖得住耳朵，遮不住眼睛。'],
        [
          'One ball of yarn, one evening, one maker, whose name is inside.',
          '一团线，一个晚上，一位织者，名字写在里面。',
        ],
        ['It does not flatten hair for ever.', '不会把头发压得再也起不来。'],
      ],
    },
    {
      code: 'COT',
      name: ['raincoat', '雨衣'],
      price: [8900, 24900],
      variants: [
        ['yellow', '黄色'],
        ['slate', '石板灰'],
        ['olive', '橄榄绿'],
      ],
      sizes: [
        ['S', 'S码'],
        ['M', 'M码'],
        ['L', 'L码'],
      ],
      says: [
        ['The seams are taped and the hood has a brim.', '压胶防水，帽子有檐。'],
        ['It breathes on the way up the hill.', '爬坡也透气。'],
        ['Rain runs off it and the day goes on.', '雨水滑走，日子照过。'],
      ],
    },
    {
      code: 'TOT',
      name: ['canvas tote', '帆布袋'],
      price: [1200, 4900],
      variants: [
        ['natural', '本色'],
        ['black', '黑色'],
        ['with leather handles', '皮提手'],
        ['printed map', '印花地图'],
      ],
      says: [
        ['It carries a week of vegetables on one shoulder.', '一周的菜，一个肩膀就背走。'],
        ['The bottom is double.', '双层底。'],
        ['A small pocket stops the keys from sinking.', '小内袋，钥匙不沉底。'],
      ],
    },
    {
      code: 'SLP',
      name: ['felt slippers', '毛毡拖鞋'],
      price: [2900, 6900],
      variants: [
        ['grey', '灰色'],
        ['berry', '莓红'],
        ['with rubber sole', '橡胶底'],
      ],
      sizes: [
        ['37', '37码'],
        ['40', '40码'],
        ['43', '43码'],
      ],
      says: [
        ['They take the shape of the foot in a week.', '一周就合脚。'],
        ['They are warm on stone floors.', '踩石板地也暖。'],
        ['The soles can be stitched on again.', '鞋底可以重新缝。'],
      ],
    },
    {
      code: 'DGR',
      name: ['dungarees', '背带裤'],
      price: [6900, 13900],
      variants: [
        ['indigo denim', '靛蓝牛仔'],
        ['rust cord', '锈红灯芯绒'],
        ['olive twill', '橄榄斜纹'],
      ],
      sizes: [
        ['S', 'S码'],
        ['M', 'M码'],
        ['L', 'L码'],
      ],
      says: [
        ['Seven pockets, and all of them deep.', '七个口袋，个个都深。'],
        ['The knees are double for gardens and floors.', '双层膝盖，下地趴地都不怕。'],
        ['The straps let out when the lunch was good.', '午饭吃得好，背带放得开。'],
      ],
    },
  ],
  uses: [
    ['Made to be mended, and we mend it.', '做来就是要补的，我们也负责补。'],
    ['It goes with what you already have.', '跟你衣柜里的都搭。'],
    ['The size is true; when in doubt, take yours.', '尺码标准，按平时的买就行。', 'SCF', 'TOT', 'CAP'],
    ['For cold stations and warm kitchens.', '冷的车站，暖的厨房，都合适。', 'TOT', 'SHT'],
    ['The maker lives two streets away.', '做它的人就住在隔两条街。'],
    ['Nothing on it says who made it, but your friends will ask.', '衣服上没有商标，可朋友会问。', 'TOT'],
  ],
};
