import { defineRefusal } from '../../use-cases/refusal.js';

export const ThreadMismatch = defineRefusal('ThreadMismatch', 'The comment you answer is on something else.');
