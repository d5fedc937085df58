import { createHash } from 'node:crypto';
import { OperatorError } from '../failure.js';
import { outboxEnd } from '../live-graph/load.js';
import type { OnProgress } from '../steps.js';
import type { Conflict, GraphStore } from '../store/graph-store.js';
import { compared, type Compared } from './compared.js';
import { CopyMarker, type CopySource } from './copy-marker.js';
import { changesFor, endOf, PARTS, readPart } from './parts.js';
import { surveyOf, type Survey } from './survey.js';
import type { Place } from './places.js';

/** A store that is open, and what to call it. */
export interface OpenPlace extends Pick<Place, 'shown' | 'key'> {
  readonly store: GraphStore;
}

/** One store brought into another: `begin`, `copy`, `verify`, `finish`; what was cut short is begun again. */
export class Copying {
  /** Rows that were in the copy when it was begun again. */
  readonly resumedAt: number;

  private constructor(
    private readonly from: OpenPlace,
    private readonly to: OpenPlace,
    private readonly survey: Survey,
    private readonly marker: CopyMarker,
  ) {
    this.resumedAt = marker.rows;
  }

  /**
   * Reads the source, and claims the target.
   *
   * @throws OperatorError when the one cannot be copied, or the other holds something else
   */
  static async begin(from: OpenPlace, to: OpenPlace, onProgress: OnProgress): Promise<Copying> {
    if (from.key === to.key) throw new OperatorError(`${from.shown} cannot be copied into itself.`);
    const begun = await CopyMarker.find(to.store);
    if (begun === null) await mustBeEmpty(to);
    if ((await CopyMarker.find(from.store)) !== null)
      throw new OperatorError(`${from.shown} is an unfinished copy itself; finish that one first.`);
    const survey = await surveyOf(from.store, onProgress);
    mustBeCopyable(from, survey);
    const source = { place: short(from.key), content: survey.digest.slice(0, 16) };
    if (begun !== null) mustBeOf(source, begun, from, to);
    const marker = begun ?? (await CopyMarker.put(to.store, source));
    if (marker === null) throw copiedElsewhere(to);
    return new Copying(from, to, survey, marker);
  }

  /** Rows of the source. */
  get rows(): number {
    return this.survey.rows;
  }

  /** Writes what is not in the target yet. @throws OperatorError when something else writes there */
  async copy(onProgress: OnProgress): Promise<void> {
    const { position } = this.marker;
    for (const part of PARTS.slice(PARTS.indexOf(position.part))) {
      const after = part === position.part ? position.after : '';
      for await (const batch of readPart(this.from.store, part, after)) {
        const at = { part, after: endOf(batch) };
        this.stopAt(await this.marker.commit(changesFor(batch), at, batch.rows.length));
        onProgress(this.marker.rows, this.survey.rows);
      }
    }
  }

  /** Reads the whole target and compares. @throws OperatorError when the source has announced something meanwhile */
  async verify(onProgress: OnProgress): Promise<readonly Compared[]> {
    const copy = await surveyOf(this.to.store, onProgress, {
      leftOut: this.marker.id,
      expected: this.survey.rows,
    });
    const seq = await outboxEnd(this.from.store);
    if (seq !== this.survey.seq) {
      throw new OperatorError(
        `${this.from.shown} changed while it was copied (its outbox went on from ${this.survey.seq} to ${seq}); ` +
          `stop the shop that writes there, empty ${this.to.shown} and copy again.`,
      );
    }
    return compared(this.survey, copy);
  }

  /**
   * Takes away what said that the copy is not whole; from here on it is the same as its source.
   *
   * @param synced the target, opened so that a commit is on disk when it is acknowledged, and all before it
   */
  async finish(synced: GraphStore): Promise<void> {
    this.stopAt(await this.marker.removeFrom(synced));
  }

  private stopAt(conflict: Conflict | null): void {
    if (conflict === null) return;
    if (conflict.kind === 'expectation') throw copiedElsewhere(this.to);
    throw new OperatorError(
      `Something else writes into ${this.to.shown} (${JSON.stringify(conflict)}); stop it, empty the store and copy again.`,
    );
  }
}

async function mustBeEmpty({ store, shown }: OpenPlace): Promise<void> {
  const seq = await outboxEnd(store);
  const there = seq > 0 ? `${seq} events` : await firstThere(store);
  if (there !== null)
    throw new OperatorError(`${shown} is not empty (it holds ${there}); a copy needs an empty store.`);
}

async function firstThere(store: GraphStore): Promise<string | null> {
  for (const part of PARTS)
    for await (const { rows } of readPart(store, part)) if (rows.length > 0) return `a ${part.name}`;
  return null;
}

function mustBeCopyable({ shown }: OpenPlace, { rows, seq, sums }: Survey): void {
  if (rows === 0) throw new OperatorError(`${shown} is empty; there is nothing to copy.`);
  const events = sums.get(PARTS.at(-1)!)?.count;
  // Positions in the outbox are kept by consumers and by clients, so an event must keep its own.
  if (events !== seq) {
    throw new OperatorError(
      `${shown} holds ${events} events and its outbox ends at ${seq}: either it was just written to, or events are missing, and the rest cannot keep their places.`,
    );
  }
}

/** The same content goes on wherever it lies now; another one does not. */
function mustBeOf(source: CopySource, { source: begun }: CopyMarker, from: OpenPlace, to: OpenPlace): void {
  if (begun.content === source.content) return;
  throw new OperatorError(
    begun.place === source.place
      ? `${from.shown} has changed since its copy into ${to.shown} was begun; empty that one and copy again.`
      : `${to.shown} holds a begun copy of another store; finish that one, or empty the store and copy again.`,
  );
}

/** Another process copies into the same store, or has just now. */
export class CopiedElsewhereError extends OperatorError {}

function copiedElsewhere({ shown }: OpenPlace): OperatorError {
  return new CopiedElsewhereError(`Another process is copying into ${shown}.`);
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
