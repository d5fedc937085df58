import { area, box, disc, line, oval, ring, turned, type Shape } from '../drawing.js';

export const bicycle: Shape = ({ main, dark, light, accent, ink }) =>
  ring(54, 126, 32, ink, 6) +
  ring(146, 126, 32, ink, 6) +
  ring(54, 126, 22, light, 1.5) +
  ring(146, 126, 22, light, 1.5) +
  line('M54 126 L80 78 L130 78 L98 126 L54 126 M80 78 L98 126 M146 126 L126 62', main, 7) +
  line('M74 66 L80 78', dark, 6) +
  line('M60 64 L88 64', accent, 9) +
  line('M126 62 L118 56 M126 62 Q142 56 146 66', accent, 6) +
  disc(98, 126, 9, dark);

export const helmet: Shape = ({ main, dark, light, accent, ink }) =>
  line('M62 122 Q84 150 110 160 M138 122 Q126 150 110 160', ink, 5) +
  area('M34 124 Q34 58 102 58 Q168 58 168 124 Q100 136 34 124 Z', main) +
  area('M120 60 Q168 70 168 124 Q150 128 134 129 Q146 90 120 60 Z', dark) +
  line('M58 112 Q62 82 84 70 M88 116 Q90 88 104 68 M118 118 Q122 92 126 72', light, 7) +
  box(100, 154, 20, 10, accent, 4);

export const lightSet: Shape = ({ main, dark, light, accent, ink }) =>
  area('M110 84 L188 50 L188 138 L110 112 Z', '#fff3c4') +
  box(44, 72, 58, 52, main, 12) +
  box(44, 98, 58, 26, dark, 12) +
  box(96, 66, 18, 64, ink, 6) +
  box(108, 72, 8, 52, light, 3) +
  box(60, 124, 20, 24, ink, 4) +
  box(52, 146, 36, 14, accent, 6) +
  disc(70, 88, 5, light);

export const bag: Shape = ({ main, dark, light, accent, ink }) =>
  line('M74 64 Q100 34 126 64', ink, 7) +
  box(46, 62, 108, 98, main, 12) +
  box(46, 120, 108, 40, dark, 12) +
  box(46, 62, 108, 26, accent, 10) +
  box(66, 78, 12, 34, light, 3) +
  box(122, 78, 12, 34, light, 3);

export const lock: Shape = ({ main, dark, light, accent, ink }) =>
  line('M70 104 L70 72 Q70 42 100 42 Q130 42 130 72 L130 104', ink, 13) +
  box(52, 98, 96, 62, main, 10) +
  box(112, 98, 36, 62, dark, 10) +
  disc(100, 124, 9, accent) +
  line('M100 126 L100 142', accent, 6) +
  line('M64 110 L64 146', light, 5);

export const pump: Shape = ({ main, dark, light, accent, ink }) =>
  box(62, 34, 76, 14, accent, 7) +
  line('M100 48 L100 78', light, 6) +
  box(90, 72, 20, 78, main, 4) +
  box(101, 72, 9, 78, dark, 3) +
  box(64, 148, 72, 12, ink, 5) +
  disc(100, 140, 14, light) +
  line('M100 140 L106 132', ink, 3) +
  line('M110 144 C150 150 158 100 146 70', ink, 5) +
  box(140, 58, 12, 16, accent, 3);

export const saddle: Shape = ({ main, dark, light, ink, accent }) =>
  area('M30 90 Q36 62 72 70 Q110 80 166 76 Q178 78 170 88 Q120 106 84 116 Q46 128 30 90 Z', main) +
  area('M36 102 Q70 116 170 86 Q120 106 84 116 Q50 124 36 102 Z', dark) +
  line('M64 120 Q96 134 138 100 M92 126 L98 160', ink, 6) +
  disc(58, 88, 4, accent) +
  line('M60 80 Q96 90 140 84', light, 3);

export const bell: Shape = ({ main, dark, light, accent, ink }) =>
  box(40, 148, 120, 12, ink, 6) +
  box(92, 128, 16, 22, dark, 3) +
  area('M48 128 Q50 62 100 62 Q150 62 152 128 Z', main) +
  area('M118 65 Q150 74 152 128 L126 128 Q132 92 118 65 Z', dark) +
  disc(100, 60, 7, accent) +
  line('M66 114 Q68 86 86 76', light, 6) +
  line('M150 112 L170 104', accent, 7);

export const torch: Shape = ({ main, dark, light, accent, ink }) =>
  line('M36 104 Q100 58 164 104', accent, 13) +
  line('M40 108 Q100 176 160 108', dark, 6) +
  box(72, 66, 56, 46, ink, 10) +
  disc(100, 88, 18, light) +
  disc(100, 88, 11, '#fff3c4') +
  turned(0, oval(100, 70, 10, 3, main));
