/** graphql-ws and nothing else: what a subscription costs at the least. What is posted to /say is told to everybody. */
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';

const field = { type: GraphQLString };
let waiting: ((said: string) => void)[] = [];
async function* tick(): AsyncGenerator<{ tick: string }> {
  yield { tick: 'now' };
  for (;;) yield { tick: await new Promise<string>((resolve) => waiting.push(resolve)) };
}
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { tick: field } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: { tick: { ...field, subscribe: () => tick() } },
  }),
});
const http = createServer((request, response) => {
  void text(request).then((said) => {
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(said);
    response.end();
  });
});
useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql' }));
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  process.stderr.write(`answers on http://127.0.0.1:${port}/graphql\n`);
});
