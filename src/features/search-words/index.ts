export { queryWords, searchWords, wordsOf, type QueryWords } from './words.js';
