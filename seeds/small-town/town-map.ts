import type { Words } from './catalogue/words.js';

/** Where people meet: a place makes a circle of the shop, and friendships start in circles. */
export interface Place {
  readonly slug: string;
  readonly name: Words;
  readonly about: Words;
}

/** A club draws people with a taste for its departments. */
export interface Club extends Place {
  readonly departments: readonly string[];
}

export const TOWN: Words = ['Vinebridge', '藤桥'];

export const STREETS: readonly Place[] = [
  {
    slug: 'orchard-lane',
    name: ['Orchard Lane', '果园巷'],
    about: [
      'Neighbours of Orchard Lane: ladders, windfalls and who has the key.',
      '果园巷街坊：借梯子、分果子、谁拿着钥匙。',
    ],
  },
  {
    slug: 'mill-street',
    name: ['Mill Street', '磨坊街'],
    about: ['Mill Street, both sides, odd and even numbers.', '磨坊街，单号双号都算。'],
  },
  {
    slug: 'station-hill',
    name: ['Station Hill', '车站坡'],
    about: ['For everybody who carries shopping up Station Hill.', '所有拎着菜爬车站坡的人。'],
  },
  {
    slug: 'canal-row',
    name: ['Canal Row', '运河排'],
    about: ['Canal Row: boats, ducks and damp cellars.', '运河排：船、鸭子和潮湿的地窖。'],
  },
  {
    slug: 'lantern-court',
    name: ['Lantern Court', '灯笼苑'],
    about: ['The sixty flats around the courtyard with the lanterns.', '围着灯笼院子的六十户人家。'],
  },
  {
    slug: 'old-market',
    name: ['Old Market', '老集市'],
    about: ['Old Market residents, who know when the stalls set up.', '老集市住户，都知道几点出摊。'],
  },
  {
    slug: 'bridge-end',
    name: ['Bridge End', '桥头'],
    about: ['Bridge End, where the number 9 turns round.', '桥头，9路车掉头的地方。'],
  },
  {
    slug: 'allotment-way',
    name: ['Allotment Way', '菜园路'],
    about: ['Allotment Way: courgettes to give away.', '菜园路：西葫芦送不完。'],
  },
];

export const WORKPLACES: readonly Place[] = [
  {
    slug: 'vinebridge-school',
    name: ['Vinebridge School', '藤桥学校'],
    about: ['The staff room of Vinebridge School.', '藤桥学校教师休息室。'],
  },
  {
    slug: 'railway-depot',
    name: ['The railway depot', '铁路车辆段'],
    about: ['Early shift, late shift and the canteen between them.', '早班、晚班，还有中间的食堂。'],
  },
  {
    slug: 'town-hall',
    name: ['The town hall', '镇公所'],
    about: ['Second floor and third floor, and the lift in between.', '二楼三楼，还有中间的电梯。'],
  },
  {
    slug: 'print-works',
    name: ['The print works', '印刷厂'],
    about: ['Ink under the fingernails since 1911.', '从1911年起，指甲缝里都是油墨。'],
  },
  {
    slug: 'st-agnes-clinic',
    name: ['St Agnes clinic', '圣阿格尼丝诊所'],
    about: ['Nurses, doctors and the people who keep them running.', '护士、医生，和让他们转起来的人。'],
  },
  {
    slug: 'weaving-mill',
    name: ['The weaving mill', '织布厂'],
    about: [
      'Looms, dyes and designers under one saw-tooth roof.',
      '织机、染缸和设计师，同在一个锯齿屋顶下。',
    ],
  },
  {
    slug: 'riverside-labs',
    name: ['Riverside Labs', '河岸实验室'],
    about: ['The software people in the old boathouse.', '老船屋里的程序员们。'],
  },
];

export const CLUBS: readonly Club[] = [
  {
    slug: 'coffee-circle',
    name: ['Coffee Circle', '咖啡圈'],
    about: [
      'We cup on Saturdays at nine and argue about water until noon.',
      '周六九点杯测，然后为水争论到中午。',
    ],
    departments: ['coffee-tea'],
  },
  {
    slug: 'supper-club',
    name: ['Supper Club', '晚餐会'],
    about: [
      'One long table, twelve chairs, a different cook each month.',
      '一张长桌，十二把椅子，每月换一位掌勺。',
    ],
    departments: ['kitchen', 'pantry'],
  },
  {
    slug: 'reading-circle',
    name: ['Reading Circle', '读书会'],
    about: ['A book a month, in two languages, with cake.', '一月一本书，两种语言，有蛋糕。'],
    departments: ['books'],
  },
  {
    slug: 'allotment-society',
    name: ['Allotment Society', '菜园协会'],
    about: [
      'Seeds in February, advice all year, courgettes in August.',
      '二月分种子，全年出主意，八月送西葫芦。',
    ],
    departments: ['garden'],
  },
  {
    slug: 'towpath-riders',
    name: ['Towpath Riders', '纤道骑行队'],
    about: [
      'Wednesday evenings, twenty kilometres, nobody is left behind.',
      '周三傍晚，二十公里，不丢下任何人。',
    ],
    departments: ['cycling'],
  },
  {
    slug: 'hill-walkers',
    name: ['Hill Walkers', '爬山队'],
    about: ['Boots at the station, first train on Sundays.', '周日头班车，车站集合，穿好靴子。'],
    departments: ['outdoors'],
  },
  {
    slug: 'town-band',
    name: ['Town Choir and Band', '镇合唱团与乐队'],
    about: ['Thursdays in the hall; we can always use another alto.', '周四在礼堂排练，女低音永远不嫌多。'],
    departments: ['music'],
  },
  {
    slug: 'sketching-circle',
    name: ['Sketching Circle', '速写小组'],
    about: ['Outside when it is dry, in the museum when it is not.', '晴天在户外画，雨天在博物馆画。'],
    departments: ['paper-art'],
  },
  {
    slug: 'board-game-night',
    name: ['Board-game Night', '桌游之夜'],
    about: ['First Friday of the month; beginners choose the game.', '每月第一个周五，新人选游戏。'],
    departments: ['games-toys'],
  },
  {
    slug: 'knit-and-mend',
    name: ['Knit and Mend', '编织与缝补'],
    about: ['Bring a hole and take home a patch.', '带着破洞来，带着补丁回去。'],
    departments: ['clothing', 'home-light'],
  },
];
