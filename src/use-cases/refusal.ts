import { Field, InterfaceType, ObjectType, type ClassType } from 'type-graphql';

/** Why a mutation did nothing, as a member of its result union: expected, typed, safe to show. */
@InterfaceType({ description: 'Why a mutation did nothing. Nothing was written.' })
export abstract class Refusal {
  @Field(() => String, { description: 'A sentence in English that may be shown.' })
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A refusal type named `name`, with a sentence of its own unless one is given. */
export function defineRefusal(name: string, sentence: string): new (message?: string) => Refusal {
  class Defined extends Refusal {
    constructor(message: string = sentence) {
      super(message);
    }
  }
  Object.defineProperty(Defined, 'name', { value: name });
  ObjectType(name, { implements: Refusal as unknown as ClassType, description: sentence })(Defined);
  return Defined;
}

export const NotFound = defineRefusal('NotFound', 'There is no such thing, or it is not visible to you.');
export const NotAllowed = defineRefusal('NotAllowed', 'You may not do this.');
