export const GIVEN_NAMES: readonly string[] =
  `Ada Adam Agnes Aidan Aisha Alma Amir Amos Anders Anika Anton Arthur Astrid Beatrice Ben Bruno Cathal Celia Chidi
  Clara Cosmo Dalia Daniel Della Dermot Dilys Dora Edith Edwin Ekow Elena Elias Elif Ellis Emeka Emma Esme Ezra Faith
  Farah Felix Fergus Fiona Flora Francis Freya Gareth Gemma George Hana Hannah Harold Hattie Hector Helen Henrik Hugo
  Ida Idris Ines Iris Isaac Ivan Ivy Jack Jamal Jasmine Joan Jonas Josef Judith Julia Karim Kate Kenji Kofi Lars Laura
  Leila Leo Lena Liam Lotte Louis Lucia Lydia Maeve Magnus Malik Marcus Margot Maria Marta Martin Matilda Max May Mina
  Miriam Mohan Mona Morgan Nadia Naomi Nasrin Neil Nell Niamh Noah Nora Olga Olive Omar Oscar Otto Owen Paula Pedro
  Petra Philip Priya Quinn Rafael Rania Ravi Rhys Rita Robin Rosa Ruben Ruth Sadie Sam Samir Sara Selma Simon Sofia
  Stella Sven Tariq Tess Theo Thora Tilda Tomas Ursula Vera Victor Viola Walter Wanda Wilma Yara Yusuf Zadie Zoe`.split(
    /\s+/,
  );

export const FAMILY_NAMES: readonly string[] =
  `Abbott Achebe Ahmed Appleby Archer Baptiste Barlow Becker Bell Bergström Bloom Boateng Byrne Calloway Carver
  Castellano Clarke Coombes Costa Crane Darby Delgado Demir Doyle Dunne Eriksen Farrow Fenwick Fischer Flint Gallagher
  Garcia Gupta Hadley Haddad Hale Harper Hayward Hollis Ibrahim Iyer Jansen Jardine Kaya Keane Khan Larsen Lowry Maddox
  Marsh Mendes Mensah Moran Moreau Nash Novak Nyström Oakley Ortega Osei Pascoe Patel Penrose Pike Quigley Radley Rao
  Reyes Rosen Rowe Sayer Sharma Silva Sterling Tanner Thorne Turner Underhill Vance Vargas Wainwright Weaver Webb Winter
  Wolfe Yilmaz Young`.split(/\s+/);

/** Character and its syllable, which the handle uses. */
export const FAMILY_NAMES_ZH: readonly (readonly [string, string])[] = pairs(
  `王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 何he 郭guo 马ma 罗luo
  梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 董dong 程cheng 曹cao 袁yuan 邓deng 许xu 沈shen 曾zeng 彭peng 吕lv`,
);

export const GIVEN_NAMES_ZH: readonly (readonly [string, string])[] = pairs(
  `子涵zihan 明远mingyuan 雅琴yaqin 思源siyuan 佳怡jiayi 浩然haoran 静jing 晓峰xiaofeng 梦洁mengjie 志强zhiqiang 玉兰yulan
  文博wenbo 雪xue 国栋guodong 欣然xinran 海涛haitao 婷婷tingting 俊杰junjie 美玲meiling 一鸣yiming 秀英xiuying 宇轩yuxuan
  诗涵shihan 建华jianhua 兰lan 晨曦chenxi 立新lixin 春梅chunmei 子墨zimo 若溪ruoxi 伟wei 芳fang 嘉树jiashu 可欣kexin 长青changqing
  小满xiaoman 清扬qingyang 安然anran 书瑶shuyao 天佑tianyou 月yue 泽宇zeyu 桂英guiying 云帆yunfan 乐乐lele 知夏zhixia 景行jingxing
  念念niannian 舒shu 望舒wangshu 向阳xiangyang 丹dan 鹏peng 曼青manqing 亦凡yifan 采薇caiwei 松song 怀瑾huaijin 初一chuyi 苗苗miaomiao`,
);

function pairs(text: string): (readonly [string, string])[] {
  return text.split(/\s+/).map((word) => {
    const at = word.search(/[a-z]/);
    return [word.slice(0, at), word.slice(at)] as const;
  });
}
