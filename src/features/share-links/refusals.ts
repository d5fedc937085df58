import { defineRefusal } from '../../use-cases/refusal.js';

export const ShareLinkGone = defineRefusal('ShareLinkGone', 'This link leads nowhere, or not any more.');
export const TooManyShareLinks = defineRefusal(
  'TooManyShareLinks',
  'You have as many links as a person may have: take some back, or wait until those that ended are forgotten.',
);
export const NotPublic = defineRefusal('NotPublic', 'Only what is for everybody can be shared outside.');
