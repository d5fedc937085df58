import { hashOf, type Palette } from './drawing.js';

/** Walls with the glow that suits them. */
const WALLS: readonly (readonly [wall: string, glow: string])[] = [
  ['#f6ead7', '#f0dcbc'],
  ['#e4eee6', '#d0e2d5'],
  ['#e3ecf4', '#cddfee'],
  ['#f4e4e1', '#ecd0cb'],
  ['#ebe6f3', '#dad1ea'],
  ['#f3efd9', '#e8e0b8'],
  ['#e2efef', '#c9e2e2'],
  ['#f1e8e0', '#e4d4c6'],
];

/** Main colour with its shade and its light, and what goes well beside it. */
const SCHEMES: readonly (readonly [main: string, dark: string, light: string, accent: string])[] = [
  ['#c8553d', '#a3402b', '#f0b7a4', '#2f4858'],
  ['#2f6f73', '#225357', '#a9d2cf', '#e0a458'],
  ['#3d5a80', '#2c4361', '#b9d0e8', '#ee9b6f'],
  ['#7a9e5f', '#5d7d45', '#d3e4bf', '#b5533c'],
  ['#d99a2b', '#b57d1c', '#f7dea1', '#4a5a6a'],
  ['#8b5e83', '#6d4567', '#dcc1d7', '#e9b44c'],
  ['#4f7cac', '#3b5f87', '#c4d9ec', '#c0594f'],
  ['#a4633a', '#824b28', '#e5c4a7', '#3f6b64'],
  ['#5c6b73', '#434f56', '#c9d3d8', '#d4a24c'],
  ['#b8434e', '#93323c', '#efb9bd', '#416a59'],
  ['#3f7d58', '#2e6044', '#b6dcc3', '#d98f4e'],
  ['#e07a5f', '#bd5f46', '#f7ccbd', '#3d405b'],
];

/** Colours by brand, so that a brand is recognised, on a wall by item. */
export function paletteFor(brand: string, item: string): Palette {
  const [wall, glow] = WALLS[hashOf(item) % WALLS.length]!;
  const [main, dark, light, accent] = SCHEMES[hashOf(brand) % SCHEMES.length]!;
  return { wall, glow, main, dark, light, accent, ink: '#2b2d31' };
}
