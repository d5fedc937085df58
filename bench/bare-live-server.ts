/** graphql-ws and nothing else: what a subscription costs at the least. */
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const field = { type: GraphQLString };
async function* tick(): AsyncGenerator<{ tick: string }> {
  yield { tick: 'now' };
  await new Promise(() => undefined);
}
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { tick: field } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: { tick: { ...field, subscribe: () => tick() } },
  }),
});
const http = createServer();
useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql' }));
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  process.stderr.write(`answers on http://127.0.0.1:${port}/graphql\n`);
});
