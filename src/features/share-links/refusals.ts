import { defineRefusal } from '../../use-cases/refusal.js';

export const ShareLinkGone = defineRefusal('ShareLinkGone', 'This link leads nowhere, or not any more.');
export const NotPublic = defineRefusal('NotPublic', 'Only what is for everybody can be shared outside.');
