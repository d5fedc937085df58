import type { CategoryGrammar } from './words.js';

export const coffeeTea: CategoryGrammar = {
  slug: 'coffee-tea',
  code: 'COF',
  name: ['Coffee & tea', '咖啡与茶'],
  season: { peakMonth: 11, strength: 0.25 },
  models: true,
  brands: [
    ['Hollow Oak', '空橡'],
    ['Brightwater', '明泉'],
    ['Kestrel & Daughter', '红隼父女'],
    ['North Quay', '北码头'],
    ['Slow Hour', '慢时'],
    ['Copperline', '铜线'],
  ],
  kinds: [
    {
      code: 'GNK',
      name: ['gooseneck kettle', '细口手冲壶'],
      price: [3900, 12900],
      variants: [
        ['brushed steel', '拉丝不锈钢'],
        ['matte black', '哑光黑'],
        ['copper', '紫铜'],
        ['cream enamel', '奶油色珐琅'],
      ],
      sizes: [
        ['0.6 l', '0.6升'],
        ['0.8 l', '0.8升'],
        ['1.0 l', '1.0升'],
      ],
      says: [
        [
          'The narrow spout pours as slowly as you like, right down to single drops.',
          '细长的壶嘴出水稳定，想慢到一滴一滴也可以。',
        ],
        ['A thermometer in the lid saves the guessing.', '壶盖自带温度计，不用再猜水温。'],
        ['It works on gas, electric and induction hobs.', '燃气灶、电炉和电磁炉都能用。'],
        ['The handle stays cool from the first cup to the last.', '从第一杯到最后一杯，手柄都不烫手。'],
      ],
    },
    {
      code: 'GRD',
      name: ['hand grinder', '手摇磨豆机'],
      price: [4900, 18900],
      variants: [
        ['walnut handle', '胡桃木手柄'],
        ['slim steel', '细身不锈钢'],
        ['matte black', '哑光黑'],
        ['ash and brass', '白蜡木配黄铜'],
      ],
      sizes: [
        ['20 g', '20克'],
        ['30 g', '30克'],
      ],
      says: [
        ['Steel burrs grind evenly from espresso to French press.', '钢制磨芯，从意式到法压都研磨均匀。'],
        [
          'Forty clicks a turn make it easy to find your setting again.',
          '每圈四十格刻度，调好的粗细随时找得回来。',
        ],
        [
          'Two bearings keep the axle straight, so no boulders end up among the fines.',
          '双轴承固定中轴，细粉里不会混进大颗粒。',
        ],
        ['A cup takes about forty turns and wakes nobody.', '一杯大约摇四十圈，不会吵醒家里人。'],
      ],
    },
    {
      code: 'DRP',
      name: ['pour-over dripper', '手冲滤杯'],
      price: [1400, 4900],
      variants: [
        ['white porcelain', '白瓷'],
        ['speckled stoneware', '斑点粗陶'],
        ['heat-proof glass', '耐热玻璃'],
        ['cedar collar', '雪松木领'],
      ],
      sizes: [
        ['1 to 2 cups', '1至2杯'],
        ['3 to 4 cups', '3至4杯'],
      ],
      says: [
        [
          'Spiral ribs let the paper breathe, and the water runs through without stalling.',
          '螺旋导流纹让滤纸透气，水流顺畅不堵塞。',
        ],
        ['It takes ordinary cone papers from any shop.', '用普通的锥形滤纸就行，哪里都买得到。'],
        ['Thick walls keep the heat in while the coffee blooms.', '杯壁厚实，闷蒸时也能保温。'],
      ],
    },
    {
      code: 'BNS',
      usedUp: true,
      name: ['whole beans', '咖啡豆'],
      price: [950, 2200],
      variants: [
        ['washed Ethiopian', '水洗埃塞俄比亚'],
        ['natural Brazilian', '日晒巴西'],
        ['Yunnan honey process', '云南蜜处理'],
        ['dark house blend', '深烘拼配'],
        ['decaf Colombian', '低因哥伦比亚'],
      ],
      sizes: [
        ['250 g', '250克'],
        ['500 g', '500克'],
        ['1 kg', '1公斤'],
      ],
      says: [
        ['It is roasted on Tuesdays and in the shop on Wednesdays.', '每周二烘焙，周三上架。'],
        ['The bag has a valve and closes again tightly.', '包装带单向排气阀，可以重新封口。'],
        ['Expect chocolate at the start and fruit at the end.', '入口是巧克力味，尾韵带果香。'],
        [
          'The farm is named on the label, and so is the price it was paid.',
          '标签上写着庄园名字，也写着收购价。',
        ],
      ],
    },
    {
      code: 'TPT',
      name: ['teapot', '茶壶'],
      price: [2400, 8900],
      variants: [
        ['celadon glaze', '青瓷釉'],
        ['cast iron', '铸铁'],
        ['purple clay', '紫砂'],
        ['clear glass', '透明玻璃'],
      ],
      sizes: [
        ['0.3 l', '0.3升'],
        ['0.5 l', '0.5升'],
        ['0.9 l', '0.9升'],
      ],
      says: [
        ['The spout stops without a drip.', '壶嘴断水利落，不滴不漏。'],
        ['A fine strainer lifts out for cleaning.', '细密的滤网可以取出清洗。'],
        ['The lid stays on even for the last cup.', '倒到最后一杯，壶盖也不会掉。'],
      ],
    },
    {
      code: 'TEA',
      usedUp: true,
      name: ['loose-leaf tea', '散茶'],
      price: [700, 3200],
      variants: [
        ['Longjing green', '龙井绿茶'],
        ['Tieguanyin oolong', '铁观音'],
        ['smoky Lapsang', '正山小种'],
        ['jasmine pearls', '茉莉龙珠'],
        ['second-flush Assam', '阿萨姆次摘'],
        ['aged white', '老白茶'],
      ],
      sizes: [
        ['50 g', '50克'],
        ['100 g', '100克'],
      ],
      says: [
        ['The leaves are whole and good for five infusions.', '叶片完整，可以冲泡五次。'],
        ['It was picked by hand this spring and packed in small tins.', '今年春天手工采摘，小罐分装。'],
        ['The scent reaches you before the cup does.', '杯子还没端到嘴边，香气就先到了。'],
      ],
    },
    {
      code: 'MUG',
      name: ['stoneware mug', '粗陶马克杯'],
      price: [1200, 3400],
      variants: [
        ['oatmeal glaze', '燕麦色釉'],
        ['ink blue', '墨蓝'],
        ['moss green', '苔绿'],
        ['terracotta', '陶土红'],
      ],
      sizes: [
        ['250 ml', '250毫升'],
        ['350 ml', '350毫升'],
      ],
      says: [
        [
          'Each one is thrown on the wheel, so no two are quite alike.',
          '每只都是手工拉坯，没有两只一模一样。',
        ],
        ['It goes into the dishwasher and the microwave without complaint.', '洗碗机、微波炉都可以放。'],
        ['The handle fits three fingers, or four on a cold morning.', '杯柄正好放三根手指，冷天四根也行。'],
      ],
    },
    {
      code: 'SCL',
      name: ['brewing scale', '咖啡电子秤'],
      price: [2900, 9900],
      variants: [
        ['black', '黑色'],
        ['white', '白色'],
        ['bamboo top', '竹面'],
      ],
      sizes: [
        ['2 kg', '2公斤'],
        ['3 kg', '3公斤'],
      ],
      says: [
        [
          'It reads to a tenth of a gram and starts its timer with the first drop.',
          '精确到0.1克，第一滴水落下就自动计时。',
        ],
        ['One charge lasts a month of mornings.', '充一次电，够用一个月的早晨。'],
        ['A silicone mat keeps hot servers from marking it.', '附带硅胶垫，热壶放上去也不留印。'],
      ],
    },
    {
      code: 'PRS',
      name: ['French press', '法压壶'],
      price: [2200, 6900],
      variants: [
        ['glass and steel', '玻璃配不锈钢'],
        ['double-walled steel', '双层不锈钢'],
        ['cork base', '软木底座'],
      ],
      sizes: [
        ['0.35 l', '0.35升'],
        ['1.0 l', '1.0升'],
      ],
      says: [
        ['The double mesh keeps the grounds where they belong.', '双层滤网把咖啡渣挡在该待的地方。'],
        [
          'Every part comes off for washing, and every part can be bought singly.',
          '每个零件都能拆洗，也都能单独买到。',
        ],
        ['It makes coffee for two while the toast is in.', '烤片面包的工夫，两个人的咖啡就好了。'],
      ],
    },
  ],
  uses: [
    [
      'A good first step away from the capsule machine.',
      '告别胶囊机的第一步，从它开始就对了。',
      'TPT',
      'TEA',
      'MUG',
    ],
    ['For slow mornings and unhurried visitors.', '适合慢悠悠的早晨，也适合不赶时间的客人。'],
    ['It makes a present that gets used every day.', '当礼物送人，对方每天都用得上。'],
    ['Small enough for a shared kitchen.', '体积小，合租的厨房也放得下。', 'BNS', 'TEA'],
    ['Just as welcome at the office as at home.', '在家用合适，放办公室也合适。'],
    ['We use the same one behind our own counter.', '我们自己店里的吧台用的也是这一款。', 'TEA'],
  ],
};
