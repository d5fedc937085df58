export { queryWords, searchWords, wordsOf, type QueryWords } from '../search-words/index.js';
