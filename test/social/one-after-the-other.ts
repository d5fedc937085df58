import type { SignedIn } from '../../src/graphql/context.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { idFactory, type Shop } from '../../src/use-cases/shop.js';

const BONDS = ['FRIEND', 'REQUESTED', 'FOLLOWS', 'BLOCKS'] as const;

/** Who is bound to whom: `FRIEND usr_… usr_…`, sorted. */
type Bonds = readonly string[];

/** What was done at once: by whom to whom, by their places among the people. */
interface Step<A> {
  readonly what: A;
  readonly by: number;
  readonly to: number;
}

/** The bonds among these people. */
export async function bondsOf(store: Store, people: readonly SignedIn[]): Promise<Bonds> {
  const pairs = people.flatMap(({ userId: from }) => people.map(({ userId: to }) => ({ from, to })));
  const found = await Promise.all(BONDS.map((type) => store.between(type, pairs)));
  return found
    .flat()
    .flatMap((edge) => (edge === null ? [] : `${edge.type} ${edge.from} ${edge.to}`))
    .sort();
}

/** A shop beside the one under test, in which what was done at once is done one after the other. */
export class Scratch<A extends string> {
  private constructor(
    private readonly shop: Shop,
    private readonly people: readonly SignedIn[],
    private readonly act: (by: SignedIn, what: A, to: SignedIn, shop: Shop) => Promise<string>,
  ) {}

  static async open<A extends string>(
    people: readonly SignedIn[],
    act: (by: SignedIn, what: A, to: SignedIn, shop: Shop) => Promise<string>,
  ): Promise<Scratch<A>> {
    const store = await openStore('memory:');
    const props = {
      name: 'P',
      bio: '',
      locale: 'en',
      visibility: 'PUBLIC',
      joinedAt: 1,
      search: 'p',
    } as const;
    const changes = people.map(({ userId }): Change => ({
      ...{ kind: 'createNode', id: userId, props: { ...props, handle: userId.toLowerCase() } },
    }));
    await store.commit({ changes });
    const settled = (): Promise<void> => Promise.resolve();
    const shop = { store, now: () => 1, newId: idFactory(() => 1), digest: (text: string) => text, settled };
    return new Scratch(shop, people, act);
  }

  /** An order of the steps in which everybody gets what they got and the bonds become what they became, or null. */
  async orderOf(
    steps: readonly Step<A>[],
    seen: { readonly before: Bonds; readonly got: readonly string[]; readonly after: Bonds },
  ): Promise<readonly number[] | null> {
    for (const order of orders(steps.map((_, n) => n))) {
      await this.#become(seen.before);
      let fits = true;
      for (const n of order) {
        const { what, by, to } = steps[n]!;
        fits &&= (await this.act(this.people[by]!, what, this.people[to]!, this.shop)) === seen.got[n];
        if (!fits) break;
      }
      if (fits && (await bondsOf(this.shop.store, this.people)).join() === seen.after.join()) return order;
    }
    return null;
  }

  async close(): Promise<void> {
    await this.shop.store.close();
  }

  async #become(bonds: Bonds): Promise<void> {
    const change = (bond: string, more: object): Change => {
      const [type, from, to] = bond.split(' ');
      return { type, from, to, ...more } as Change;
    };
    const now = await bondsOf(this.shop.store, this.people);
    await this.shop.store.commit({
      changes: [
        ...now.map((bond) => change(bond, { kind: 'deleteEdge' })),
        ...bonds.map((bond) => change(bond, { kind: 'putEdge', at: 1, props: {} })),
      ],
    });
  }
}

function orders(of: readonly number[]): number[][] {
  if (of.length <= 1) return [[...of]];
  return of.flatMap((first) => orders(of.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}
