import type { Words } from './catalogue/words.js';

/** What people say of themselves, by the department they love. */
export const LOVES: Readonly<Record<string, readonly Words[]>> = {
  'coffee-tea': [
    ['Weighs the coffee, then weighs it again', '咖啡称一遍，再称一遍'],
    ['Drinks oolong until somebody hides the pot', '乌龙茶喝到有人把壶藏起来'],
    ['Up early for the kettle', '为了那壶水早起'],
  ],
  kitchen: [
    ['Cooks for whoever is at the door', '谁上门就给谁做饭'],
    ['Owns one good knife and four bad ones', '有一把好刀，四把坏刀'],
    ['Sunday roasts, Monday soups', '周日烤肉，周一煲汤'],
  ],
  books: [
    ['Reads on the stairs', '在楼梯上看书'],
    ['Has a pile by the bed and a pile under it', '床头一摞书，床下一摞书'],
    ['Always a chapter ahead of the reading circle', '总比读书会快一章'],
  ],
  garden: [
    ['Talks to tomatoes', '跟番茄说话'],
    ['Too many plants, too few windows', '植物太多，窗户太少'],
    ['Plot 14, the one with the blue shed', '14号地，蓝棚子那块'],
  ],
  cycling: [
    ['Cycles to everything, including weddings', '去哪儿都骑车，喝喜酒也骑'],
    ['Fixes punctures for beer', '补胎，收一瓶啤酒'],
    ['Knows every pothole by name', '每个坑都叫得出名字'],
  ],
  'home-light': [
    ['Moves the lamp until it is right', '把灯挪到刚刚好'],
    ['Collects blankets and guests', '收集毯子，也收集客人'],
    ['Paints one wall a year', '每年刷一面墙'],
  ],
  outdoors: [
    ['Happiest above the tree line', '在树线以上最开心'],
    ['First train on Sundays', '周日的头班车'],
    ['Sleeps best in a tent', '睡帐篷最香'],
  ],
  music: [
    ['Second alto, first to the bar', '第二女低音，第一个到酒吧'],
    ['Plays the erhu when the neighbours are out', '邻居不在家时拉二胡'],
    ['Buys records for the sleeves and keeps them for the songs', '为封套买唱片，为歌留下'],
  ],
  'paper-art': [
    ['Draws on trains', '在火车上画画'],
    ['Writes letters by hand and means it', '手写信，一笔一画'],
    ['Eleven notebooks, all begun', '十一个本子，都写了个开头'],
  ],
  'games-toys': [
    ['Reads the rules aloud', '大声念规则'],
    ['Undefeated at Night Market since May', '《夜市》五月至今不败'],
    ['Parent of three and of forty soft toys', '三个孩子和四十只毛绒玩具的家长'],
  ],
  clothing: [
    ['Mends before buying, mostly', '先补后买，基本上'],
    ['Knits through every meeting', '开会必织毛衣'],
    ['Lives in dungarees', '长在背带裤里'],
  ],
  pantry: [
    ['Will trade honey for bread', '蜂蜜换面包'],
    ['Puts chilli oil on everything once', '什么都要淋一次辣椒油'],
    ['Pickles what the garden leaves', '园子里剩什么就腌什么'],
  ],
};
