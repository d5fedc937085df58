import type { Config } from './config.js';

/** What is said once the shop answers: where, and three things to try. */
export function welcome(config: Config, port: number): string {
  const shown = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(config.host) ? 'localhost' : config.host;
  const address = `http://${shown}:${port}`;
  const lines = ['', `Grapevine answers on ${address}/graphql`];
  if (config.graphiql) lines.push(`Explore it in a browser: ${address}/graphql`);
  if (config.seedDemo) {
    lines.push(
      '',
      'Three things to try, as Alice (alice@example.org, password grapevine):',
      '  1. mutation { signIn(input: { email: "alice@example.org", password: "grapevine" }) { ... on Session { accessToken } } }',
      '     and put { "authorization": "Bearer …" } into the headers',
      '  2. { viewer { recommendations(first: 5) { edges { node { title } score parts { name value } reasons { contribution ... on FriendReason { friend { name } } } } } } }',
      '  3. { search(query: "kettle", first: 5) { edges { node { title price { amountMinor currency } } } } }',
    );
  }
  return `${lines.join('\n')}\n`;
}
