/** How many candidates that agree in `keyOf` one window may show; null agrees with nobody. */
export interface Limit<C> {
  readonly most: number;
  readonly keyOf: (candidate: C) => string | number | null;
}

/** Orders for a query; with `places` only so many are wanted. */
type Spread<Q, C> = (query: Q, ranked: readonly C[], places?: number) => readonly C[];

/**
 * Spreads a ranked list: in every run of `window` places, at most `most` of one key, as long as others can take the
 * place. Nobody is lost: who is too many waits for the next window, in order.
 */
export function diverse<Q, C>(window: number, limits: readonly Limit<C>[]): Spread<Q, C> {
  return (_query, ranked, places = ranked.length) => {
    const order: C[] = [];
    let waiting: C[] = [];
    for (let next = 0; order.length < Math.min(places, ranked.length);) {
      const end = Math.min(order.length + window, ranked.length);
      const shown = limits.map(() => new Map<string | number, number>());
      const fits = (candidate: C): boolean => {
        const keys = limits.map(({ keyOf }) => keyOf(candidate));
        if (keys.some((key, i) => key !== null && (shown[i]!.get(key) ?? 0) >= limits[i]!.most)) return false;
        keys.forEach((key, i) => key !== null && shown[i]!.set(key, (shown[i]!.get(key) ?? 0) + 1));
        return true;
      };
      const still: C[] = [];
      for (const candidate of waiting) {
        if (order.length < end && fits(candidate)) order.push(candidate);
        else still.push(candidate);
      }
      while (order.length < end && next < ranked.length) {
        const candidate = ranked[next++]!;
        if (fits(candidate)) order.push(candidate);
        else still.push(candidate);
      }
      waiting = still.slice(end - order.length);
      order.push(...still.slice(0, end - order.length));
    }
    return order.slice(0, places);
  };
}

/** Does every window of the list keep the limits? What `diverse` makes does, unless others could not take a place. */
export function isDiverse<C>(window: number, limits: readonly Limit<C>[], list: readonly C[]): boolean {
  for (let start = 0; start < list.length; start += window) {
    const run = list.slice(start, start + window);
    for (const { most, keyOf } of limits) {
      const shown = new Map<string | number, number>();
      for (const candidate of run) {
        const key = keyOf(candidate);
        if (key === null) continue;
        const count = (shown.get(key) ?? 0) + 1;
        if (count > most) return false;
        shown.set(key, count);
      }
    }
  }
  return true;
}
