import { area, box, disc, line, oval, ring, turned, type Shape } from '../drawing.js';

export const tent: Shape = ({ main, dark, light, accent, ink }) =>
  area('M100 50 L24 160 L176 160 Z', main) +
  area('M100 50 L176 160 L132 160 Z', dark) +
  area('M100 78 L72 160 L128 160 Z', ink) +
  area('M100 78 L72 160 L84 160 Q96 120 100 78 Z', accent) +
  line('M100 50 L100 36', ink, 4) +
  area('M100 34 L122 41 L100 48 Z', accent) +
  line('M88 74 L42 142', light, 4);

export const sleepingBag: Shape = ({ main, dark, light, accent }) =>
  turned(
    -24,
    area('M40 78 Q40 66 56 66 L150 80 Q172 92 172 104 Q172 118 150 128 L56 142 Q40 142 40 130 Z', main) +
      area('M40 112 L172 108 Q170 120 150 128 L56 142 Q40 142 40 130 Z', dark) +
      oval(64, 104, 20, 28, light) +
      oval(66, 104, 11, 17, accent) +
      line('M98 76 L98 134 M120 80 L120 130 M142 82 L142 128', light, 3),
  );

export const rucksack: Shape = ({ main, dark, light, accent, ink }) =>
  line('M82 54 Q100 30 118 54', ink, 7) +
  box(40, 104, 24, 48, dark, 10) +
  box(136, 104, 24, 48, dark, 10) +
  area('M56 90 Q56 50 100 50 Q144 50 144 90 L144 148 Q144 160 132 160 L68 160 Q56 160 56 148 Z', main) +
  area('M56 86 Q56 48 100 48 Q144 48 144 86 L144 96 L56 96 Z', accent) +
  box(68, 112, 64, 36, dark, 10) +
  line('M68 122 L132 122', light, 3) +
  line('M80 90 L80 108 M120 90 L120 108', ink, 6);

export const stove: Shape = ({ main, dark, light, accent, ink }) =>
  box(72, 112, 56, 48, main, 12) +
  box(108, 112, 20, 48, dark, 12) +
  box(88, 96, 24, 18, ink, 4) +
  area('M100 60 Q116 78 106 92 L94 92 Q84 78 100 60 Z', accent) +
  line('M58 96 L88 104 M142 96 L112 104', ink, 5) +
  area('M56 42 L144 42 L138 84 L62 84 Z', light) +
  line('M144 50 L170 44', ink, 7) +
  box(52, 36, 96, 8, dark, 4);

export const flask: Shape = ({ main, dark, light, accent }) =>
  box(80, 34, 40, 28, accent, 6) +
  box(84, 60, 32, 8, dark) +
  area(
    'M72 80 Q72 66 86 66 L114 66 Q128 66 128 80 L128 150 Q128 160 118 160 L82 160 Q72 160 72 150 Z',
    main,
  ) +
  area('M112 66 L114 66 Q128 66 128 80 L128 150 Q128 160 118 160 L112 160 Z', dark) +
  line('M84 82 L84 142', light, 6) +
  box(72, 106, 56, 14, accent);

export const boots: Shape = ({ main, dark, light, accent, ink }) =>
  area('M64 48 L104 48 L106 104 Q140 108 156 126 Q162 136 160 146 L58 146 Z', main) +
  area('M106 104 Q140 108 156 126 Q160 134 160 146 L120 146 Q124 124 106 104 Z', dark) +
  box(52, 144, 112, 16, ink, 6) +
  box(62, 44, 44, 12, accent, 5) +
  line('M92 70 L108 66 M94 84 L110 80 M98 98 L116 94', light, 5) +
  line('M70 160 L70 150 M90 160 L90 150 M110 160 L110 150 M130 160 L130 150', dark, 4);

export const poles: Shape = ({ main, dark, light, accent, ink }) =>
  [-12, 12]
    .map((degrees) =>
      turned(
        degrees,
        box(92, 30, 16, 34, accent, 7) +
          box(96, 62, 8, 74, main) +
          box(95, 92, 10, 8, ink, 2) +
          box(98, 134, 4, 26, light) +
          oval(100, 142, 12, 4, dark),
        100,
        170,
      ),
    )
    .join('');

export const hammock: Shape = ({ main, dark, light, accent, ink }) =>
  box(22, 40, 12, 120, accent, 4) +
  box(166, 40, 12, 120, accent, 4) +
  line('M34 66 L56 84 M166 66 L144 84', ink, 4) +
  area('M54 82 Q100 106 146 82 Q140 144 100 144 Q60 144 54 82 Z', main) +
  line('M64 92 Q100 124 136 92 M66 108 Q100 140 134 108', light, 5) +
  line('M54 82 Q100 106 146 82', dark, 4) +
  ring(100, 152, 2, dark, 1);

export const kite: Shape = ({ main, dark, light, accent, ink }) =>
  area('M112 28 L164 74 L104 126 L60 66 Z', main) +
  area('M112 28 L164 74 L104 126 Z', dark) +
  line('M112 28 L104 126 M60 66 L164 74', ink, 3) +
  area('M112 28 L60 66 L110 70 Z', light) +
  line('M104 126 Q80 140 92 152 T64 172', ink, 3) +
  area('M84 138 l14 2 l-8 12 Z M78 164 l14 2 l-8 -14 Z', accent);

export const cape: Shape = ({ main, dark, light, accent, ink }) =>
  area('M76 56 Q100 26 124 56 L120 66 L80 66 Z', dark) +
  oval(100, 58, 14, 14, ink) +
  area('M80 62 Q100 76 120 62 Q156 84 164 146 Q100 172 36 146 Q44 84 80 62 Z', main) +
  area('M120 62 Q156 84 164 146 Q150 154 128 158 Q136 100 120 62 Z', dark) +
  line('M100 72 L100 160', light, 3) +
  line('M42 132 Q100 158 158 132', accent, 7) +
  disc(100, 88, 3, ink) +
  disc(100, 108, 3, ink);
