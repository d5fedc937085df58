import { describe, expect, it } from '@jest/globals';
import { viewerOf } from '../../graph-models/neural/part.js';
import { newcomerExam } from '../../src/training/newcomers.js';
import { plantedTown } from './small-town.js';

const graph = plantedTown();
const wanted = new Map(Array.from({ length: 20 }, (_, person) => [person, new Set([person % 4])] as const));
const exam = { history: graph, known: graph, wanted };

describe('an exam of newcomers', () => {
  it('asks those who have three friends or more, for what they wanted', () => {
    const asked = newcomerExam(exam, 1)!;

    const friendly = [...wanted.keys()].filter((person) => graph.friendsOf(person).length >= 3);
    expect([...asked.wanted]).toEqual(friendly.map((person) => [person, wanted.get(person)]));
    expect(asked.known).toBe(graph);
  });

  it('tells nothing of them but three of their own friends', () => {
    const { disguised, wanted: asked } = newcomerExam(exam, 1)!;

    for (const person of asked.keys()) {
      const viewer = disguised!(viewerOf(graph, person));
      expect(viewer).toMatchObject({ person, items: new Int32Array(0), strengths: new Float32Array(0) });
      expect(viewer.acts).toBeUndefined();
      expect(new Set(viewer.friends).size).toBe(3);
      const theirs = new Set(graph.friendsOf(person));
      expect([...viewer.friends].every((friend) => theirs.has(friend))).toBe(true);
    }
  });

  it('draws the same friends by the same seed, and others by another', () => {
    const drawn = [1, 1, 2].map((seed) => {
      const { disguised, wanted: asked } = newcomerExam(exam, seed)!;
      return [...asked.keys()].map((person) => [...disguised!(viewerOf(graph, person)).friends]);
    });

    expect(drawn[1]).toEqual(drawn[0]);
    expect(drawn[2]).not.toEqual(drawn[0]);
  });

  it('is none where nobody has friends', () => {
    expect(newcomerExam({ ...exam, history: plantedTown({ friends: 0 }) }, 1)).toBeNull();
  });
});
