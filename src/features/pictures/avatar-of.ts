import { area, box, disc, escaped, hashOf, line, oval } from './drawing.js';
import { paletteFor } from './palettes.js';

const SKINS = ['#f6d7c0', '#efc3a0', '#dba57c', '#b97f56', '#8f5d3c', '#6b4429'];
const HAIRS = ['#2b2326', '#4a3327', '#7a4a2b', '#b5803f', '#d9b36a', '#8d8d8f', '#a24b32'];

/** Hair by style: what lies behind the head, and what lies before it. */
const STYLES: readonly ((hair: string) => readonly [behind: string, before: string])[] = [
  (hair) => ['', area('M62 92 Q60 48 100 48 Q140 48 138 92 Q128 70 100 70 Q72 70 62 92 Z', hair)],
  (hair) => [
    area('M54 150 Q48 46 100 44 Q152 46 146 150 Z', hair),
    area('M64 88 Q70 58 112 58 Q128 62 136 88 Q110 84 98 66 Q84 84 64 88 Z', hair),
  ],
  (hair) => [
    disc(100, 44, 20, hair),
    area('M62 90 Q62 52 100 52 Q138 52 138 90 Q118 66 100 66 Q82 66 62 90 Z', hair),
  ],
  (hair) => [
    [64, 82, 100, 118, 136].map((x, i) => disc(x, [78, 58, 52, 58, 78][i]!, 19, hair)).join(''),
    oval(100, 60, 32, 12, hair),
  ],
  (hair) => ['', area('M62 86 Q62 50 104 48 Q142 50 138 84 L120 66 L64 74 Z', hair)],
  (hair) => [
    area('M58 120 Q50 48 100 46 Q150 48 142 120 L132 124 Q140 84 100 80 Q60 84 68 124 Z', hair),
    area('M64 86 Q66 56 100 56 Q134 56 136 86 L126 74 L74 74 Z', hair),
  ],
];

/** A person's portrait as SVG, drawn from the handle alone: it tells nothing about anybody. */
export function avatarOf(handle: string): string {
  const pick = <T>(from: readonly T[], what: string): T => from[hashOf(`${handle} ${what}`) % from.length]!;
  const { wall, glow, main, dark, ink } = paletteFor(handle, handle);
  const skin = pick(SKINS, 'skin');
  const [behind, before] = pick(STYLES, 'style')(pick(HAIRS, 'hair'));
  const eyes = pick(
    [disc(86, 98, 4, ink) + disc(114, 98, 4, ink), line('M81 99 q5 -6 10 0 M109 99 q5 -6 10 0', ink, 3)],
    'eyes',
  );
  const glasses = line(
    'M76 98 a11 11 0 1 0 22 0 a11 11 0 1 0 -22 0 M102 98 a11 11 0 1 0 22 0 a11 11 0 1 0 -22 0 M98 98 h4',
    ink,
    2.5,
  );
  const mouth = pick(['M88 118 Q100 128 112 118', 'M90 120 Q102 126 112 117', 'M90 120 h20'], 'mouth');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200" role="img">` +
    `<title>${escaped([...handle].slice(0, 60).join(''))}</title>` +
    box(0, 0, 200, 200, wall) +
    disc(100, 96, 78, glow) +
    behind +
    area('M36 200 Q40 150 100 148 Q160 150 164 200 Z', main) +
    area('M84 132 L116 132 L118 154 Q100 168 82 154 Z', skin) +
    area('M82 152 Q100 170 118 152 L122 156 Q100 180 78 156 Z', dark) +
    oval(100, 96, 38, 44, skin) +
    before +
    eyes +
    (hashOf(`${handle} glasses`) % 4 === 0 ? glasses : '') +
    line(mouth, '#8a3b34', 3.5) +
    `</svg>`
  );
}
