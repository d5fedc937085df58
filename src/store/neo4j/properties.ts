import type { Id } from '../../../graph-models/domain/ids.js';
import type {
  EdgeProps,
  EdgeType,
  Label,
  NodeProps,
  Value,
} from '../../../graph-models/domain/vocabulary.js';
import type { GraphEdge, GraphNode } from '../graph-store.js';
import { normalValue } from '../values.js';
import { indexedText, isSearched } from './search.js';

/** Names the adapter needs for itself; a property of the same name is kept with an underscore before it. */
const OWN_NODE_NAMES = new Set(['id', 'version', 'searchAsGiven']);
const OWN_EDGE_NAMES = new Set(['from', 'to', 'at']);

export type Properties = Record<string, unknown>;
export type StoredEdge = Properties & { readonly from: string; readonly to: string };

/** A property's name as it is stored on a node. */
export const nodePropertyName = (name: string): string => storedName(name, OWN_NODE_NAMES);

/**
 * A node's properties as parameters; null, which takes a property away, stays null. A `search` text that the index
 * would cut in other places is stored as the index should read it, and as it was given beside it.
 */
export function storedNode(label: Label, props: object): Properties {
  const properties = stored(props, OWN_NODE_NAMES);
  if (!isSearched(label) || !('search' in properties)) return properties;
  const given = properties['search'];
  const search = typeof given === 'string' ? indexedText(given) : given;
  return { ...properties, search, searchAsGiven: search === given ? null : given };
}

/** An edge's properties as parameters, with what it is found and ordered by. */
export function storedEdge(edge: { from: string; to: string; at: number; props: object }): StoredEdge {
  const properties = stored(edge.props, OWN_EDGE_NAMES);
  properties['from'] = edge.from;
  properties['to'] = edge.to;
  properties['at'] = storedValue(edge.at);
  return properties as StoredEdge;
}

export function readNode<L extends Label>(label: L, properties: Properties): GraphNode<L> {
  return {
    id: properties['id'] as Id<L>,
    label,
    version: Number(properties['version']),
    props: readNodeProps(properties) as unknown as NodeProps[L],
  };
}

export function readEdge<T extends EdgeType>(type: T, properties: Properties): GraphEdge<T> {
  return {
    type,
    from: properties['from'] as Id,
    to: properties['to'] as Id,
    at: Number(properties['at']),
    props: read(properties, OWN_EDGE_NAMES) as unknown as EdgeProps[T],
  };
}

/** A value as every store gives it back. */
export function readValue(value: unknown): Value {
  if (!Array.isArray(value)) return normalValue(value as Value);
  return value.map((entry: unknown) => (typeof entry === 'bigint' ? Number(entry) : entry)) as Value;
}

/** Integers travel as integers, so that an analyst sees 5 and not 5.0; every other number as a double. */
export function storedValue(value: Value | null): unknown {
  if (typeof value === 'number') return isInteger(value) ? BigInt(value) : value;
  if (!Array.isArray(value)) return value;
  const list = value as readonly (string | number)[];
  return list.every((entry) => typeof entry === 'number' && isInteger(entry)) ? list.map(BigInt) : list;
}

const isInteger = (value: number) => Number.isSafeInteger(value) && !Object.is(value, -0);

function stored(props: object, ownNames: ReadonlySet<string>): Properties {
  const result: Properties = {};
  for (const [name, value] of Object.entries(props)) {
    result[storedName(name, ownNames)] = storedValue(value as Value | null);
  }
  return result;
}

function readNodeProps(properties: Properties): Record<string, Value> {
  const given = properties['searchAsGiven'] as string | undefined;
  const props = read(properties, OWN_NODE_NAMES);
  return given === undefined ? props : { ...props, search: given };
}

function read(properties: Properties, ownNames: ReadonlySet<string>): Record<string, Value> {
  const result: Record<string, Value> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (!ownNames.has(name)) result[readName(name, ownNames)] = readValue(value);
  }
  return result;
}

function storedName(name: string, ownNames: ReadonlySet<string>): string {
  return isLikeOwn(name, ownNames) ? `_${name}` : name;
}

function readName(name: string, ownNames: ReadonlySet<string>): string {
  return isLikeOwn(name, ownNames) ? name.slice(1) : name;
}

/** Whether `name` is one of the adapter's own, but for underscores before it. */
function isLikeOwn(name: string, ownNames: ReadonlySet<string>): boolean {
  return ownNames.has(name.startsWith('_') ? name.replace(/^_+/, '') : name);
}
