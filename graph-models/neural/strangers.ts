import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { ItemScorer, Part, Viewer } from './part.js';
import { randomOf, shuffle } from './random.js';
import { scoreMany } from './score-many.js';

/** Shuffles a part is held against: one alone is beaten by another shuffle once in twenty times. */
const SHUFFLES = 3;

/** By name, each friend part with everybody's friends given to somebody else, in several ways. */
export function controlsOf(
  parts: readonly Part[],
  graph: InteractionGraph,
  seed: number,
): Map<string, readonly ItemScorer[]> {
  if (parts.length === 0) return new Map();
  const shuffles = Array.from({ length: SHUFFLES }, (_, nth) => strangersOf(graph, seed + 1000 * (nth + 1)));
  return new Map(
    parts.map((part) => [part.name, shuffles.map((strangers) => amongStrangers(part, strangers))]),
  );
}

/** The part asked about somebody else's friends; what it says cannot come from friendship. */
function amongStrangers(part: Part, strangers: (person: number) => Int32Array): ItemScorer {
  const moved = (viewer: Viewer): Viewer => ({ ...viewer, friends: strangers(viewer.person) });
  return {
    score: (viewer, out) => part.score(moved(viewer), out),
    scoreMany: (viewers, outs) => scoreMany(part, viewers.map(moved), outs),
  };
}

/** To whom each person would listen if friendships were exchanged at random. */
function strangersOf(graph: InteractionGraph, seed: number): (person: number) => Int32Array {
  const start = new Int32Array(graph.personCount + 1);
  const edges: number[] = [];
  for (let person = 0; person < graph.personCount; person++) {
    for (const friend of graph.friendsOf(person)) edges.push(person, friend);
    start[person + 1] = edges.length / 2;
  }
  const shuffled = shuffledFriendships(Int32Array.from(edges), seed);
  const friends = shuffled.filter((_, at) => at % 2 === 1);
  return (person) => (person < 0 ? new Int32Array(0) : friends.subarray(start[person], start[person + 1]));
}

/**
 * Directed friendships whose targets are permuted: everybody keeps the number of friends and of listeners, nobody
 * keeps whom. Pairs that would be somebody with themselves, or the same pair twice, are exchanged with others.
 */
export function shuffledFriendships(friendships: Int32Array, seed: number): Int32Array {
  const count = friendships.length / 2;
  const random = randomOf(seed + 77);
  const targets = Int32Array.from({ length: count }, (_, edge) => friendships[2 * edge + 1]!);
  shuffle(targets, random);
  const size = friendships.reduce((most, person) => Math.max(most, person), 0) + 1;
  const keyOf = (edge: number): number => friendships[2 * edge]! * size + targets[edge]!;
  const times = new Map<number, number>();
  const enter = (edge: number, by: number): void => {
    times.set(keyOf(edge), (times.get(keyOf(edge)) ?? 0) + by);
  };
  const isBad = (edge: number): boolean =>
    friendships[2 * edge] === targets[edge] || (times.get(keyOf(edge)) ?? 0) > 1;
  for (let edge = 0; edge < count; edge++) enter(edge, 1);
  for (let edge = 0; edge < count; edge++) {
    for (let tries = 0; tries < 100 && isBad(edge); tries++) {
      const other = Math.floor(random() * count);
      if (other === edge) continue;
      const swap = (): void => {
        for (const one of [edge, other]) enter(one, -1);
        const kept = targets[edge]!;
        targets[edge] = targets[other]!;
        targets[other] = kept;
        for (const one of [edge, other]) enter(one, 1);
      };
      swap();
      if (isBad(other)) swap();
    }
  }
  return Int32Array.from({ length: friendships.length }, (_, i) =>
    i % 2 === 0 ? friendships[i]! : targets[(i - 1) / 2]!,
  );
}
