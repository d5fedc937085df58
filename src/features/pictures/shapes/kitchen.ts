import { area, box, disc, line, oval, turned, type Shape } from '../drawing.js';

export const skillet: Shape = ({ main, dark, light, accent, ink }) =>
  turned(-30, box(130, 92, 66, 16, ink, 8) + disc(186, 100, 4, light)) +
  disc(88, 112, 52, dark) +
  disc(88, 112, 42, main) +
  oval(84, 114, 24, 20, '#fff8ea') +
  disc(86, 112, 9, accent);

export const knife: Shape = ({ main, light, accent, ink }) =>
  turned(
    -38,
    area('M24 96 L122 88 L122 122 Q60 122 24 96 Z', light) +
      area('M40 102 L122 112 L122 122 Q70 122 40 102 Z', main) +
      box(120, 86, 10, 26, ink, 2) +
      box(128, 88, 56, 22, accent, 8) +
      disc(142, 99, 3, ink) +
      disc(166, 99, 3, ink),
  );

export const wok: Shape = ({ main, dark, light, accent, ink }) =>
  line('M150 106 L188 78', accent, 12) +
  area('M30 100 L162 100 Q156 160 96 160 Q36 160 30 100 Z', main) +
  area('M120 100 L162 100 Q156 160 96 160 Q130 140 120 100 Z', dark) +
  oval(96, 100, 66, 12, ink) +
  line('M74 84 Q66 72 76 60 M98 84 Q90 72 100 60 M120 84 Q112 72 122 60', light, 5);

export const board: Shape = ({ main, dark, light, accent }) =>
  turned(
    -8,
    box(46, 58, 108, 96, main, 12) +
      line('M60 78 L140 78 M60 96 L140 96 M60 114 L140 114 M60 132 L140 132', dark, 3) +
      disc(100, 68, 6, light),
  ) +
  area('M92 140 Q112 108 140 122 Q132 150 92 140 Z', accent) +
  line('M98 138 L134 126', light, 3);

export const pot: Shape = ({ main, dark, light, accent, ink }) =>
  box(34, 104, 24, 12, dark, 6) +
  box(142, 104, 24, 12, dark, 6) +
  area('M48 92 L152 92 L148 146 Q146 160 132 160 L68 160 Q54 160 52 146 Z', main) +
  area('M124 92 L152 92 L148 146 Q146 160 132 160 L116 160 Z', dark) +
  area('M46 92 Q50 70 100 70 Q150 70 154 92 Z', accent) +
  box(90, 58, 20, 14, ink, 5) +
  line('M62 104 L64 140', light, 5);

export const bowls: Shape = ({ main, dark, light, accent }) =>
  area('M72 78 L128 78 Q126 104 100 104 Q74 104 72 78 Z', light) +
  area('M58 98 L142 98 Q138 132 100 132 Q62 132 58 98 Z', accent) +
  area('M42 122 L158 122 Q152 160 100 160 Q48 160 42 122 Z', main) +
  area('M126 122 L158 122 Q152 160 100 160 Q132 148 126 122 Z', dark);

export const steamer: Shape = ({ main, dark, light, accent }) =>
  [130, 100]
    .map(
      (y) =>
        box(44, y, 112, 28, main, 5) +
        line(`M44 ${y + 8} L156 ${y + 8} M44 ${y + 20} L156 ${y + 20}`, dark, 3) +
        box(94, y, 12, 28, accent),
    )
    .join('') +
  area('M44 98 Q46 78 100 76 Q154 78 156 98 Z', dark) +
  line('M58 92 Q100 78 142 92', light, 3) +
  box(90, 68, 20, 9, accent, 4) +
  line('M74 58 Q68 48 76 38 M124 58 Q118 48 126 38', light, 4);

export const apron: Shape = ({ main, dark, light, accent }) =>
  line('M78 46 Q100 22 122 46', accent, 6) +
  area('M76 44 L124 44 L130 82 L156 92 L150 160 L50 160 L44 92 L70 82 Z', main) +
  box(68, 112, 64, 34, dark, 6) +
  line('M100 112 L100 146', light, 3) +
  line('M46 94 L28 108 M154 94 L172 108', accent, 6);

export const loaf: Shape = ({ main, dark, light, accent }) =>
  area('M50 112 Q44 74 76 78 Q88 62 106 76 Q128 62 140 80 Q160 84 150 112 Z', accent) +
  line('M74 92 L84 104 M98 88 L108 100 M122 90 L132 102', light, 4) +
  area('M40 108 L160 108 L148 160 L52 160 Z', main) +
  area('M128 108 L160 108 L148 160 L124 160 Z', dark) +
  box(34, 102, 132, 10, dark, 5);
