import type { Viewer } from '../../graph-models/neural/part.js';
import { randomOf, shuffle } from '../../graph-models/neural/random.js';
import type { Exam } from './scored-lists.js';

/** How many friends a newcomer has. */
export const NEWCOMER_FRIENDS = 3;

/** Asking more people says little more of a mean. */
const MOST_NEWCOMERS = 3000;

/**
 * The same exam of people with three friends or more, as if they had just come: of their own acts nothing is told, of their
 * friends three are kept, drawn by the seed. What they are known to have is masked as ever, for every model alike.
 *
 * Their index is told, so that a part which keeps a row of theirs can leave it out; null where nobody has so many friends.
 */
export function newcomerExam(exam: Exam, seed: number): Exam | null {
  const friendly = Array.from(exam.wanted.keys())
    .sort((a, b) => a - b)
    .filter((person) => exam.history.friendsOf(person).length >= NEWCOMER_FRIENDS);
  if (friendly.length === 0) return null;
  if (friendly.length > MOST_NEWCOMERS) shuffle(friendly, randomOf(seed + 31));
  const asked = friendly.slice(0, MOST_NEWCOMERS);
  return {
    history: exam.history,
    known: exam.known,
    wanted: new Map(asked.map((person) => [person, exam.wanted.get(person)!])),
    disguised: ({ person, friends }) => newcomer(person, friends, seed),
  };
}

function newcomer(person: number, friends: Int32Array, seed: number): Viewer {
  const drawn = friends.slice();
  shuffle(drawn, randomOf(seed + 7919 * (person + 1)));
  return {
    person,
    friends: drawn.subarray(0, NEWCOMER_FRIENDS).sort(),
    items: new Int32Array(0),
    strengths: new Float32Array(0),
    times: new Float64Array(0),
  };
}
