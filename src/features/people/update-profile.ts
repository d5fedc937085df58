import type { Id } from '../../../graph-models/domain/ids.js';
import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { peopleSearch } from './user-changes.js';

/** What somebody changes about themselves; what is left out, or null, stays. */
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
  const { handle, ...before } = user.props;
  const name = normalText(edit.name ?? before.name);
  const props = {
    name,
    search: peopleSearch(handle, name),
    bio: normalText(edit.bio ?? before.bio),
    locale: edit.locale ?? before.locale,
    visibility: edit.visibility ?? before.visibility,
  };
  return {
    expect: [{ kind: 'nodeVersion', id: userId, version: user.version }],
    changes: [{ kind: 'updateNode', id: userId, props }],
    result: { userId },
  };
}
