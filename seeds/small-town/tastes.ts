import type { Chance } from './chance.js';

/** A point in the space of styles that people and items share: plain to ornate, new to old, quiet to bold. */
export type Style = readonly number[];

export const STYLE_DIMENSIONS = 3;

export function styleOf(chance: Chance): Style {
  return Array.from({ length: STYLE_DIMENSIONS }, () => chance.normal());
}

/** Shares of wishes by category: a softmax over what the household loves and what one loves oneself. */
export function tasteOf(household: readonly number[], chance: Chance, own = 0.85): number[] {
  const leanings = household.map((shared) => Math.exp(1.25 * (0.55 * shared + own * chance.normal())));
  const total = leanings.reduce((sum, leaning) => sum + leaning, 0);
  return leanings.map((leaning) => leaning / total);
}

/** How alike two people are, 0 to 1: the cosine of their tastes, bent by style. */
export function likeness(
  a: { readonly taste: readonly number[]; readonly style: Style },
  b: { readonly taste: readonly number[]; readonly style: Style },
): number {
  const tastes = dot(a.taste, b.taste) / Math.sqrt(dot(a.taste, a.taste) * dot(b.taste, b.taste));
  const styles = Math.exp(-distanceSquared(a.style, b.style) / (4 * STYLE_DIMENSIONS));
  return 0.7 * tastes + 0.3 * styles;
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function distanceSquared(a: Style, b: Style): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
