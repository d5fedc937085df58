import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

const FIRST_QUERY = `# Three things to try are printed by \`npm start\`; sign in first and put the
# access token into the headers below: { "authorization": "Bearer …" }

query Recommendations {
  viewer {
    recommendations(first: 5) {
      edges {
        node { title }
        score
        parts { name value }
        reasons { __typename contribution ... on FriendReason { friend { name } acts { type } } }
      }
    }
  }
}
`;

/** The GraphiQL page with its script inside, so it works without a network. */
export function graphiqlPage(): string {
  const options = {
    title: 'Grapevine',
    endpoint: '/graphql',
    defaultQuery: FIRST_QUERY,
    subscriptionsProtocol: 'GRAPHQL_SSE',
    // The page reads it, and its type does not know it: subscriptions are sent like the rest, with a body.
    method: 'POST',
  } as const;
  return renderGraphiQL(options);
}
