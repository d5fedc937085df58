/** Numbers in [0, 1), the same for the same seed: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts the array in a random order, in place: Fisher and Yates. */
export function shuffle(array: { length: number; [index: number]: number }, random: () => number): void {
  for (let i = array.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = array[i]!;
    array[i] = array[j]!;
    array[j] = kept;
  }
}

/** Normally distributed numbers: Box and Muller. */
export function fillGaussian(into: Float32Array, deviation: number, random: () => number): void {
  for (let at = 0; at < into.length; at++) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    into[at] = deviation * radius * Math.cos(2 * Math.PI * random());
  }
}
