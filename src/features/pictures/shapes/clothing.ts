import { area, box, disc, line, oval, type Shape } from '../drawing.js';

export const jumper: Shape = ({ main, dark, light, accent }) =>
  area(
    'M74 50 Q100 66 126 50 L158 70 L178 140 L154 148 L140 104 L140 160 L60 160 L60 104 L46 148 L22 140 L42 70 Z',
    main,
  ) +
  area('M126 50 L158 70 L178 140 L154 148 L140 104 L140 160 L122 160 Q132 100 126 50 Z', dark) +
  line('M62 92 l10 -10 l10 10 l10 -10 l10 10 l10 -10 l10 10 l10 -10', light, 4) +
  line('M62 108 l10 -8 l10 8 l10 -8 l10 8 l10 -8 l10 8 l10 -8', accent, 3) +
  line('M76 52 Q100 68 124 52', accent, 7) +
  box(60, 150, 80, 10, accent, 3);

export const scarf: Shape = ({ main, dark, light, accent }) =>
  area('M58 56 Q100 34 142 56 Q152 74 140 86 Q100 106 60 86 Q48 74 58 56 Z', main) +
  area('M70 66 Q100 54 130 66 Q124 80 100 82 Q76 80 70 66 Z', dark) +
  area('M82 82 L122 84 L130 152 L88 156 Z', main) +
  area('M106 84 L122 84 L130 152 L112 154 Z', dark) +
  line('M85 104 L125 102 M87 120 L127 118 M88 136 L129 134', light, 6) +
  line('M92 156 L92 166 M102 156 L102 166 M112 155 L113 165 M122 154 L124 164', accent, 4);

export const socks: Shape = ({ main, dark, light, accent }) =>
  area('M92 36 L130 36 L130 104 Q160 118 164 136 Q162 152 144 152 Q104 148 92 124 Z', dark) +
  box(90, 32, 42, 16, light, 4) +
  area('M46 46 L84 46 L84 112 Q112 124 118 142 Q116 160 98 160 Q56 156 46 132 Z', main) +
  box(44, 42, 42, 16, accent, 4) +
  line('M48 72 L82 72 M48 88 L82 88 M48 104 L82 104', light, 6) +
  area('M118 142 Q116 160 98 160 L88 158 Q104 150 100 122 Q116 130 118 142 Z', accent);

export const shirt: Shape = ({ main, dark, light, accent, ink }) =>
  area(
    'M78 44 L122 44 L160 62 L172 104 L148 112 L140 92 L140 160 L60 160 L60 92 L52 112 L28 104 L40 62 Z',
    main,
  ) +
  area('M122 44 L160 62 L172 104 L148 112 L140 92 L140 160 L122 160 Q130 90 122 44 Z', dark) +
  area('M78 44 L100 70 L86 80 L70 50 Z M122 44 L100 70 L114 80 L130 50 Z', light) +
  line('M100 70 L100 158', ink, 1.5) +
  [86, 106, 126, 146].map((y) => disc(105, y, 3, ink)).join('') +
  box(112, 92, 18, 18, accent, 2);

export const beanie: Shape = ({ main, dark, light, accent }) =>
  disc(100, 46, 17, accent) +
  area('M44 126 Q44 56 100 56 Q156 56 156 126 Z', main) +
  area('M118 58 Q156 66 156 126 L128 126 Q136 86 118 58 Z', dark) +
  line('M68 116 Q70 84 84 68 M100 116 L100 62 M132 116 Q130 84 116 68', light, 4) +
  box(36, 116, 128, 34, accent, 10) +
  line(
    'M52 124 L52 142 M72 124 L72 142 M92 124 L92 142 M112 124 L112 142 M132 124 L132 142 M150 124 L150 142',
    light,
    3,
  );

export const coat: Shape = ({ main, dark, light, accent, ink }) =>
  area(
    'M74 58 Q72 28 100 28 Q128 28 126 58 L158 76 L168 136 L146 140 L138 108 L146 162 L54 162 L62 108 L54 140 L32 136 L42 76 Z',
    main,
  ) +
  area('M126 58 L158 76 L168 136 L146 140 L138 108 L146 162 L122 162 Q132 110 126 58 Z', dark) +
  oval(100, 54, 17, 18, ink) +
  line('M100 74 L100 160', light, 3) +
  [90, 110, 130].map((y) => disc(107, y, 3.5, accent)).join('') +
  line('M68 126 L86 130 M132 126 L114 130', accent, 6);

export const tote: Shape = ({ main, dark, light, accent, ink }) =>
  line('M74 82 L74 54 Q74 36 100 36 Q126 36 126 54 L126 82', accent, 8) +
  area('M52 78 L148 78 L154 160 L46 160 Z', main) +
  area('M124 78 L148 78 L154 160 L126 160 Z', dark) +
  area('M98 144 Q70 120 82 104 Q92 96 98 108 Q104 96 114 104 Q126 120 98 144 Z', light) +
  disc(74, 84, 3, ink) +
  disc(126, 84, 3, ink);

export const slippers: Shape = ({ main, dark, light, accent, ink }) =>
  oval(66, 116, 30, 46, ink) +
  oval(66, 114, 26, 42, light) +
  area('M36 104 Q38 66 66 66 Q94 66 96 104 Q66 118 36 104 Z', main) +
  oval(136, 120, 30, 46, ink) +
  oval(136, 118, 26, 42, light) +
  area('M106 108 Q108 70 136 70 Q164 70 166 108 Q136 122 106 108 Z', dark) +
  disc(66, 86, 7, accent) +
  disc(136, 90, 7, accent);

export const dungarees: Shape = ({ main, dark, light, accent }) =>
  line('M78 64 L70 30 M122 64 L130 30', main, 9) +
  area('M72 60 L128 60 L132 96 L146 100 L150 168 L108 168 L100 122 L92 168 L50 168 L54 100 L68 96 Z', main) +
  area('M116 60 L128 60 L132 96 L146 100 L150 168 L108 168 L102 130 Q124 110 116 60 Z', dark) +
  box(84, 68, 32, 22, light, 4) +
  disc(78, 66, 5, accent) +
  disc(122, 66, 5, accent) +
  line('M54 104 L146 104', accent, 4) +
  line('M60 116 Q70 126 82 114 M118 114 Q130 126 140 116', light, 3);
