import { Field, Int, ObjectType } from 'type-graphql';
import { defineRefusal, Refusal } from '../../use-cases/refusal.js';

export const EmailTaken = defineRefusal(
  'EmailTaken',
  'There is an account with this e-mail address already.',
);
export const HandleTaken = defineRefusal('HandleTaken', 'Somebody else has this handle.');
export const HandleNotAllowed = defineRefusal(
  'HandleNotAllowed',
  'A handle is 3 to 30 of a–z, 0–9 and hyphens, and not a reserved word.',
);
export const WrongCredentials = defineRefusal(
  'WrongCredentials',
  'There is no account with this e-mail address and password.',
);
export const WrongPassword = defineRefusal('WrongPassword', 'That is not your password.');
export const SessionEnded = defineRefusal('SessionEnded', 'This session has ended; sign in again.');

@ObjectType({ implements: Refusal, description: 'Too many attempts; wait before the next.' })
export class TooManyAttempts extends Refusal {
  @Field(() => Int)
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many attempts; try again in ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
