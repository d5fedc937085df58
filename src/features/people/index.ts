import { nodeType, type Feature } from '../../graphql/feature.js';
import { peopleById } from './find-people.js';
import { PeopleResolver } from './people-resolver.js';

export { peopleById, personByHandle, personById } from './find-people.js';
export { validHandle } from './handle.js';
export { planUpdateProfile, type ProfileEdit } from './update-profile.js';
export { peopleSearch, userChanges, type NewUser } from './user-changes.js';
export { writtenBy } from './written-by.js';
export { User, UserConnection, UserEdge, Visibility } from './user.js';

/** People: who they are, and what they say of themselves. */
export function peopleFeature(): Feature {
  return {
    resolvers: [new PeopleResolver()],
    nodeTypes: [nodeType('User', (ids, context) => peopleById(context, ids))],
  };
}
