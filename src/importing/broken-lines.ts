import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { makeFolder } from '../make-folder.js';
import type { BundleLineError } from '../training/bundle.js';

/** A file with a line for every broken line of a bundle: file, line number, reason. Made when there is one. */
export class BrokenLines {
  #out: WriteStream | null = null;
  count = 0;

  /** Takes away what an earlier import left there. */
  constructor(readonly path: string) {
    rmSync(path, { force: true });
  }

  readonly add = ({ file, line, reason }: BundleLineError): void => {
    this.count++;
    if (this.#out === null) {
      makeFolder(dirname(this.path));
      this.#out = createWriteStream(this.path);
      this.#out.write('file\tline\treason\n');
    }
    this.#out.write(`${file}\t${line}\t${reason.replaceAll(/\p{Cc}/gu, ' ')}\n`);
  };

  async close(): Promise<void> {
    if (this.#out === null) return;
    this.#out.end();
    await finished(this.#out);
  }
}
