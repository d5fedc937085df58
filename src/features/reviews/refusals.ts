import { defineRefusal } from '../../use-cases/refusal.js';

export const AlreadyReviewed = defineRefusal(
  'AlreadyReviewed',
  'You reviewed this item already; edit your review.',
);
export const OwnReview = defineRefusal('OwnReview', 'This review is yours.');
