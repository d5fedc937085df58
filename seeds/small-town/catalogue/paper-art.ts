import type { CategoryGrammar } from './words.js';

export const paperArt: CategoryGrammar = {
  slug: 'paper-art',
  code: 'PAP',
  name: ['Paper & art', '文具与绘画'],
  season: { peakMonth: 8, strength: 0.3 },
  models: true,
  brands: [
    ['Inkwell Yard', '墨井'],
    ['Pressed Fern', '压花蕨'],
    ['Northlight Paper', '北光纸业'],
    ['Graphite & Son', '石墨父子'],
    ['Plum Rain', '梅雨'],
    ['Fold & Grain', '折与纹'],
  ],
  kinds: [
    {
      code: 'FPN',
      name: ['fountain pen', '钢笔'],
      price: [2400, 15900],
      variants: [
        ['clear', '透明'],
        ['tortoise', '玳瑁'],
        ['brass', '黄铜'],
        ['ink blue', '墨蓝'],
      ],
      sizes: [
        ['fine nib', '细尖'],
        ['medium nib', '中尖'],
      ],
      says: [
        ['It writes at the first touch after a week of lying still.', '放一周不用，落笔就出水。'],
        ['It takes cartridges and comes with a converter.', '可用墨囊，附上墨器。'],
        ['The nib has a little spring, like a good chair.', '笔尖略有弹性，像一把好椅子。'],
      ],
    },
    {
      code: 'INK',
      name: ['bottled ink', '瓶装墨水'],
      price: [700, 2900],
      variants: [
        ['river blue', '江水蓝'],
        ['persimmon', '柿子红'],
        ['pine soot black', '松烟黑'],
        ['tea brown', '茶褐'],
        ['bamboo green', '竹青'],
      ],
      sizes: [
        ['30 ml', '30毫升'],
        ['50 ml', '50毫升'],
      ],
      says: [
        ['It shades from pale to deep within one word.', '一个字里就有浓有淡。'],
        ['It dries before the page is turned.', '翻页之前就干了。'],
        ['The bottle is worth keeping.', '瓶子用完也舍不得扔。'],
      ],
    },
    {
      code: 'NTB',
      name: ['notebook', '笔记本'],
      price: [800, 3200],
      variants: [
        ['dotted', '点阵'],
        ['lined', '横线'],
        ['plain', '空白'],
        ['squared', '方格'],
      ],
      sizes: [
        ['A5', 'A5'],
        ['A6', 'A6'],
        ['B5', 'B5'],
      ],
      says: [
        ['It opens flat and stays open.', '摊得平，摊得住。'],
        ['The paper is thick enough for fountain pens.', '纸张够厚，钢笔不洇。'],
        ['The spine is sewn and the pages are numbered.', '线装书脊，页码印好。'],
      ],
    },
    {
      code: 'WTC',
      name: ['watercolour set', '水彩套装'],
      price: [1900, 8900],
      variants: [
        ['landscape colours', '风景色'],
        ['botanical colours', '植物色'],
        ['portrait colours', '人像色'],
      ],
      sizes: [
        ['12 pans', '12色'],
        ['24 pans', '24色'],
      ],
      says: [
        ['The pans wake at the touch of a wet brush.', '湿笔一碰就化开。'],
        ['The tin is its own palette.', '铁盒本身就是调色盘。'],
        ['Every colour names its pigment and how it bears light.', '每个颜色都标明颜料成分和耐光等级。'],
      ],
    },
    {
      code: 'BRS',
      name: ['brush set', '画笔套装'],
      price: [1200, 5900],
      variants: [
        ['round, synthetic sable', '圆头 仿貂毛'],
        ['calligraphy, goat hair', '羊毫毛笔'],
        ['flat, hog bristle', '平头 猪鬃'],
      ],
      sizes: [
        ['4 pieces', '4支'],
        ['7 pieces', '7支'],
      ],
      says: [
        ['The points come back after every wash.', '洗过之后笔锋还在。'],
        ['They hold water for a whole line of sky.', '含水足，一笔画完一片天。'],
        ['They travel in a bamboo roll.', '配竹帘笔卷，方便携带。'],
      ],
    },
    {
      code: 'SKB',
      name: ['sketchbook', '速写本'],
      price: [1100, 3900],
      variants: [
        ['rough cotton', '粗纹棉浆'],
        ['smooth', '细纹'],
        ['toned grey', '灰色纸'],
        ['accordion', '折页'],
      ],
      sizes: [
        ['A4', 'A4'],
        ['A5', 'A5'],
        ['square', '方形'],
      ],
      says: [
        ['It takes a wash without buckling.', '上水不起皱。'],
        ['The cover is stiff enough to draw standing up.', '封面硬挺，站着也能画。'],
        ['A pocket at the back keeps tickets and leaves.', '后袋可以夹车票和叶子。'],
      ],
    },
    {
      code: 'PCL',
      name: ['pencil set', '铅笔套装'],
      price: [900, 4400],
      variants: [
        ['graphite', '石墨'],
        ['coloured', '彩色'],
        ['charcoal', '炭笔'],
      ],
      sizes: [
        ['12 pieces', '12支'],
        ['24 pieces', '24支'],
      ],
      says: [
        ['The leads do not break inside the wood.', '笔芯不会在木杆里断。'],
        ['The softest is really soft.', '最软的一支真的很软。'],
        ['A sharpener and a stub holder are in the lid.', '盒盖里有卷笔刀和接笔器。'],
      ],
    },
    {
      code: 'CRD',
      name: ['letterpress cards', '活版卡片'],
      price: [600, 2400],
      variants: [
        ['ferns', '蕨叶'],
        ['birds', '飞鸟'],
        ['thank you', '谢谢'],
        ['moon phases', '月相'],
        ['mountains', '远山'],
      ],
      sizes: [
        ['set of 4', '4张'],
        ['set of 8', '8张'],
      ],
      says: [
        ['They are printed on a press older than the post office.', '用一台比邮局还老的印刷机印的。'],
        ['You can feel the picture with your thumb.', '拇指摸得出图案的凹凸。'],
        ['Envelopes of the same paper are included.', '附同款纸的信封。'],
      ],
    },
    {
      code: 'WSH',
      name: ['washi tape', '和纸胶带'],
      price: [350, 1500],
      variants: [
        ['botanical', '花草'],
        ['grid', '方格'],
        ['night sky', '夜空'],
        ['cats', '小猫'],
      ],
      sizes: [
        ['single roll', '单卷'],
        ['three rolls', '三卷'],
      ],
      says: [
        ['It comes off the page without taking the page along.', '揭下来不伤纸。'],
        ['You can write on it.', '上面可以写字。'],
        ['It tears straight by hand.', '手撕也齐。'],
      ],
    },
  ],
  uses: [
    [
      'For diaries, letters and lists that get lost.',
      '写日记、写信，或者写总会弄丢的清单。',
      'WTC',
      'BRS',
      'PCL',
      'SKB',
    ],
    ['The sketching circle swears by it.', '速写小组人手一份。', 'CRD', 'WSH', 'INK'],
    ['A small luxury for a long train ride.', '长途火车上的一点小奢侈。'],
    ['Good enough to keep, cheap enough to use.', '好到想收藏，便宜到舍得用。'],
    ['It makes you want to write to somebody.', '让人想给谁写封信。', 'WTC', 'BRS', 'PCL', 'SKB'],
    ['Left-handers have tried it and approve.', '左撇子试过，说好。', 'CRD', 'WSH'],
  ],
};
