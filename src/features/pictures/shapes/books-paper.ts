import { area, box, disc, line, oval, ring, turned, type Shape } from '../drawing.js';

export const book: Shape = ({ main, dark, light, accent, ink }) =>
  box(58, 44, 92, 116, '#fdf6e6', 4) +
  box(50, 40, 92, 116, main, 5) +
  box(50, 40, 14, 116, dark, 5) +
  box(76, 60, 52, 6, light, 3) +
  box(84, 72, 36, 5, light, 2) +
  disc(102, 112, 22, accent) +
  area('M84 124 Q102 92 120 124 Z', ink);

export const openBook: Shape = ({ main, dark, light, accent, ink }) =>
  area('M24 64 Q62 50 100 68 L100 156 Q62 138 24 152 Z', light) +
  area('M176 64 Q138 50 100 68 L100 156 Q138 138 176 152 Z', '#fffaf0') +
  line('M100 68 L100 156', dark, 3) +
  line('M40 84 L82 86 M40 100 L82 102 M40 116 L82 118', dark, 3) +
  disc(138, 92, 14, accent) +
  area('M114 128 Q128 100 140 122 Q150 108 162 128 Z', main) +
  line('M24 152 Q62 138 100 156 Q138 138 176 152', ink, 4);

export const pen: Shape = ({ main, dark, light, accent, ink }) =>
  turned(
    -45,
    box(30, 90, 84, 20, main, 8) +
      box(30, 102, 84, 8, dark, 4) +
      box(108, 91, 30, 18, accent, 3) +
      area('M138 91 L176 100 L138 109 Z', light) +
      line('M148 100 L172 100', ink, 2) +
      disc(148, 100, 2.5, ink) +
      box(36, 84, 52, 5, accent, 2),
  ) + line('M146 44 q8 -12 16 0 t16 0', ink, 3);

export const inkBottle: Shape = ({ main, dark, light, accent, ink }) =>
  box(78, 50, 44, 26, ink, 5) +
  box(84, 74, 32, 12, light) +
  area('M58 98 Q60 84 76 84 L124 84 Q140 84 142 98 L146 160 L54 160 Z', light) +
  area('M57 116 L143 116 L146 160 L54 160 Z', main) +
  area('M122 116 L143 116 L146 160 L124 160 Z', dark) +
  box(76, 122, 48, 26, '#fdf6e6', 3) +
  line('M84 136 q8 -10 16 0 t16 0', accent, 3);

export const notebook: Shape = ({ main, dark, light, accent, ink }) =>
  box(62, 46, 86, 114, '#fdf6e6', 6) +
  box(54, 42, 86, 114, main, 8) +
  box(122, 42, 8, 114, accent) +
  box(70, 66, 38, 24, light, 3) +
  line('M76 74 L102 74 M76 82 L94 82', dark, 3) +
  line('M66 156 L66 174', ink, 3);

export const paints: Shape = ({ main, dark, light, accent, ink }) => {
  const pans = [main, accent, light, dark, ink, '#f2c14e', '#6aa37a', '#d96c5f'];
  return (
    box(36, 84, 128, 76, ink, 8) +
    pans.map((colour, i) => box(46 + (i % 4) * 28, 92 + Math.floor(i / 4) * 32, 24, 26, colour, 4)).join('') +
    turned(-18, box(60, 60, 104, 7, accent, 3) + area('M60 58 L34 63 L60 69 Z', dark), 110, 64)
  );
};

export const brushes: Shape = ({ main, dark, light, accent, ink }) =>
  [-16, 0, 16]
    .map((degrees, i) =>
      turned(
        degrees,
        box(96, 70, 8, 64, [main, accent, light][i]!, 3) +
          box(95, 54, 10, 18, '#c9c4bb', 2) +
          area('M94 56 Q100 22 106 56 Z', ink),
        100,
        160,
      ),
    )
    .join('') +
  area('M66 112 L134 112 L128 160 L72 160 Z', dark) +
  oval(100, 112, 34, 7, main);

export const pencils: Shape = ({ main, dark, light, accent, ink }) =>
  [main, accent, dark, light]
    .map(
      (colour, i) =>
        box(54 + i * 25, 76 - (i % 2) * 10, 18, 84, colour) +
        area(`M${54 + i * 25} ${76 - (i % 2) * 10} l9 -26 l9 26 Z`, '#f3dfb8') +
        area(`M${60 + i * 25} ${59 - (i % 2) * 10} l3 -9 l3 9 Z`, i === 3 ? ink : colour),
    )
    .join('') + box(46, 128, 108, 32, ink, 4);

export const cards: Shape = ({ main, dark, light, accent }) =>
  turned(-12, box(48, 64, 84, 92, dark, 5)) +
  turned(4, box(66, 56, 84, 98, light, 5)) +
  turned(
    4,
    line('M108 136 L108 84', main, 4) +
      [92, 106, 120]
        .map((y) => area(`M108 ${y} q-22 -4 -26 -18 q20 0 26 18 q6 -18 26 -18 q-4 14 -26 18`, accent))
        .join(''),
  );

export const tape: Shape = ({ main, dark, light, accent }) =>
  ring(92, 112, 34, main, 26) +
  ring(92, 112, 46, dark, 3) +
  disc(92, 112, 18, light) +
  area('M92 158 L176 158 L170 146 L176 134 L120 134 Q110 152 92 158 Z', main) +
  disc(140, 146, 5, accent) +
  disc(156, 146, 5, accent);

export const packet: Shape = ({ main, dark, light, accent, ink }) =>
  box(60, 44, 80, 116, light, 4) +
  box(60, 44, 80, 20, main, 4) +
  line('M68 54 L132 54', dark, 3) +
  line('M100 146 L100 104', ink, 4) +
  area('M100 124 Q74 124 72 102 Q96 100 100 124 Z', accent) +
  area('M100 112 Q126 112 128 88 Q104 88 100 112 Z', accent) +
  box(72, 146, 56, 6, dark, 3);
