import { area, box, disc, line, oval, ring, turned, type Shape } from '../drawing.js';

export const boardGame: Shape = ({ main, dark, light, accent, ink }) =>
  box(32, 92, 136, 68, dark, 5) +
  box(28, 60, 144, 74, main, 6) +
  disc(72, 94, 22, accent) +
  area('M98 124 Q118 74 140 102 Q150 86 166 124 Z', light) +
  box(28, 122, 144, 12, ink, 4) +
  turned(12, box(56, 38, 24, 24, light, 5) + disc(63, 45, 2.5, ink) + disc(73, 55, 2.5, ink), 68, 50) +
  area('M120 60 L126 40 L132 60 Z', accent) +
  disc(126, 38, 6, accent);

export const jigsaw: Shape = ({ main, dark, light, accent }) =>
  area('M44 54 L84 54 Q80 40 94 40 Q108 40 104 54 L104 94 Q118 90 118 104 Q118 118 104 114 L44 114 Z', main) +
  area(
    'M116 66 L160 66 L160 104 L146 104 Q150 120 138 120 Q124 120 128 104 L126 104 Q130 86 116 88 Z',
    light,
  ) +
  area('M46 124 L70 124 Q66 138 78 138 Q90 138 86 124 L112 124 L112 160 L46 160 Z', accent) +
  turned(
    10,
    area('M122 128 L160 128 L160 160 L122 160 L122 150 Q108 152 108 142 Q110 134 122 138 Z', dark),
    140,
    144,
  );

export const blocks: Shape = ({ main, dark, light, accent, ink }) =>
  box(46, 116, 44, 44, main, 5) +
  box(96, 116, 44, 44, accent, 5) +
  box(70, 72, 44, 44, light, 5) +
  area('M92 30 L116 70 L68 70 Z', dark) +
  disc(152, 140, 20, dark) +
  line('M60 130 L76 146 M76 130 L60 146', light, 4) +
  ring(118, 138, 11, ink, 4) +
  disc(92, 94, 8, main);

export const train: Shape = ({ main, dark, light, accent, ink }) =>
  box(32, 70, 52, 64, main, 5) +
  box(42, 80, 32, 24, '#fff3c4', 4) +
  box(84, 96, 70, 38, accent, 8) +
  box(120, 66, 18, 32, ink, 4) +
  disc(130, 52, 10, light) +
  disc(146, 38, 13, light) +
  box(26, 62, 64, 10, dark, 4) +
  area('M154 118 L176 134 L154 134 Z', dark) +
  disc(54, 142, 18, ink) +
  disc(54, 142, 7, light) +
  disc(104, 146, 14, ink) +
  disc(138, 146, 14, ink) +
  line('M54 142 L138 146', light, 4);

export const playingCards: Shape = ({ main, dark, light, accent, ink }) =>
  [-22, 0, 22]
    .map((degrees, i) =>
      turned(
        degrees,
        box(70, 48, 60, 92, '#fffaf0', 7) +
          box(75, 53, 50, 82, [main, accent, dark][i]!, 4) +
          (i === 1
            ? area('M100 116 Q72 94 84 80 Q94 72 100 84 Q106 72 116 80 Q128 94 100 116 Z', light)
            : disc(100, 94, 12, light)),
        100,
        170,
      ),
    )
    .join('') + oval(100, 160, 40, 3, ink);

export const chess: Shape = ({ main, dark, light, accent, ink }) =>
  [0, 1, 2, 3, 4, 5].map((i) => box(40 + i * 20, 148, 20, 12, i % 2 === 0 ? accent : ink)).join('') +
  area(
    'M62 148 L68 118 Q58 88 88 62 L92 48 L100 60 Q126 72 122 96 L112 92 Q100 92 106 112 L112 148 Z',
    main,
  ) +
  area('M100 60 Q126 72 122 96 L112 92 Q100 92 106 112 L112 148 L96 148 Q98 100 100 60 Z', dark) +
  disc(104, 76, 3.5, ink) +
  box(56, 138, 62, 10, dark, 4) +
  area('M132 148 L138 112 L150 112 L156 148 Z', light) +
  disc(144, 104, 12, light);

export const xiangqi: Shape = ({ main, dark, light, accent, ink }) =>
  box(28, 60, 144, 100, light, 5) +
  line(
    'M44 76 L156 76 M44 98 L156 98 M44 122 L156 122 M44 144 L156 144 M44 76 L44 144 M72 76 L72 98 M100 76 L100 98 M128 76 L128 98 M72 122 L72 144 M100 122 L100 144 M128 122 L128 144 M156 76 L156 144',
    ink,
    1.5,
  ) +
  disc(76, 102, 24, dark) +
  disc(76, 98, 24, main) +
  ring(76, 98, 18, light, 2) +
  line('M66 92 L86 92 M76 86 L76 110 M68 104 L84 104', light, 3) +
  disc(132, 126, 18, dark) +
  disc(132, 123, 18, accent) +
  ring(132, 123, 13, light, 2) +
  line('M125 119 L139 119 M132 115 L126 131 M132 122 L138 131', light, 2.5);

export const softToy: Shape = ({ main, dark, light, accent, ink }) =>
  disc(66, 54, 15, main) +
  disc(134, 54, 15, main) +
  disc(66, 54, 8, accent) +
  disc(134, 54, 8, accent) +
  oval(100, 136, 40, 30, dark) +
  oval(100, 138, 25, 22, light) +
  oval(58, 128, 13, 20, main) +
  oval(142, 128, 13, 20, main) +
  oval(74, 156, 18, 11, main) +
  oval(126, 156, 18, 11, main) +
  disc(100, 78, 38, main) +
  oval(100, 90, 19, 14, light) +
  disc(85, 72, 4.5, ink) +
  disc(115, 72, 4.5, ink) +
  oval(100, 84, 6, 4.5, ink) +
  line('M100 88 L100 94 M92 98 Q100 104 108 98', ink, 2.5);
