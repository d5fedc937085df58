import { vexp } from './exp';

// @ts-ignore: decorator
@inline function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = vexp(f32x4.neg(f32x4.abs(x)));
  const s = f32x4.div(one, f32x4.add(one, e));
  return v128.bitselect(s, f32x4.mul(e, s), f32x4.ge(x, f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline function tanh(x: v128): v128 {
  return f32x4.sub(f32x4.mul(f32x4.splat(2), sigmoid(f32x4.add(x, x))), f32x4.splat(1));
}

/** Rows `from` to `to` of GruForward in ../gru-gates.ts; `hidden`, a multiple of 4, is in numbers. */
export function gruForward(
  inputs: usize, carried: usize, bias: usize, before: usize, gates: usize, after: usize, hidden: usize,
  from: usize, to: usize,
): void {
  const h = hidden << 2, one = f32x4.splat(1);
  inputs += 3 * h * from; carried += 3 * h * from; before += h * from; gates += 4 * h * from; after += h * from;
  for (let row = from; row < to; row++) {
    for (let d: usize = 0; d < h; d += 16) {
      const r = sigmoid(f32x4.add(f32x4.add(v128.load(inputs + d), v128.load(carried + d)), v128.load(bias + d)));
      const z = sigmoid(f32x4.add(f32x4.add(v128.load(inputs + h + d), v128.load(carried + h + d)), v128.load(bias + h + d)));
      const m = f32x4.add(v128.load(carried + 2 * h + d), v128.load(bias + 3 * h + d));
      const n = tanh(f32x4.add(f32x4.add(v128.load(inputs + 2 * h + d), v128.load(bias + 2 * h + d)), f32x4.mul(r, m)));
      v128.store(gates + d, r);
      v128.store(gates + h + d, z);
      v128.store(gates + 2 * h + d, n);
      v128.store(gates + 3 * h + d, m);
      v128.store(after + d, f32x4.add(f32x4.mul(f32x4.sub(one, z), n), f32x4.mul(z, v128.load(before + d))));
    }
    inputs += 3 * h; carried += 3 * h; before += h; gates += 4 * h; after += h;
  }
}

/** Rows `from` to `to` of GruBackward in ../gru-gates.ts. */
export function gruBackward(
  gates: usize, before: usize, dAfter: usize, dInputs: usize, dCarried: usize, dBefore: usize, hidden: usize,
  from: usize, to: usize,
): void {
  const h = hidden << 2, one = f32x4.splat(1);
  gates += 4 * h * from; before += h * from; dAfter += h * from; dInputs += 3 * h * from; dCarried += 3 * h * from; dBefore += h * from;
  for (let row = from; row < to; row++) {
    for (let d: usize = 0; d < h; d += 16) {
      const r = v128.load(gates + d), z = v128.load(gates + h + d), n = v128.load(gates + 2 * h + d), m = v128.load(gates + 3 * h + d);
      const own = v128.load(dAfter + d);
      const dn = f32x4.mul(f32x4.mul(own, f32x4.sub(one, z)), f32x4.sub(one, f32x4.mul(n, n)));
      const dz = f32x4.mul(f32x4.mul(own, f32x4.sub(v128.load(before + d), n)), f32x4.mul(z, f32x4.sub(one, z)));
      const dr = f32x4.mul(f32x4.mul(dn, m), f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(dInputs + d, dr);
      v128.store(dInputs + h + d, dz);
      v128.store(dInputs + 2 * h + d, dn);
      v128.store(dCarried + d, dr);
      v128.store(dCarried + h + d, dz);
      v128.store(dCarried + 2 * h + d, f32x4.mul(dn, r));
      v128.store(dBefore + d, f32x4.add(v128.load(dBefore + d), f32x4.mul(own, z)));
    }
    gates += 4 * h; before += h; dAfter += h; dInputs += 3 * h; dCarried += 3 * h; dBefore += h;
  }
}
