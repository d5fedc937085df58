import type { CategoryGrammar } from './words.js';

export const cycling: CategoryGrammar = {
  slug: 'cycling',
  code: 'CYC',
  name: ['Cycling', '骑行'],
  season: { peakMonth: 5, strength: 0.6 },
  models: true,
  brands: [
    ['Towpath', '纤道'],
    ['Second Gear', '二挡'],
    ['Marlow Cycles', '马洛'],
    ['Hill & Hub', '山与毂'],
    ['Rainline', '雨线'],
    ['Swiftwheel', '捷轮'],
  ],
  kinds: [
    {
      code: 'BIC',
      name: ['city bicycle', '城市自行车'],
      price: [34900, 99900],
      variants: [
        ['eight-speed, petrol blue', '八速 石油蓝'],
        ['step-through, cream', '低跨 奶油白'],
        ['single-speed, black', '单速 黑色'],
        ['belt drive, olive', '皮带传动 橄榄绿'],
      ],
      sizes: [
        ['50 cm frame', '50厘米车架'],
        ['55 cm frame', '55厘米车架'],
      ],
      says: [
        ['Hub gears and a chain case mean clean trousers.', '内变速加全链罩，裤腿不脏。'],
        ['The dynamo light comes on by itself at dusk.', '天一暗，花鼓发电灯自动亮。'],
        [
          'It arrives nearly built: turn the bars, put in the pedals, ride.',
          '到手基本装好：转正把手，拧上脚踏，就能骑。',
        ],
      ],
    },
    {
      code: 'HLM',
      name: ['cycling helmet', '骑行头盔'],
      price: [3900, 12900],
      variants: [
        ['matte white', '哑光白'],
        ['signal orange', '信号橙'],
        ['black with rear light', '黑色带尾灯'],
        ["children's, green", '儿童款 绿色'],
      ],
      sizes: [
        ['52 to 56 cm', '52至56厘米'],
        ['56 to 60 cm', '56至60厘米'],
      ],
      says: [
        ['A turning liner takes the twist out of a fall.', '内衬可滑动，摔倒时减少扭转冲击。'],
        ['Twelve vents keep the head cool uphill.', '十二个通风孔，爬坡也不闷。'],
        ['The magnetic buckle closes with one gloved hand.', '磁吸扣，戴着手套单手就能扣上。'],
      ],
    },
    {
      code: 'LGT',
      name: ['bicycle light set', '自行车灯套装'],
      price: [1900, 7900],
      variants: [
        ['rechargeable', '充电式'],
        ['dynamo', '发电花鼓用'],
        ['clip-on', '夹式'],
      ],
      sizes: [
        ['60 lux', '60勒克斯'],
        ['100 lux', '100勒克斯'],
      ],
      says: [
        [
          'The beam has a cut-off and does not blind those who come towards you.',
          '光型有截止线，不晃对面来人的眼。',
        ],
        ['It holds through a week of commuting in November.', '十一月通勤，充一次用一周。'],
        ['It is sealed against rain from above and puddles from below.', '上防雨，下防溅水。'],
      ],
    },
    {
      code: 'PAN',
      name: ['pannier bag', '驮包'],
      price: [3900, 13900],
      variants: [
        ['waxed canvas', '蜡布'],
        ['roll-top black', '卷口黑'],
        ['yellow tarpaulin', '黄色篷布'],
        ['convertible backpack', '可变双肩包'],
      ],
      sizes: [
        ['16 l', '16升'],
        ['22 l', '22升'],
      ],
      says: [
        ['It clicks onto any rack and comes off by its handle.', '任何货架一扣就上，一提就下。'],
        ['Welded seams have kept a laptop dry through a thunderstorm.', '热合接缝，雷雨天电脑也没湿。'],
        ['Reflective stripes show its width at night.', '反光条让夜里也看得清车宽。'],
      ],
    },
    {
      code: 'LCK',
      name: ['bicycle lock', '自行车锁'],
      price: [2400, 9900],
      variants: [
        ['folding', '折叠'],
        ['D-shaped', 'U形'],
        ['chain in a sleeve', '布套链条'],
      ],
      says: [
        ['Hardened steel that made the local thief look elsewhere.', '淬硬钢材，小偷看了都绕道走。'],
        ['It comes with three keys and a number to order more.', '配三把钥匙，还有编号可以补配。'],
        ['A bracket on the frame stops the rattle.', '车架支架固定，路上不响。'],
      ],
    },
    {
      code: 'PMP',
      name: ['bicycle pump', '打气筒'],
      price: [1600, 6400],
      variants: [
        ['floor, with gauge', '立式带表'],
        ['mini', '迷你'],
        ['wooden handle', '木柄'],
      ],
      says: [
        ['One head fits all three kinds of valve.', '一个气嘴适配三种气门。'],
        ['The gauge sits high enough to read without bending.', '气压表装得高，不弯腰也看得清。'],
        ['Every washer in it can be replaced.', '里面每个垫圈都能更换。'],
      ],
    },
    {
      code: 'SAD',
      name: ['leather saddle', '皮座垫'],
      price: [5900, 13900],
      variants: [
        ['honey', '蜜色'],
        ['black', '黑色'],
        ['cut-out', '中空'],
      ],
      says: [
        ['It takes three hundred kilometres to become yours.', '骑上三百公里，它就成了你的形状。'],
        ['A bolt under the nose tightens the leather as the years pass.', '鞍鼻下的螺栓可以随年月收紧皮面。'],
        ['It comes with a tin of wax and a rain cover.', '附一罐护皮蜡和防雨罩。'],
      ],
    },
    {
      code: 'JKT',
      name: ['rain cape', '骑行雨披'],
      price: [3900, 11900],
      variants: [
        ['mustard', '芥末黄'],
        ['dark teal', '深青'],
        ['silver reflective', '银色反光'],
      ],
      sizes: [
        ['S/M', 'S/M码'],
        ['L/XL', 'L/XL码'],
      ],
      says: [
        ['Thumb loops hold it over the bars like a roof.', '拇指扣把前摆撑在车把上，像屋顶一样。'],
        ['A clear panel in the hood lets you look over your shoulder.', '帽侧有透明窗，回头看得见后方。'],
        ['It folds into its own pocket.', '能折进自己的口袋里。'],
      ],
    },
    {
      code: 'BEL',
      name: ['brass bell', '黄铜车铃'],
      price: [900, 3400],
      variants: [
        ['polished', '抛光'],
        ['black', '黑色'],
        ['ding-dong', '叮咚双音'],
      ],
      says: [
        ['Its ring is friendly and carries as far as the bridge.', '铃声友善，传得到桥那头。'],
        ['It fits bars of every width.', '各种粗细的车把都能装。'],
        ['One flick is enough, even in mittens.', '戴着手套，轻轻一拨就响。'],
      ],
    },
  ],
  uses: [
    ['For commuters, in all four seasons.', '给一年四季骑车上班的人。'],
    ['Tested on the hill behind the station.', '我们在车站后面那段坡上试过。', 'LCK', 'PMP'],
    ['Light enough to carry up to the third floor.', '轻到可以扛上三楼。', 'LCK'],
    ['Our workshop fits it for nothing while you wait.', '到店免费安装，立等可取。', 'HLM', 'JKT', 'PMP'],
    ['It makes the car stay at home more often.', '有了它，汽车在家待的时间更长了。'],
    ['Good on cobbles, better on tarmac.', '石板路上好用，柏油路上更好。', 'LCK', 'PMP', 'HLM', 'JKT'],
  ],
};
