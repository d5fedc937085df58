import { area, box, disc, line, oval, type Shape } from '../drawing.js';

const jarWith =
  (lid: (colours: Parameters<Shape>[0]) => string, label: (colours: Parameters<Shape>[0]) => string): Shape =>
  (colours) => {
    const { main, dark, light } = colours;
    return (
      box(58, 66, 84, 94, '#fdf6e6', 14) +
      box(62, 78, 76, 78, main, 11) +
      box(116, 78, 22, 78, dark, 11) +
      lid(colours) +
      label(colours) +
      line('M70 88 L70 146', light, 4)
    );
  };

export const honey: Shape = jarWith(
  ({ accent }) => box(60, 50, 80, 20, accent, 6),
  ({ light, ink }) =>
    area('M100 92 L122 104 L122 128 L100 140 L78 128 L78 104 Z', light) +
    oval(100, 116, 13, 9, ink) +
    line('M94 108 L94 124 M101 107 L101 125', '#f2c14e', 3) +
    oval(96, 103, 7, 5, '#fffaf0') +
    oval(108, 103, 7, 5, '#fffaf0'),
);

export const jam: Shape = jarWith(
  ({ accent, light }) =>
    area(
      'M54 74 Q60 46 100 44 Q140 46 146 74 L134 68 L122 76 L110 68 L100 76 L90 68 L78 76 L66 68 Z',
      accent,
    ) + line('M64 64 L136 64', light, 3),
  ({ accent, ink }) =>
    box(76, 96, 48, 44, '#fffaf0', 4) +
    disc(94, 122, 9, accent) +
    disc(108, 118, 9, accent) +
    line('M96 114 Q100 104 108 102 M106 110 L108 102', ink, 2.5),
);

export const pickles: Shape = jarWith(
  ({ ink }) => box(56, 48, 88, 20, ink, 5),
  ({ accent, light }) =>
    oval(82, 112, 10, 26, accent) +
    oval(104, 120, 10, 26, light) +
    oval(122, 108, 8, 22, accent) +
    line('M80 96 L82 128 M104 104 L104 136', '#fffaf0', 2),
);

export const chilli: Shape = jarWith(
  ({ accent }) => box(56, 50, 88, 20, accent, 6),
  ({ light, ink }) =>
    box(72, 96, 56, 46, light, 6) +
    area('M82 112 Q104 104 116 128 Q112 140 120 138 Q98 142 82 112 Z', '#d2452f') +
    line('M82 112 Q78 106 82 100', ink, 3),
);

export const oil: Shape = ({ main, dark, light, accent, ink }) =>
  box(90, 26, 20, 16, accent, 3) +
  box(92, 40, 16, 26, dark) +
  area(
    'M92 62 L108 62 Q132 78 132 98 L132 150 Q132 160 122 160 L78 160 Q68 160 68 150 L68 98 Q68 78 92 62 Z',
    main,
  ) +
  area('M108 62 Q132 78 132 98 L132 150 Q132 160 122 160 L114 160 Q124 110 108 62 Z', dark) +
  box(74, 100, 52, 44, '#fdf6e6', 4) +
  line('M84 134 Q100 126 114 108', ink, 3) +
  oval(94, 118, 9, 6, accent) +
  oval(112, 124, 9, 6, accent) +
  line('M78 96 L78 88', light, 5);

export const cheese: Shape = ({ main, dark, light, accent }) =>
  area('M28 124 L116 70 Q172 78 174 112 Z', light) +
  area('M28 124 L174 112 L174 150 L28 160 Z', main) +
  area('M120 116 L174 112 L174 150 L124 154 Z', dark) +
  disc(62, 142, 9, light) +
  disc(98, 134, 6, light) +
  disc(146, 132, 9, accent) +
  oval(104, 96, 12, 6, accent) +
  oval(138, 92, 9, 4, main);

export const chocolate: Shape = ({ main, dark, light, accent, ink }) =>
  box(60, 36, 80, 70, '#5a3826', 4) +
  line('M87 36 L87 100 M113 36 L113 100 M60 58 L140 58 M60 80 L140 80', '#3f2618', 3) +
  area('M54 88 L66 80 L78 90 L90 80 L102 90 L114 80 L126 90 L138 80 L146 88 L146 160 L54 160 Z', main) +
  area('M122 86 L126 90 L138 80 L146 88 L146 160 L122 160 Z', dark) +
  box(70, 108, 60, 34, light, 4) +
  area('M100 112 Q116 124 100 138 Q84 124 100 112 Z', accent) +
  line('M100 114 L100 136', ink, 2);

export const flour: Shape = ({ main, dark, light, accent, ink }) =>
  area('M60 62 L140 62 L146 152 Q146 160 138 160 L62 160 Q54 160 54 152 Z', '#fdf6e6') +
  area('M118 62 L140 62 L146 152 Q146 160 138 160 L122 160 Z', light) +
  box(58, 46, 84, 20, main, 3) +
  line('M62 56 L138 56', dark, 2) +
  line('M100 148 L100 90', ink, 3) +
  [98, 112, 126].map((y) => oval(90, y, 5, 9, accent) + oval(110, y, 5, 9, accent)).join('') +
  oval(100, 86, 5, 9, accent);

export const noodles: Shape = ({ main, dark, light, accent, ink }) =>
  line('M86 92 L146 34 M98 96 L160 44', ink, 5) +
  line('M66 100 Q70 80 84 92 Q96 76 108 92 Q122 78 134 100', light, 7) +
  line('M78 104 Q88 86 100 100 Q112 86 124 104', '#f3dfb8', 6) +
  area('M36 100 L164 100 Q160 152 116 160 L84 160 Q40 152 36 100 Z', main) +
  area('M128 100 L164 100 Q160 152 116 160 L108 160 Q132 140 128 100 Z', dark) +
  line('M46 116 Q100 130 154 116', accent, 6);
