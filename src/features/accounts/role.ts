import { registerEnumType } from 'type-graphql';
import type { Role as StoredRole } from '../../../graph-models/domain/vocabulary.js';

export const Role = {
  SHOPPER: 'SHOPPER',
  SELLER: 'SELLER',
  ANALYST: 'ANALYST',
  STAFF: 'STAFF',
} as const satisfies { readonly [R in StoredRole]: R };
export type Role = StoredRole;

registerEnumType(Role, { name: 'Role', description: 'What somebody may do.' });
