import { DualItemItem } from './dual-item-item.js';
import type { ItemItemOptions } from './item-item-options.js';
import type { SavedPart } from './part.js';
import { PrimalItemItem } from './primal-item-item.js';
import { SparseItemItem } from './sparse-item-item.js';
import type { TasteMatrix } from './taste-matrix.js';

/** Above it on the smaller side a dense inverse, of which a fit makes two and more, takes half a minute and more of two cores. */
export const LARGEST_ITEM_ITEM = 8000;

/**
 * EASE, the item-item linear model, by whichever side of X is smaller; above 8,000 on both, by neighbours (`SparseItemItem`).
 *
 *   B = argmin ‖X - XB‖² + Σ_j Λ_j ‖B_j·‖², B_ii = 0;  score(u, i) = Σ_j x_uj B_ji      Steck 2019
 *   primal  P = (XᵀX + Λ)⁻¹, B_ji = -P_ji / P_ii                                      items × items
 *   dual    K = (XΛ⁻¹Xᵀ + I)⁻¹, P = Λ⁻¹ - Λ⁻¹XᵀKXΛ⁻¹ (Woodbury), B on demand            people × people
 *
 * Departure: Λ_j grows with n_j, which damps what having a popular item says.
 */
export function fitItemItem(tastes: TasteMatrix, options: ItemItemOptions = {}): ItemItemPart {
  if (isSparse(tastes)) return SparseItemItem.fit(tastes, options);
  return tastes.columnCount < tastes.rowCount
    ? PrimalItemItem.fit(tastes, options)
    : DualItemItem.fit(tastes, options);
}

export type ItemItemPart = PrimalItemItem | DualItemItem | SparseItemItem;

/** Whether a shop is too large for a dense inverse. */
export function isSparse({ rowCount, columnCount }: TasteMatrix): boolean {
  return Math.min(rowCount, columnCount) > LARGEST_ITEM_ITEM;
}

/** @param itemOf fitted column -> item of the graph, -1 for none */
export function loadItemItem(saved: SavedPart, tastes: TasteMatrix, itemOf: Int32Array): ItemItemPart {
  switch (saved.manifest['form']) {
    case 'primal':
      return PrimalItemItem.load(saved, itemOf, tastes.columnCount);
    case 'sparse':
      return SparseItemItem.load(saved, itemOf, tastes.columnCount);
    default:
      return DualItemItem.load(saved, tastes, itemOf);
  }
}
