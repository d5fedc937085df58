import type { Id } from '../../../graph-models/domain/ids.js';
import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Change } from '../../store/graph-store.js';
import { searchWords } from '../search-words/index.js';

export interface NewUser {
  readonly userId: Id<'User'>;
  readonly handle: string;
  readonly name: string;
  readonly bio?: string;
  readonly locale: string;
  readonly visibility?: Visibility;
  readonly now: number;
}

/** By which words a person is found. */
export function peopleSearch(handle: string, name: string): string {
  return searchWords(`${name} ${handle}`);
}

/** A new person. */
export function userChanges(user: NewUser): Change[] {
  const name = normalText(user.name);
  const props = {
    handle: user.handle,
    name,
    bio: normalText(user.bio ?? ''),
    locale: user.locale,
    visibility: user.visibility ?? 'PUBLIC',
    joinedAt: user.now,
    search: peopleSearch(user.handle, name),
  };
  return [{ kind: 'createNode', id: user.userId, props }];
}
