import { describe, expect, it } from '@jest/globals';
import { modelsTold } from '../../src/commands/models.js';
import type { KeptModel } from '../../src/models/model-registry.js';

const kept = (version: string, refused: string | null = null): KeptModel => ({
  ...{ version, refused, isCurrent: false, manifest: null },
});

describe('the list of models', () => {
  it('says that there is none, and how to come by one', () => {
    expect(modelsTold([], null)).toMatch(/^There is no model yet: run `npx grapevine train`/);
  });

  it('marks the one that is served', () => {
    expect(modelsTold([kept('c'), { ...kept('b'), isCurrent: true }, kept('a')], 'b')).toBe(
      '  c\n* b  current\n  a\n',
    );
  });

  it('says which is served instead of one that is refused: the newest before it that can be', () => {
    const models = [
      ...[kept('d'), { ...kept('c', 'it has no tensors'), isCurrent: true }],
      ...[kept('b', 'it has no manifest'), kept('a')],
    ];

    expect(modelsTold(models, 'c')).toBe(
      '  d\n* c  refused: it has no tensors\n  b  refused: it has no manifest\n  a\n' +
        'The pointer names c, which is refused: a is served instead.\n',
    );
  });

  it('says so when the pointer names none that is there, or none can be served', () => {
    expect(modelsTold([kept('b'), kept('a')], 'x')).toContain(
      'names x, which is not there: b is served instead.',
    );
    expect(modelsTold([{ ...kept('a', 'it is old'), isCurrent: true }], 'a')).toContain(
      'names a, which is refused: none can be served.',
    );
  });
});
