import type { TownItem } from './items.js';
import type { Townsperson } from './people.js';
import { CATEGORIES } from './catalogue/categories.js';
import { dot } from './tastes.js';

/** Whose wish falls on what: one row per person, one column per item, rows sum to 1. */
export class Wishes {
  readonly #shares: Float64Array;
  readonly #upTo: Float64Array;

  /**
   * share(p, i) ∝ taste_p(category of i) · appeal_i · e^(½ style_p · style_i) · e^(-1½ (dearness_i − budget_p)²).
   * Nobody wishes for what they sell.
   */
  constructor(
    people: readonly Townsperson[],
    private readonly items: readonly TownItem[],
  ) {
    this.#shares = new Float64Array(people.length * items.length);
    this.#upTo = new Float64Array(people.length * items.length);
    const perCategory = CATEGORIES.map((_, c) => items.filter(({ category }) => category === c).length);
    for (const [p, person] of people.entries()) {
      const row = p * items.length;
      let total = 0;
      for (const [i, item] of items.entries()) {
        const share =
          item.seller === p
            ? 0
            : (person.taste[item.category]! / Math.max(1, perCategory[item.category]!)) *
              item.appeal *
              Math.exp(0.5 * dot(person.style, item.style) - 1.5 * (item.dearness - person.budget) ** 2);
        this.#shares[row + i] = share;
        total += share;
      }
      let upTo = 0;
      for (let i = 0; i < items.length; i++) {
        this.#shares[row + i]! /= total;
        upTo += this.#shares[row + i]!;
        this.#upTo[row + i] = upTo;
      }
    }
  }

  share(person: number, item: number): number {
    return this.#shares[person * this.items.length + item]!;
  }

  /** The item at a point of the person's wishes, 0 to 1. */
  at(person: number, point: number): number {
    const row = person * this.items.length;
    let low = 0;
    let high = this.items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#upTo[row + middle]! > point) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
