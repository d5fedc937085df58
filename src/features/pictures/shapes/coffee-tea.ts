import { area, box, disc, line, oval, ring, type Shape } from '../drawing.js';

export const kettle: Shape = ({ main, dark, light, accent, ink }) =>
  line('M66 132 C34 122 54 70 26 62', main, 9) +
  area('M66 160 L60 112 Q60 84 100 84 Q138 84 138 112 L132 160 Z', main) +
  area('M112 86 Q138 90 138 112 L132 160 L116 160 Z', dark) +
  line('M138 100 C176 92 176 146 140 146', accent, 10) +
  box(72, 78, 54, 8, dark, 4) +
  disc(99, 72, 8, ink) +
  line('M76 104 L80 146', light, 5);

export const grinder: Shape = ({ main, dark, light, accent, ink }) =>
  box(74, 74, 52, 86, main, 8) +
  box(106, 74, 20, 86, dark, 8) +
  box(70, 116, 60, 8, ink, 3) +
  box(78, 58, 44, 18, accent, 6) +
  line('M100 58 L100 46 L150 46', ink, 6) +
  box(142, 24, 16, 26, accent, 7) +
  line('M84 84 L84 108', light, 5);

export const dripper: Shape = ({ main, dark, light, accent }) =>
  area('M56 62 L144 62 L112 116 L88 116 Z', main) +
  area('M118 62 L144 62 L112 116 L104 116 Z', dark) +
  line('M70 66 L92 108 M84 66 L97 108', light, 4) +
  oval(100, 118, 36, 7, accent) +
  area('M72 124 L128 124 L134 152 Q134 160 126 160 L74 160 Q66 160 66 152 Z', light) +
  area('M69 140 L131 140 L134 152 Q134 160 126 160 L74 160 Q66 160 66 152 Z', dark);

export const beanBag: Shape = ({ main, dark, light, accent, ink }) =>
  area('M62 58 L138 58 L144 160 L56 160 Z', main) +
  area('M116 58 L138 58 L144 160 L118 160 Z', dark) +
  box(58, 46, 84, 14, accent, 3) +
  oval(98, 112, 26, 30, light) +
  `<g transform="rotate(24 98 112)">${oval(98, 112, 13, 19, ink)}${line('M98 96 Q92 112 98 128', light, 4)}</g>`;

export const teapot: Shape = ({ main, dark, light, accent }) =>
  line('M62 128 C38 124 44 92 26 84', main, 12) +
  line('M140 100 C174 92 170 148 136 144', dark, 10) +
  oval(102, 122, 46, 38, main) +
  area('M118 86 Q148 96 148 122 Q148 152 120 158 Q138 122 118 86 Z', dark) +
  oval(102, 86, 26, 7, light) +
  disc(102, 76, 8, accent) +
  line('M72 108 Q68 122 76 138', light, 5);

export const tin: Shape = ({ main, dark, light, accent, ink }) =>
  box(62, 70, 76, 90, main, 6) +
  box(114, 70, 24, 90, dark, 6) +
  box(58, 54, 84, 22, accent, 6) +
  disc(98, 118, 24, light) +
  area('M98 134 Q80 116 98 100 Q116 116 98 134 Z', ink) +
  line('M98 132 L98 108', light, 2);

export const mug: Shape = ({ main, dark, light, accent }) =>
  line('M134 88 C168 84 168 134 132 134', main, 11) +
  box(60, 70, 78, 90, main, 12) +
  area('M116 70 L126 70 Q138 70 138 82 L138 148 Q138 160 126 160 L116 160 Z', dark) +
  oval(99, 72, 39, 9, accent) +
  line('M72 92 L72 138', light, 5) +
  line('M84 52 Q78 42 86 32 M106 52 Q100 42 108 32', light, 4);

export const scale: Shape = ({ main, dark, light, accent, ink }) =>
  box(40, 128, 120, 32, main, 8) +
  box(46, 116, 108, 14, dark, 5) +
  box(116, 138, 34, 14, ink, 3) +
  line('M122 148 L122 142 M132 148 L132 142 M142 148 L142 142', light, 3) +
  area('M74 62 L126 62 L118 116 L82 116 Z', light) +
  area('M79 92 L121 92 L118 116 L82 116 Z', accent) +
  disc(56, 144, 4, light);

export const press: Shape = ({ main, dark, light, accent, ink }) =>
  line('M132 86 C164 84 164 142 132 140', ink, 9) +
  box(66, 66, 68, 94, light, 6) +
  box(66, 108, 68, 52, accent, 6) +
  box(66, 104, 68, 7, main) +
  box(60, 58, 80, 12, dark, 5) +
  line('M100 58 L100 34', main, 5) +
  disc(100, 32, 9, ink) +
  ring(100, 112, 2, ink, 1) +
  box(62, 152, 76, 8, dark, 3);
