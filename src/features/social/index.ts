import type { Feature } from '../../graphql/feature.js';
import { FriendshipResolver } from './friendship-resolver.js';
import { UserSocialResolver, ViewerSocialResolver } from './social-resolver.js';

export { planBlock, planFollow, planUnblock, planUnfollow } from './following.js';
export {
  planAcceptFriend,
  planCancelFriendRequest,
  planDeclineFriend,
  planRequestFriend,
  planUnfriend,
} from './friendship.js';
export { ThatIsYou } from './refusals.js';
export { requestsBetween } from './requests.js';

/** Friends, requests, follows and blocks. */
export function socialFeature(): Feature {
  return {
    resolvers: [new FriendshipResolver(), new ViewerSocialResolver(), new UserSocialResolver()],
    nodeTypes: [],
  };
}
