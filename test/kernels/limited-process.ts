// Asks for the memory of kernels, and prints what comes of it.
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { sentenceFor } from '../../src/failure.js';

try {
  new Numerics();
  console.log('had');
} catch (error) {
  console.log(sentenceFor(error));
}
