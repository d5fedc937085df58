import { area, box, disc, line, oval, turned, type Shape } from '../drawing.js';

export const plant: Shape = ({ main, dark, light, accent }) =>
  line('M100 124 L100 70', dark, 5) +
  area('M100 104 Q58 104 48 62 Q94 62 100 104 Z', accent) +
  area('M100 90 Q142 92 154 52 Q108 48 100 90 Z', accent) +
  area('M100 76 Q76 48 100 22 Q124 48 100 76 Z', accent) +
  line('M62 72 L98 102 M142 62 L102 88 M100 34 L100 74', light, 2.5) +
  area('M66 120 L134 120 L126 160 L74 160 Z', main) +
  area('M114 120 L134 120 L126 160 L112 160 Z', dark) +
  box(62, 114, 76, 12, dark, 4);

export const flowerPot: Shape = ({ main, dark, light }) =>
  area('M58 84 L142 84 L130 154 L70 154 Z', main) +
  area('M118 84 L142 84 L130 154 L114 154 Z', dark) +
  box(50, 66, 100, 22, main, 5) +
  box(124, 66, 26, 22, dark, 5) +
  oval(100, 68, 44, 6, '#5b4636') +
  box(60, 152, 80, 8, dark, 4) +
  line('M70 98 L76 140', light, 5);

export const secateurs: Shape = ({ main, light, accent, ink }) =>
  turned(
    30,
    line('M92 96 C70 120 74 140 84 164', main, 13) +
      line('M108 96 C130 120 126 140 116 164', main, 13) +
      area('M92 98 Q82 60 104 34 Q114 70 108 98 Z', light) +
      area('M110 100 Q128 70 118 50 Q104 66 100 100 Z', ink) +
      disc(100, 98, 8, accent),
  );

export const wateringCan: Shape = ({ main, dark, light, accent }) =>
  line('M70 128 L30 84', main, 11) +
  area('M14 90 L40 66 L46 78 L26 98 Z', accent) +
  area('M64 96 L140 96 L146 160 L58 160 Z', main) +
  area('M118 96 L140 96 L146 160 L118 160 Z', dark) +
  line('M74 96 Q102 44 132 96', accent, 8) +
  line('M142 108 C176 106 174 148 144 150', accent, 8) +
  line('M72 110 L70 146', light, 5);

export const fork: Shape = ({ main, dark, accent, ink }) =>
  box(91, 100, 18, 66, accent, 8) +
  line('M91 118 L109 118', ink, 3) +
  box(95, 78, 10, 26, ink, 3) +
  line('M74 34 L74 62 Q74 80 100 80 Q126 80 126 62 L126 34 M100 34 L100 80', main, 9) +
  line('M104 106 L104 160', dark, 4);

export const crate: Shape = ({ main, dark, light, accent }) =>
  [66, 100, 134]
    .map(
      (x, i) =>
        line(`M${x} 108 L${x} 80`, dark, 4) +
        disc(x, 70 - (i % 2) * 8, 15, accent) +
        disc(x - 4, 66 - (i % 2) * 8, 5, light),
    )
    .join('') +
  box(36, 104, 128, 18, main, 3) +
  box(36, 124, 128, 18, main, 3) +
  box(36, 144, 128, 16, main, 3) +
  box(42, 100, 12, 60, dark, 2) +
  box(146, 100, 12, 60, dark, 2);

export const birdhouse: Shape = ({ main, dark, light, accent, ink }) =>
  box(94, 128, 12, 34, dark) +
  area('M60 84 L140 84 L136 136 L64 136 Z', main) +
  area('M46 88 L100 40 L154 88 L142 96 L100 58 L58 96 Z', accent) +
  disc(100, 100, 14, ink) +
  line('M100 122 L100 130', ink, 4) +
  oval(146, 56, 12, 8, light) +
  disc(157, 50, 6, light) +
  area('M162 49 l8 3 l-8 2 Z', accent);

export const gloves: Shape = ({ main, dark, light, accent }) =>
  turned(
    -10,
    area(
      'M58 74 Q58 62 66 62 L66 100 L70 50 Q76 42 82 50 L84 98 L88 46 Q95 38 101 46 L100 98 L106 54 Q112 48 117 56 L114 110 L128 92 Q138 88 138 98 Q130 132 114 140 L66 140 Q52 118 58 74 Z',
      main,
    ) +
      box(62, 136, 56, 26, accent, 6) +
      line('M72 108 Q88 122 106 110', dark, 4) +
      line('M66 148 L114 148', light, 4),
  );
