import { box, disc, area, escaped, hashOf, oval, type Palette } from './drawing.js';
import { paletteFor } from './palettes.js';
import { shapeFor } from './shapes/shape-for.js';

/** What a picture is drawn from. */
export interface PictureFacts {
  readonly sku: string;
  readonly title: string;
  readonly brand?: string | undefined;
  readonly categorySlugs: readonly string[];
}

/** The most characters of a title that a picture carries. */
const LONGEST_TITLE = 200;

/** An item's picture as SVG, below 4 KB: its shape by title, its colours by brand, its wall by sku. */
export function pictureOf({ sku, title, brand, categorySlugs }: PictureFacts): string {
  const colours = paletteFor(brand ?? sku, sku);
  const flipped = hashOf(`${sku} side`) % 2 === 1 ? ' transform="matrix(-1 0 0 1 200 0)"' : '';
  const thing = shapeFor(title, categorySlugs)(colours);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="400" height="400" role="img">` +
    `<title>${escaped([...title].slice(0, LONGEST_TITLE).join(''))}</title>` +
    `${backdrop(sku, colours)}<g${flipped}>${oval(100, 164, 66, 7, '#00000018')}${thing}</g></svg>`
  );
}

/** A wall and something quiet on it. */
function backdrop(sku: string, { wall, glow }: Palette): string {
  const quiet = [
    disc(100, 96, 76, glow),
    area('M30 200 L30 104 A70 70 0 0 1 170 104 L170 200 Z', glow),
    area('M0 140 Q50 112 100 134 T200 128 L200 200 L0 200 Z', glow),
    box(0, 162, 200, 38, glow),
    disc(150, 50, 34, glow) + box(0, 162, 200, 38, glow),
  ];
  return box(0, 0, 200, 200, wall) + quiet[hashOf(`${sku} wall`) % quiet.length]!;
}
