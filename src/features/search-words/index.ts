export { isCjk, queryWords, searchWords, spacedWords, stem, wordsOf, type QueryWords } from './words.js';
