import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACT_KINDS, type ActKind } from '../../graph-models/interactions/act-kinds.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';

describe('the interaction graph', () => {
  it('reads a person’s acts newest first, whatever order they came in', () => {
    const graph = new InteractionGraph();
    const alice = graph.addPerson('alice');
    const kettle = graph.addItem('kettle');
    const lamp = graph.addItem('lamp');
    const tent = graph.addItem('tent');

    graph.addAct(alice, lamp, 'VIEWED', 200);
    graph.addAct(alice, kettle, 'PURCHASED', 300);
    graph.addAct(alice, tent, 'SAVED', 100);

    const acts = graph.actsOf(alice);
    expect([...acts.others]).toEqual([kettle, lamp, tent]);
    expect([...acts.times]).toEqual([300, 200, 100]);
    expect([...acts.kinds].map((code) => ACT_KINDS[code])).toEqual(['PURCHASED', 'VIEWED', 'SAVED']);
    expect([...graph.actorsOf(lamp).others]).toEqual([alice]);
  });

  it('keeps one act of a kind for a person and an item', () => {
    const graph = new InteractionGraph();
    const alice = graph.addPerson('alice');
    const kettle = graph.addItem('kettle');

    graph.addAct(alice, kettle, 'RATED', 100, 0.3);
    graph.addAct(alice, kettle, 'RATED', 200, 1);

    expect(graph.actCount).toBe(1);
    expect([...graph.actsOf(alice).weights]).toEqual([1]);
    expect([...graph.actsOf(alice).times]).toEqual([200]);
  });

  it('makes friendship mutual, and following one-way', () => {
    const graph = new InteractionGraph();
    const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((id) => graph.addPerson(id));

    graph.addFriend(alice!, bob!);
    graph.addFriend(alice!, carol!, true);

    expect([...graph.friendsOf(alice!)]).toEqual([bob, carol]);
    expect([...graph.friendsOf(bob!)]).toEqual([alice]);
    expect([...graph.friendsOf(carol!)]).toEqual([]);
    expect(graph.listenerCountOf(carol!)).toBe(1);
  });

  it('refuses an item it does not know, with the number it was given', () => {
    const graph = new InteractionGraph();
    const alice = graph.addPerson('alice');

    expect(() => graph.addAct(alice, 4, 'SAVED', 1)).toThrow('item 4 was given, there are 0');
  });

  it('after any live changes equals the graph rebuilt from what is left, in any order', () => {
    const change = fc.record({
      person: fc.nat(7),
      item: fc.nat(9),
      kind: fc.constantFrom<ActKind>('VIEWED', 'SAVED', 'RATED'),
      at: fc.nat(50),
      friend: fc.nat(7),
      what: fc.constantFrom('act', 'undo', 'befriend', 'unfriend', 'describe'),
    });

    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), fc.nat(), (changes, salt) => {
        const live = new InteractionGraph();
        const acts = new Map<string, () => void>();
        const rebuilt = new InteractionGraph();
        for (let i = 0; i < 8; i++) live.addPerson(`person ${i}`);
        for (let i = 0; i < 10; i++) live.addItem(`item ${i}`);
        for (let i = 7; i >= 0; i--) rebuilt.addPerson(`person ${i}`);
        for (let i = 9; i >= 0; i--) rebuilt.addItem(`item ${i}`);
        for (const { person, item, kind, at, friend, what } of changes) {
          const act = `${person} ${item} ${kind}`;
          const bond = [person, friend].sort().join(' knows ');
          const facts = { price: at, category: `c${at % 3}`, attributes: [`word:${at}`, `word:${item}`] };
          if (what === 'act') {
            live.addAct(person, item, kind, at, at / 50);
            acts.set(act, () => rebuilt.addAct(7 - person, 9 - item, kind, at, at / 50));
          } else if (what === 'undo') {
            live.removeAct(person, item, kind);
            acts.delete(act);
          } else if (what === 'befriend') {
            live.addFriend(person, friend);
            acts.set(bond, () => rebuilt.addFriend(7 - person, 7 - friend));
          } else if (what === 'unfriend') {
            live.removeFriend(person, friend);
            acts.delete(bond);
          } else {
            live.setItem(item, facts);
            acts.set(`facts ${item}`, () => rebuilt.setItem(9 - item, facts));
          }
        }

        const entries = [...acts.values()];
        for (let i = 0; i < entries.length; i++) entries[(i + salt) % entries.length]!();

        expect(live.checksum()).toBe(rebuilt.checksum());
        for (let i = 0; i < 8; i++)
          expect([...live.actsOf(i).times]).toEqual([...rebuilt.actsOf(7 - i).times]);
      }),
      { numRuns: 60 },
    );
  });

  it('changes its checksum with any one fact', () => {
    const build = (weight: number): string => {
      const graph = new InteractionGraph();
      graph.addAct(graph.addPerson('alice'), graph.addItem('kettle'), 'SAVED', 1, weight);
      return graph.checksum();
    };

    expect(build(1)).not.toBe(build(0.5));
  });
});
