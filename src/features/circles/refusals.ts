import { defineRefusal } from '../../use-cases/refusal.js';

export const SlugTaken = defineRefusal('SlugTaken', 'Another circle has this address.');
export const SlugNotAllowed = defineRefusal(
  'SlugNotAllowed',
  'An address is 3 to 60 of a–z, 0–9 and hyphens.',
);
export const NotAMember = defineRefusal('NotAMember', 'Not a member of this circle.');
export const OwnerStays = defineRefusal(
  'OwnerStays',
  'The owner cannot leave a circle that others are in; hand it over first, or delete it.',
);
export const ByInvitation = defineRefusal('ByInvitation', 'Its owner adds people to this circle.');
