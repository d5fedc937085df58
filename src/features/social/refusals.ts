import { defineRefusal } from '../../use-cases/refusal.js';

export const AlreadyFriends = defineRefusal('AlreadyFriends', 'You are friends already.');
export const AlreadyRequested = defineRefusal('AlreadyRequested', 'You asked already; the answer is theirs.');
export const NoSuchRequest = defineRefusal('NoSuchRequest', 'There is no such friend request any more.');
export const NotFriends = defineRefusal('NotFriends', 'You are not friends.');
export const ThatIsYou = defineRefusal('ThatIsYou', 'That is you.');
