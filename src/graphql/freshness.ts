/** How fresh an answer is. */
export interface Freshness {
  readonly asOf: Date;
  readonly lagMs: number;
}

/** Of an answer that considers everything before `asOf`; both in milliseconds since 1970. */
export function freshness(asOf: number, now: number): Freshness {
  return { asOf: new Date(asOf), lagMs: Math.max(0, now - asOf) };
}
