import type { CategoryGrammar } from './words.js';

export const garden: CategoryGrammar = {
  slug: 'garden',
  code: 'GAR',
  name: ['Garden & plants', '花园与植物'],
  season: { peakMonth: 4, strength: 0.75 },
  models: false,
  brands: [
    ['Allotment Nine', '九号菜园'],
    ['Greenfinch', '金翅雀'],
    ['Old Wall Nursery', '老墙苗圃'],
    ['Clay & Root', '陶与根'],
    ['Rainbarrel', '雨桶'],
    ['Tanner & Field', '田野'],
  ],
  kinds: [
    {
      code: 'HSP',
      name: ['house plant', '室内绿植'],
      madeBy: [1, 2, 4],
      price: [900, 4900],
      variants: [
        ['monstera', '龟背竹'],
        ['snake plant', '虎尾兰'],
        ['peace lily', '白鹤芋'],
        ['rubber fig', '橡皮树'],
        ['money tree', '发财树'],
        ['string of hearts', '爱之蔓'],
      ],
      sizes: [
        ['30 cm tall', '高30厘米'],
        ['60 cm tall', '高60厘米'],
      ],
      says: [
        ['It forgives a forgotten week.', '忘了浇一个星期水也没关系。'],
        ['It is potted in peat-free soil and ready for its shelf.', '用无泥炭土栽好，到家就能摆上架。'],
        ['It likes bright rooms and dislikes radiators.', '喜欢明亮的房间，不喜欢暖气片。'],
        [
          'A card tells you when to water and when to leave it alone.',
          '附一张卡片，写明什么时候浇水、什么时候别管它。',
        ],
      ],
    },
    {
      code: 'POT',
      name: ['plant pot', '花盆'],
      madeBy: [2, 3],
      price: [600, 3900],
      variants: [
        ['terracotta', '红陶'],
        ['glazed blue', '蓝釉'],
        ['grey concrete', '灰水泥'],
        ['woven basket', '编织篮'],
      ],
      sizes: [
        ['14 cm', '14厘米'],
        ['20 cm', '20厘米'],
        ['28 cm', '28厘米'],
      ],
      says: [
        ['A hole and a saucer keep the roots out of the wet.', '带孔带托盘，根不会泡在水里。'],
        ['It has stood outside through four winters.', '在室外过了四个冬天也没裂。'],
        ['The rim is thick enough to carry it by.', '盆沿厚实，可以直接提着走。'],
      ],
    },
    {
      code: 'SEC',
      name: ['secateurs', '修枝剪'],
      madeBy: [0, 4, 5],
      price: [1900, 6900],
      variants: [
        ['bypass', '弯刃'],
        ['anvil', '砧板式'],
        ['left-handed', '左手用'],
        ['with leather holster', '带皮套'],
      ],
      says: [
        ['The cut is clean enough to heal in a week.', '剪口平整，一周就愈合。'],
        ['Blade, spring and handles unscrew for cleaning.', '刀片、弹簧、手柄都能拆开清洁。'],
        ['Red handles are easy to find in the grass.', '红色手柄掉在草里也找得到。'],
      ],
    },
    {
      code: 'SED',
      name: ['seeds', '种子'],
      madeBy: [0, 1, 2],
      price: [250, 790],
      variants: [
        ['heirloom tomato', '老品种番茄'],
        ['climbing bean', '攀援豆'],
        ['pak choi', '小白菜'],
        ['sunflower', '向日葵'],
        ['wildflower mix', '野花混播'],
        ['Thai basil', '泰国罗勒'],
        ['cherry radish', '樱桃萝卜'],
      ],
      says: [
        ['It was saved by hand from plants grown in this valley.', '从本地山谷里种的植株上手工留种。'],
        ['Sow from March and thin without pity.', '三月起播种，间苗不要心软。'],
        ['The packet says what to do in which week.', '包装背面写明每周该做什么。'],
      ],
    },
    {
      code: 'CAN',
      name: ['watering can', '洒水壶'],
      madeBy: [3, 4, 5],
      price: [1600, 5900],
      variants: [
        ['galvanised', '镀锌'],
        ['copper', '铜制'],
        ['sage green', '鼠尾草绿'],
      ],
      sizes: [
        ['1.5 l', '1.5升'],
        ['5 l', '5升'],
        ['9 l', '9升'],
      ],
      says: [
        ['The long neck reaches the back of the bed.', '长颈够得到花坛最里面。'],
        ['The brass rose comes off for a single stream.', '黄铜花洒头可拆，变成单股水流。'],
        ['It balances in the hand when full.', '装满水提着也平稳。'],
      ],
    },
    {
      code: 'FRK',
      name: ['hand fork', '小花叉'],
      madeBy: [0, 4, 5],
      price: [1200, 3400],
      variants: [
        ['ash handle', '白蜡木柄'],
        ['all steel', '全钢'],
        ['long reach', '长柄'],
      ],
      says: [
        ['The forged tines do not bend on stones.', '锻造叉齿，碰到石头也不弯。'],
        ['It lifts dandelions with the whole root.', '蒲公英能连根挖起。'],
        ['A loop of cord hangs it by the shed door.', '带挂绳，挂在棚子门边正好。'],
      ],
    },
    {
      code: 'RSB',
      name: ['raised bed kit', '种植箱'],
      madeBy: [0, 4, 5],
      price: [4900, 14900],
      variants: [
        ['larch', '落叶松'],
        ['corten steel', '耐候钢'],
        ['cedar', '雪松'],
      ],
      sizes: [
        ['90 × 90 cm', '90×90厘米'],
        ['180 × 90 cm', '180×90厘米'],
      ],
      says: [
        ['It goes together with a mallet in half an hour.', '一把木槌，半小时装好。'],
        ['The boards are untreated, so you can eat what grows in it.', '木板未经化学处理，种菜吃着放心。'],
        ['It is high enough to spare your back.', '高度合适，不用弯腰。'],
      ],
    },
    {
      code: 'BRD',
      name: ['bird feeder', '喂鸟器'],
      madeBy: [1, 2, 5],
      price: [1400, 4200],
      variants: [
        ['cedar house', '雪松小屋'],
        ['hanging glass', '悬挂玻璃'],
        ['window shelf', '窗台式'],
      ],
      says: [
        ['Tits find it within a day, finches within a week.', '山雀一天就来，金翅雀一周也到。'],
        ['The tray lifts out to be scalded.', '食盘可以取出来用开水烫洗。'],
        ['Squirrels have tried and given up.', '松鼠试过，放弃了。'],
      ],
    },
    {
      code: 'GLV',
      name: ['garden gloves', '园艺手套'],
      madeBy: [0, 1, 5],
      price: [900, 2900],
      variants: [
        ['goatskin', '山羊皮'],
        ['bamboo fibre', '竹纤维'],
        ['rose gauntlet', '玫瑰长筒'],
      ],
      sizes: [
        ['S', '小号'],
        ['M', '中号'],
        ['L', '大号'],
      ],
      says: [
        [
          'They are thin enough to feel a seedling and thick enough for brambles.',
          '薄得摸得到小苗，厚得不怕荆棘。',
        ],
        ['They go through the wash with the towels.', '可以和毛巾一起机洗。'],
        ['The cuffs keep the soil out.', '袖口收紧，泥土进不去。'],
      ],
    },
  ],
  uses: [
    ['Happy on a balcony as well as a field.', '阳台用得上，田里也用得上。'],
    ['For the neighbour who waters yours when you are away.', '送给你出门时帮你浇花的邻居。'],
    ['It suits beginners, and gardeners who were beginners once.', '新手合适，曾经的新手也合适。'],
    ['Grown or made within an hour of the town.', '产地离镇上不到一小时路程。'],
    ['It brings a little green to a north-facing window.', '给朝北的窗台添一点绿意。'],
    [
      'Ask us when something will not grow; we have made the mistake before.',
      '种不活就来问，我们也犯过一样的错。',
    ],
  ],
};
