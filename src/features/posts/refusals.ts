import { defineRefusal } from '../../use-cases/refusal.js';

export const CircleNeeded = defineRefusal(
  'CircleNeeded',
  'A post for a circle names one that you are in; a post for others names none.',
);
