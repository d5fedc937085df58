import { books } from './books.js';
import { clothing } from './clothing.js';
import { coffeeTea } from './coffee-tea.js';
import { cycling } from './cycling.js';
import { games } from './games.js';
import { garden } from './garden.js';
import { home } from './home.js';
import { kitchen } from './kitchen.js';
import { music } from './music.js';
import { outdoors } from './outdoors.js';
import { pantry } from './pantry.js';
import { paperArt } from './paper-art.js';
import type { CategoryGrammar } from './words.js';

/** The twelve departments of the town's shop. */
export const CATEGORIES: readonly CategoryGrammar[] = [
  coffeeTea,
  kitchen,
  books,
  garden,
  cycling,
  home,
  outdoors,
  music,
  paperArt,
  games,
  clothing,
  pantry,
];
