import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { makeFolder } from '../make-folder.js';

/** What a registry does to a disk; each call is done or not done when the process dies, `write` also half done. */
export interface ModelFiles {
  readonly makeFolder: (path: string) => Promise<void>;
  /** Resolves when the content is on the disk, not only on its way. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>;
  /** All or nothing, and on the disk when it resolves. */
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

export const filesOnDisk: ModelFiles = {
  makeFolder: (path) => Promise.resolve().then(() => makeFolder(path)),
  async write(path, content) {
    await synced(path, 'w', (file) => file.writeFile(content));
  },
  async rename(from, to) {
    await rename(from, to);
    await synced(to.slice(0, Math.max(1, to.lastIndexOf('/'))), 'r', () => Promise.resolve());
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
};

type Handle = Awaited<ReturnType<typeof open>>;

async function synced(path: string, flags: string, use: (file: Handle) => Promise<void>): Promise<void> {
  const file = await open(path, flags);
  try {
    await use(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A file's bytes, null when it is not there. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** The names in a folder, none when it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
