import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { MAX_TOKENS } from './policy.js';

/** Parsing and validating go down one bracket at a time, and the stack has an end. No query of `MAX_DEPTH` needs as many. */
const MOST = 250;
const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Looks at a text before it is parsed. @throws GraphQLError TOO_DEEP */
export function checkNesting(text: string): void {
  if (brackets(text) <= MOST || nesting(text) <= MOST) return;
  throw new GraphQLError(`The most is ${MOST} brackets in each other.`, {
    extensions: { code: 'TOO_DEEP', http: { status: 400 } },
  });
}

/** All that open anything, also in strings and comments: quick, and never less than what is nested. */
function brackets(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b || code === 0x28) count++;
  }
  return count;
}

function nesting(text: string): number {
  const lexer = new Lexer(new Source(text));
  let [deepest, depth] = [0, 0];
  try {
    for (let n = 0; n < MAX_TOKENS && lexer.advance().kind !== TokenKind.EOF; n++) {
      if (OPENING.has(lexer.token.kind)) deepest = Math.max(deepest, ++depth);
      else if (CLOSING.has(lexer.token.kind)) depth--;
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error; // the parser says what is no token
  }
  return deepest;
}
