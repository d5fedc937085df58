import type { Shape } from '../drawing.js';
import * as paper from './books-paper.js';
import * as clothing from './clothing.js';
import * as coffee from './coffee-tea.js';
import * as cycling from './cycling.js';
import * as games from './games.js';
import * as garden from './garden.js';
import * as home from './home.js';
import * as kitchen from './kitchen.js';
import * as music from './music.js';
import * as outdoors from './outdoors.js';
import * as pantry from './pantry.js';

/** What each shape is called in titles. */
const NAMED: readonly (readonly [words: RegExp, shape: Shape])[] = [
  [/tea ?pot|茶壶/, coffee.teapot],
  [/watering can|洒水壶/, garden.wateringCan],
  [/kettle|手冲壶|水壶/, coffee.kettle],
  [/grinder|磨豆机/, coffee.grinder],
  [/dripper|pour-over|滤杯/, coffee.dripper],
  [/whole beans|coffee|咖啡/, coffee.beanBag],
  [/loose-leaf|\btea\b|茶/, coffee.tin],
  [/french press|法压/, coffee.press],
  [/\bmug\b|\bcup\b|杯/, coffee.mug],
  [/\bscales?\b|电子秤/, coffee.scale],

  [/skillet|frying pan|煎锅/, kitchen.skillet],
  [/\bknife|knives|刀/, kitchen.knife],
  [/\bwok\b|炒锅/, kitchen.wok],
  [/chopping board|砧板/, kitchen.board],
  [/dutch oven|casserole|saucepan|荷兰锅/, kitchen.pot],
  [/mixing bowl|\bbowls?\b|盆套装/, kitchen.bowls],
  [/steamer|蒸笼/, kitchen.steamer],
  [/apron|围裙/, kitchen.apron],
  [/loaf tin|吐司模/, kitchen.loaf],

  [/cookbook|picture book|garden handbook|食谱|绘本|手册/, paper.openBook],
  [
    /novel|mystery|poems|travel writing|popular science|history|\bbook\b|小说|诗集|文学|科普|历史/,
    paper.book,
  ],
  [/fountain pen|\bpen\b|钢笔/, paper.pen],
  [/\bink\b|墨水/, paper.inkBottle],
  [/notebook|sketchbook|diary|笔记本|速写本/, paper.notebook],
  [/watercolou?r|paints?\b|水彩/, paper.paints],
  [/brush|画笔|毛笔/, paper.brushes],
  [/pencil|铅笔/, paper.pencils],
  [/letterpress|postcard|卡片/, paper.cards],
  [/\btape\b|胶带/, paper.tape],

  [/raised bed|种植箱/, garden.crate],
  [/seeds?\b|种子/, paper.packet],
  [/plant pot|花盆/, garden.flowerPot],
  [/plant\b|绿植/, garden.plant],
  [/secateurs|scissors|修枝剪/, garden.secateurs],
  [/hand fork|小花叉/, garden.fork],
  [/bird|喂鸟/, garden.birdhouse],
  [/glove|手套/, garden.gloves],

  [/helmet|头盔/, cycling.helmet],
  [/light set|车灯/, cycling.lightSet],
  [/pannier(?: bag)?|驮包/, cycling.bag],
  [/\block\b|车锁/, cycling.lock],
  [/pump|打气筒/, cycling.pump],
  [/saddle|座垫/, cycling.saddle],
  [/\bcape\b|雨披/, outdoors.cape],
  [/\bbell\b|车铃/, cycling.bell],
  [/bicycle|\bbike\b|自行车/, cycling.bicycle],

  [/head torch|头灯/, cycling.torch],
  [/floor lamp|落地灯/, home.floorLamp],
  [/lamp\b|台灯|灯具/, home.deskLamp],
  [/blanket|羊毛毯/, home.blanket],
  [/\bvase|花瓶/, home.vase],
  [/cushion|pillow|靠垫/, home.cushion],
  [/candle|蜡烛/, home.candle],
  [/\bshelf|搁板/, home.shelf],
  [/clock|钟/, home.clock],
  [/\brug\b|carpet|地毯/, home.rug],

  [/tent\b|帐篷/, outdoors.tent],
  [/sleeping bag|睡袋/, outdoors.sleepingBag],
  [/rucksack|backpack|登山包/, outdoors.rucksack],
  [/stove|炉/, outdoors.stove],
  [/flask|bottle|保温瓶/, outdoors.flask],
  [/boots?\b|shoes?\b|靴/, outdoors.boots],
  [/poles\b|登山杖/, outdoors.poles],
  [/hammock|吊床/, outdoors.hammock],

  [/guitar|ukulele|吉他|尤克里里/, music.guitar],
  [/erhu|violin|二胡/, music.erhu],
  [/headphones|耳机/, music.headphones],
  [/speaker|音箱/, music.speaker],
  [/turntable|唱机/, music.turntable],
  [/vinyl|record\b|album|唱片/, music.record],
  [/harmonica|口琴/, music.harmonica],
  [/music stand|谱架/, music.musicStand],

  [/board game|桌游/, games.boardGame],
  [/jigsaw|puzzle|拼图/, games.jigsaw],
  [/blocks|积木/, games.blocks],
  [/train|火车/, games.train],
  [/\bkite|风筝/, outdoors.kite],
  [/card game|纸牌/, games.playingCards],
  [/xiangqi|中国象棋/, games.xiangqi],
  [/chess|国际象棋/, games.chess],
  [/soft toy|plush|毛绒/, games.softToy],

  [/jumper|sweater|羊毛衫/, clothing.jumper],
  [/scarf|围巾/, clothing.scarf],
  [/socks?\b|袜/, clothing.socks],
  [/shirt|blouse|衬衫/, clothing.shirt],
  [/beanie|\bhat\b|\bcap\b|帽/, clothing.beanie],
  [/coat|jacket|雨衣/, clothing.coat],
  [/tote|\bbag\b|帆布袋/, clothing.tote],
  [/slipper|拖鞋/, clothing.slippers],
  [/dungarees|trousers|jeans|背带裤/, clothing.dungarees],

  [/honey|蜂蜜/, pantry.honey],
  [/\bjam\b|果酱/, pantry.jam],
  [/chilli|辣椒油/, pantry.chilli],
  [/olive oil|橄榄油/, pantry.oil],
  [/cheese|奶酪/, pantry.cheese],
  [/chocolate|巧克力/, pantry.chocolate],
  [/flour|面粉/, pantry.flour],
  [/noodles?\b|挂面/, pantry.noodles],
  [/pickles?\b|腌菜/, pantry.pickles],
];

/** What is drawn for a department when a title names nothing we know. */
const OF_CATEGORY: ReadonlyMap<string, Shape> = new Map([
  ['coffee-tea', coffee.mug],
  ['kitchen', kitchen.pot],
  ['books', paper.book],
  ['garden', garden.plant],
  ['cycling', cycling.bicycle],
  ['home-light', home.vase],
  ['outdoors', outdoors.rucksack],
  ['music', music.record],
  ['paper-art', paper.pencils],
  ['games-toys', games.blocks],
  ['clothing', clothing.shirt],
  ['pantry', pantry.jam],
]);

/**
 * The shape of an item: by what its title names, else by its department, else a parcel.
 *
 * A title says what a thing is in brackets, or at the end of its first part: a bookshelf speaker is a speaker.
 */
export function shapeFor(title: string, categorySlugs: readonly string[]): Shape {
  const words = title.toLowerCase();
  const inBrackets = /\(([^()]*)\)/.exec(words)?.[1] ?? '';
  const firstPart = words.split(/[,，]/)[0] ?? '';
  const named = lastNamed(inBrackets) ?? lastNamed(firstPart) ?? lastNamed(words);
  const ofCategory = categorySlugs.map((slug) => OF_CATEGORY.get(slug)).find((shape) => shape !== undefined);
  return named ?? ofCategory ?? home.parcel;
}

/** The shape whose name ends last in the text; of two that end together, the longer name. */
function lastNamed(text: string): Shape | null {
  let last: { readonly end: number; readonly length: number; readonly shape: Shape } | null = null;
  for (const [name, shape] of NAMED) {
    const found = name.exec(text);
    if (found === null) continue;
    const { length } = found[0];
    const end = found.index + length;
    if (last === null || end > last.end || (end === last.end && length > last.length))
      last = { end, length, shape };
  }
  return last?.shape ?? null;
}
