import { area, box, disc, line, oval, ring, turned, type Shape } from '../drawing.js';

export const deskLamp: Shape = ({ main, dark, light, accent, ink }) =>
  area('M66 96 L28 160 L136 160 Z', '#fff3c4') +
  box(84, 150, 68, 10, ink, 5) +
  line('M118 150 L142 96 L98 58', accent, 7) +
  disc(142, 96, 7, dark) +
  turned(-40, area('M62 60 Q64 42 84 42 L104 42 Q124 42 126 60 L134 84 L54 84 Z', main), 94, 62) +
  line('M74 62 L66 76', light, 4);

export const floorLamp: Shape = ({ main, dark, light, accent, ink }) =>
  area('M70 88 L40 160 L160 160 L130 88 Z', '#fff3c4') +
  line('M100 86 L100 152', accent, 6) +
  oval(100, 156, 32, 6, ink) +
  area('M78 34 L122 34 L142 90 L58 90 Z', main) +
  area('M108 34 L122 34 L142 90 L118 90 Z', dark) +
  line('M82 44 L70 80', light, 5) +
  line('M120 90 L120 106', ink, 2);

export const blanket: Shape = ({ main, dark, light, accent }) =>
  box(40, 128, 120, 32, main, 10) +
  box(44, 100, 112, 30, accent, 10) +
  box(48, 74, 104, 28, main, 10) +
  line('M60 76 L60 100 M78 76 L78 100 M96 76 L96 100 M114 76 L114 100 M132 76 L132 100', light, 4) +
  line(
    'M52 134 L52 154 M72 134 L72 154 M92 134 L92 154 M112 134 L112 154 M132 134 L132 154 M150 134 L150 154',
    light,
    4,
  ) +
  line('M48 88 L152 88 M44 144 L156 144', dark, 4);

export const vase: Shape = ({ main, dark, light, accent, ink }) =>
  line('M96 80 Q80 52 66 46 M100 80 L102 34 M104 80 Q122 60 138 54', ink, 3) +
  disc(64, 44, 12, accent) +
  disc(102, 30, 13, light) +
  disc(140, 52, 11, accent) +
  disc(64, 44, 4, ink) +
  disc(102, 30, 5, ink) +
  area(
    'M88 78 L112 78 L112 92 Q142 106 136 134 Q132 160 116 160 L84 160 Q68 160 64 134 Q58 106 88 92 Z',
    main,
  ) +
  area('M104 78 L112 78 L112 92 Q142 106 136 134 Q132 160 116 160 L108 160 Q124 130 104 92 Z', dark) +
  line('M76 116 Q72 132 80 148', light, 5);

export const cushion: Shape = ({ main, dark, light, accent }) =>
  area('M40 66 Q100 80 160 66 Q150 112 160 158 Q100 146 40 158 Q50 112 40 66 Z', main) +
  area('M130 70 L160 66 Q150 112 160 158 L128 152 Q140 112 130 70 Z', dark) +
  ring(96, 112, 22, light, 5) +
  disc(96, 112, 9, accent) +
  disc(40, 66, 5, accent) +
  disc(160, 66, 5, accent) +
  disc(40, 158, 5, accent) +
  disc(160, 158, 5, accent);

export const candle: Shape = ({ main, dark, light, accent, ink }) =>
  disc(100, 50, 34, '#fff3c4') +
  area('M100 24 Q118 48 100 66 Q82 48 100 24 Z', accent) +
  line('M100 62 L100 76', ink, 3) +
  box(74, 74, 52, 80, main, 6) +
  box(108, 74, 18, 80, dark, 6) +
  area('M74 84 Q84 78 88 92 Q92 100 96 84 Q110 76 126 84 L126 74 L74 74 Z', light) +
  oval(100, 156, 46, 6, ink);

export const shelf: Shape = ({ main, dark, light, accent, ink }) =>
  box(26, 124, 148, 14, main, 3) +
  box(26, 134, 148, 5, dark) +
  line('M50 138 L50 156 M150 138 L150 156', ink, 5) +
  box(44, 72, 14, 52, accent, 2) +
  box(60, 64, 12, 60, dark, 2) +
  box(74, 78, 16, 46, light, 2) +
  turned(14, box(96, 74, 12, 50, accent, 2), 102, 124) +
  area('M130 98 L160 98 L156 124 L134 124 Z', light) +
  disc(138, 86, 12, '#6aa37a') +
  disc(152, 82, 13, '#5b9270');

export const clock: Shape = ({ main, light, accent, ink }) =>
  disc(100, 100, 62, main) +
  disc(100, 100, 52, '#fffaf0') +
  [0, 90, 180, 270].map((degrees) => turned(degrees, box(97, 54, 6, 12, ink, 2))).join('') +
  [30, 60, 120, 150, 210, 240, 300, 330]
    .map((degrees) => turned(degrees, disc(100, 58, 2.5, light)))
    .join('') +
  line('M100 100 L100 66', ink, 6) +
  line('M100 100 L124 114', accent, 5) +
  disc(100, 100, 5, ink);

export const rug: Shape = ({ main, dark, light, accent }) =>
  area('M46 74 L154 74 L178 152 L22 152 Z', main) +
  area('M56 84 L144 84 L160 142 L40 142 Z', light) +
  area('M66 94 L134 94 L144 132 L56 132 Z', accent) +
  area('M100 98 L120 113 L100 128 L80 113 Z', dark) +
  line(
    'M26 156 L24 164 M50 156 L49 164 M75 156 L74 164 M100 156 L100 164 M125 156 L126 164 M150 156 L151 164 M174 156 L176 164',
    dark,
    3,
  );

export const parcel: Shape = ({ main, dark, light, accent }) =>
  area('M42 80 L100 100 L100 164 L42 142 Z', main) +
  area('M158 80 L100 100 L100 164 L158 142 Z', dark) +
  area('M42 80 L100 60 L158 80 L100 100 Z', light) +
  area('M62 73 L120 93 L120 110 L138 104 L138 87 L80 67 Z', accent);
