import { describe, expect, it } from '@jest/globals';
import { isObjectType } from 'graphql';
import { ID_PREFIX, makeId } from '../../graph-models/domain/ids.js';
import type { Label } from '../../graph-models/domain/vocabulary.js';
import { featuresOf } from '../../src/app.js';
import { globalId } from '../../src/graphql/global-id.js';
import { schemaOf } from '../../src/graphql/schema.js';
import { openStore } from '../../src/store/open.js';
import { openApi } from '../support/api.js';
import { testParts } from '../support/parts.js';

const features = featuresOf(testParts());
const schema = await schemaOf(features);
const nodeTypes = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name as Label);

describe('node(id)', () => {
  it('knows every type that is a Node, and no other', () => {
    const found = features.flatMap((feature) => feature.nodeTypes.map(({ label }) => label));
    expect(nodeTypes.length).toBeGreaterThan(6);
    expect([...found].sort()).toEqual([...nodeTypes].sort());
  });

  it.each(nodeTypes)('answers null for a %s that is not there', async (label) => {
    const api = await openApi(await openStore('memory:'), features);
    const id = globalId(makeId(label, '01HZZZZZZZZZZZZZZZZZZZZZZZ'));

    const answer = await api.execute('query ($id: ID!) { node(id: $id) { __typename id } }', { id });

    expect(answer).toEqual({ data: { node: null }, errors: [] });
  });

  it.each([
    ...['', 'x', 'null', '1', '../../etc/passwd', '💥', globalId('usr_short')],
    ...Object.keys(ID_PREFIX)
      .filter((label) => !nodeTypes.includes(label as Label))
      .map((label) => globalId(makeId(label as Label, '01HZZZZZZZZZZZZZZZZZZZZZZZ'))),
  ])('answers null for %j, which is no id of a thing', async (id) => {
    const api = await openApi(await openStore('memory:'), features);
    const answer = await api.execute('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(answer).toEqual({ data: { node: null }, errors: [] });
  });
});
