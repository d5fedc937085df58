import type { Id } from '../../../graph-models/domain/ids.js';
import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { peopleSearch } from './user-changes.js';

/** What somebody changes about themselves; what is left out stays. */
export interface ProfileEdit {
  readonly name?: string | undefined;
  readonly bio?: string | undefined;
  readonly locale?: string | undefined;
  readonly visibility?: Visibility | undefined;
}

export async function planUpdateProfile(
  shop: Shop,
  userId: Id<'User'>,
  edit: ProfileEdit,
): Promise<Plan<{ userId: string }> | Refusal> {
  const [user] = await shop.store.nodes('User', [userId]);
  if (!user) return new NotFound();
  const name = edit.name === undefined ? user.props.name : normalText(edit.name);
  const props = {
    name,
    search: peopleSearch(user.props.handle, name),
    ...(edit.bio !== undefined && { bio: normalText(edit.bio) }),
    ...(edit.locale !== undefined && { locale: edit.locale }),
    ...(edit.visibility !== undefined && { visibility: edit.visibility }),
  };
  return {
    expect: [{ kind: 'nodeVersion', id: userId, version: user.version }],
    changes: [{ kind: 'updateNode', id: userId, props }],
    result: { userId },
  };
}
