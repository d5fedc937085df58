import { learnBlend, type LearntBlend } from './blend.js';
import type { Board } from './board.js';
import type { Part } from './part.js';
import type { TunedFriendless } from './tune-friendless.js';

interface Blended {
  readonly friendless: TunedFriendless;
  readonly parts: readonly Part[];
  readonly blend: LearntBlend;
}

/**
 * The blend of what a search has chosen; or of what would have been chosen without a budget, where validation says that the whole
 * is no worse for it, as parts that are better alone need not be better together.
 *
 * @param ask the parts that may join, and what they say
 */
export function bestBlend(
  found: TunedFriendless,
  ask: (of: TunedFriendless) => { readonly parts: readonly Part[]; readonly board: Board },
): Blended {
  const blended = (friendless: TunedFriendless): Blended => {
    const { parts, board } = ask(friendless);
    const names = parts.map(({ name }) => name);
    return { friendless: { ...friendless, plain: null }, parts, blend: learnBlend(board, names) };
  };
  const searched = blended(found);
  if (found.plain === null) return searched;
  const plain = blended({ ...found, ...found.plain, search: { ...found.search, wasInVain: true } });
  return searched.blend.ndcg > plain.blend.ndcg ? searched : plain;
}
