import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Category } from '../catalog/index.js';

@ObjectType({
  description: 'A category that your two-hop network is busy with; `hotTopics` says how it is counted.',
})
export class HotTopic {
  @Field(() => Category)
  readonly category!: Category;

  @Field(() => Int, { description: 'In the last 7 days.' })
  readonly people!: number;

  @Field(() => Float)
  readonly expectedPeople!: number;

  @Field(() => Float)
  readonly score!: number;
}
