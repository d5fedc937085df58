import { defineRefusal } from '../../use-cases/refusal.js';

export const OwnItem = defineRefusal('OwnItem', 'You sell this item yourself.');
