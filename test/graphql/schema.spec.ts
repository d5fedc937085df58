import { describe, expect, it } from '@jest/globals';
import { isInputObjectType, isObjectType, isUnionType, parse, validate } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { featuresOf } from '../../src/app.js';
import { sdlOf } from '../../src/commands/schema.js';
import { schemaOf } from '../../src/graphql/schema.js';
import { testParts } from '../support/parts.js';

const schema = await schemaOf(featuresOf(testParts()));
const operations = readdirSync('schema/operations').filter((file) => file.endsWith('.graphql'));

describe('the schema', () => {
  it('is the committed one; `npx grapevine schema` writes it', () => {
    expect(sdlOf(schema)).toBe(readFileSync('schema/schema.graphql', 'utf8'));
  });

  it.each(operations)('answers the operation %s', (file) => {
    const document = parse(readFileSync(`schema/operations/${file}`, 'utf8'));
    expect(validate(schema, document)).toEqual([]);
  });

  it('gives every mutation one input, with an idempotency key', () => {
    for (const field of Object.values(schema.getMutationType()!.getFields())) {
      expect([field.name, field.args.map(({ name }) => name)]).toEqual([field.name, ['input']]);
      const type = schema.getType(String(field.args[0]!.type).replace('!', ''));
      if (!isInputObjectType(type)) throw new Error(`${field.name} takes no input type`);
      expect([field.name, Object.keys(type.getFields())]).toEqual([
        field.name,
        expect.arrayContaining(['idempotencyKey']),
      ]);
    }
  });

  it('has every refusal say why', () => {
    const refusals = Object.values(schema.getTypeMap())
      .filter(isUnionType)
      .flatMap((union) => union.getTypes())
      .filter((type) => type.getInterfaces().some(({ name }) => name === 'Refusal'));
    expect(refusals.length).toBeGreaterThan(20);
    for (const refusal of refusals) expect(Object.keys(refusal.getFields())).toContain('message');
  });

  it('pages every connection alike', () => {
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      for (const field of Object.values(type.getFields())) {
        if (!/Connection!?$/.test(String(field.type))) continue;
        const given = field.args.map(({ name }) => name);
        expect([type.name, field.name, given]).toEqual([
          type.name,
          field.name,
          expect.arrayContaining(['first', 'after']),
        ]);
      }
    }
  });
});
