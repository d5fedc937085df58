import type { Value } from '../../../graph-models/domain/vocabulary.js';
import { normalValue } from '../values.js';

export type Properties = Record<string, Value>;

/** Marks text that holds values which JSON has no word for; those are objects, which no property is. */
const MARK = '~';

/** Properties as text: JSON, but for big integers and negative zero. */
export function encodeProperties(props: Readonly<Record<string, unknown>>): string {
  const values = Object.values(props);
  if (!values.some(isBeyondJson)) return JSON.stringify(props);
  return (
    MARK + JSON.stringify(props, (_name, value: unknown) => (isBeyondJson(value) ? marked(value) : value))
  );
}

export function decodeProperties(text: string | null): Properties {
  if (text === null) return {};
  if (!text.startsWith(MARK)) return JSON.parse(text) as Properties;
  const props = JSON.parse(text.slice(1)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, unmarked(value)]));
}

function isBeyondJson(value: unknown): boolean {
  return (
    typeof value === 'bigint' || Object.is(value, -0) || (Array.isArray(value) && value.some(isBeyondJson))
  );
}

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value;
  const normal = typeof value === 'bigint' ? normalValue(value) : value;
  if (Object.is(normal, -0)) return { negative: 0 };
  return typeof normal === 'bigint' ? { integer: String(normal) } : normal;
}

function unmarked(value: unknown): Value {
  if (Array.isArray(value)) return value.map(unmarked) as Value;
  if (typeof value !== 'object' || value === null) return value as Value;
  return 'integer' in value ? BigInt(value.integer as string) : -0;
}
