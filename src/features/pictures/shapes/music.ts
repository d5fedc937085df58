import { area, box, disc, line, oval, ring, turned, type Shape } from '../drawing.js';

export const guitar: Shape = ({ main, dark, light, accent, ink }) =>
  turned(
    38,
    box(94, 10, 12, 84, ink, 2) +
      box(88, 0, 24, 24, dark, 5) +
      area(
        'M100 82 Q130 82 128 106 Q126 116 134 128 Q142 166 100 168 Q58 166 66 128 Q74 116 72 106 Q70 82 100 82 Z',
        main,
      ) +
      area('M112 84 Q130 88 128 106 Q126 116 134 128 Q142 160 112 166 Q126 126 112 84 Z', dark) +
      disc(100, 118, 13, ink) +
      box(84, 146, 32, 7, accent, 3) +
      line('M97 22 L97 148 M103 22 L103 148', light, 1.5),
  );

export const erhu: Shape = ({ main, dark, light, accent, ink }) =>
  turned(
    12,
    box(96, 24, 8, 112, dark, 3) +
      line('M104 40 L122 36 M104 54 L122 50', ink, 6) +
      area('M74 124 L126 124 L134 142 L126 160 L74 160 L66 142 Z', main) +
      oval(100, 142, 18, 14, light) +
      line('M98 44 L98 142 M102 44 L102 142', ink, 1.5) +
      line('M56 112 Q100 96 160 116', accent, 4) +
      line('M58 116 L158 120', light, 2),
  );

export const headphones: Shape = ({ main, dark, light, accent, ink }) =>
  line('M46 116 Q44 44 100 44 Q156 44 154 116', ink, 11) +
  line('M70 52 Q100 40 130 52', accent, 9) +
  box(30, 98, 38, 56, main, 16) +
  box(56, 98, 16, 56, dark, 8) +
  box(132, 98, 38, 56, main, 16) +
  box(128, 98, 16, 56, dark, 8) +
  line('M40 112 L40 136 M162 112 L162 136', light, 4);

export const speaker: Shape = ({ main, dark, light, accent, ink }) =>
  box(58, 34, 84, 126, main, 8) +
  box(124, 34, 18, 126, dark, 8) +
  disc(96, 116, 30, ink) +
  disc(96, 116, 20, accent) +
  disc(96, 116, 8, ink) +
  disc(96, 62, 15, ink) +
  disc(96, 62, 6, light);

export const turntable: Shape = ({ main, dark, light, accent, ink }) =>
  box(26, 66, 148, 80, main, 8) +
  box(26, 134, 148, 14, dark, 6) +
  disc(86, 104, 34, ink) +
  ring(86, 104, 24, dark, 1) +
  ring(86, 104, 29, dark, 1) +
  disc(86, 104, 11, accent) +
  disc(86, 104, 2.5, light) +
  disc(150, 82, 9, light) +
  line('M150 82 L150 112 L122 124', light, 4) +
  box(34, 148, 20, 10, ink, 3) +
  box(146, 148, 20, 10, ink, 3);

export const record: Shape = ({ main, dark, light, accent, ink }) =>
  disc(122, 102, 50, ink) +
  ring(122, 102, 40, dark, 1) +
  ring(122, 102, 32, dark, 1) +
  disc(122, 102, 15, accent) +
  box(30, 50, 104, 106, main, 3) +
  disc(82, 92, 24, light) +
  area('M30 156 L30 124 Q60 106 82 128 Q110 150 134 122 L134 156 Z', dark) +
  line('M44 66 L72 66', light, 4);

export const harmonica: Shape = ({ main, dark, light, accent, ink }) =>
  turned(
    -14,
    box(24, 76, 152, 54, light, 12) +
      box(24, 94, 152, 20, accent, 3) +
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => box(38 + i * 16, 97, 10, 14, ink, 2)).join('') +
      line('M48 84 L152 84', main, 4) +
      line('M48 123 L152 123', dark, 3),
  );

export const musicStand: Shape = ({ main, dark, light, accent, ink }) =>
  line('M100 100 L100 148 M100 146 L70 162 M100 146 L130 162', ink, 6) +
  area('M46 44 L154 44 L162 104 L38 104 Z', main) +
  box(34, 100, 132, 10, dark, 4) +
  area('M60 38 L98 42 L98 100 L56 98 Z', '#fffaf0') +
  area('M140 38 L102 42 L102 100 L144 98 Z', light) +
  line('M66 56 L90 58 M66 66 L90 68 M66 76 L90 78 M110 58 L134 56', ink, 2) +
  disc(76, 86, 4, accent) +
  line('M79 86 L79 70', accent, 2);
