import type { Id } from '../../../graph-models/domain/ids.js';
import type { Label } from '../../../graph-models/domain/vocabulary.js';
import type { Step } from '../plan.js';
import { townId } from './town-ids.js';

/** The ids and prices behind the names that a plan uses, known before the first step is performed. */
export class Registry {
  readonly #ids = new Map<string, Id>();
  readonly #prices = new Map<string, number>();

  constructor(steps: readonly Step[]) {
    for (const [index, step] of steps.entries()) {
      const made = madeBy(step);
      if (made !== null) this.#ids.set(`${made.label} ${made.name}`, townId(made.label, step.at, index, 0));
      if (step.verb === 'createItem') this.#prices.set(step.sku, step.priceMinor);
    }
  }

  /** @throws RangeError when no step of the plan makes it */
  id<L extends Label>(label: L, name: string): Id<L> {
    const id = this.#ids.get(`${label} ${name}`);
    if (id === undefined) throw new RangeError(`the plan makes no ${label} called ${name}`);
    return id as Id<L>;
  }

  priceOf(sku: string): number {
    const price = this.#prices.get(sku);
    if (price === undefined) throw new RangeError(`the plan sells no ${sku}`);
    return price;
  }
}

/** What a step makes that later steps name. */
function madeBy(step: Step): { readonly label: Label; readonly name: string } | null {
  switch (step.verb) {
    case 'settle':
    case 'signUp':
      return { label: 'User', name: step.handle };
    case 'createItem':
      return { label: 'Item', name: step.sku };
    case 'createCircle':
      return { label: 'Circle', name: step.slug };
    case 'reviewItem':
      return { label: 'Review', name: step.key };
    case 'createPost':
      return { label: 'Post', name: step.key };
    case 'comment':
      return { label: 'Comment', name: step.key };
    default:
      return null;
  }
}
