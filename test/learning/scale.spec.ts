import { describe, expect, it } from '@jest/globals';
import { scaleOf } from '../../graph-models/neural/scale.js';

describe('the scale of a part', () => {
  it('is the cubic mean of what it says of all that the viewer does not have', () => {
    expect(scaleOf(Float32Array.of(1, 100, 2, 3, 0, -2), [1])).toBeCloseTo(
      Math.cbrt((1 + 8 + 27 + 0 + 8) / 5),
      6,
    );
  });

  it('is 1 where it says nothing of anything else', () => {
    expect(scaleOf(new Float32Array(6), [])).toBe(1);
    expect(scaleOf(Float32Array.of(0, 0.1, 0, 0.3, 0.2), [1, 3, 4])).toBe(1);
    expect(scaleOf(Float32Array.of(1), [0])).toBe(1);
  });

  it('does not mind items that came after it was asked', () => {
    expect(scaleOf(Float32Array.of(2, 2), [7])).toBeCloseTo(2, 6);
  });
});
