import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ModelRefusedError, type ModelContent, type ModelRegistry } from './model-registry.js';
import { decodeTensors, encodeTensors } from './tensor-file.js';

const POINTER = 'current';
const MANIFEST = 'manifest.json';
const TENSORS = 'tensors.safetensors';
/** The current one and what could be gone back to. */
const VERSIONS_KEPT = 3;

const manifestShape = z.object({
  schema: z.string(),
  fittedAt: z.number(),
  seed: z.number(),
  engine: z.string(),
  watermark: z.object({
    people: z.number(),
    items: z.number(),
    acts: z.number(),
    friendships: z.number(),
    newestActAt: z.number(),
  }),
  metrics: z.record(z.string(), z.number()),
  ranker: z.record(z.string(), z.json()),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

/**
 * Models as files: a folder a version with its manifest (which has the checksums) and its tensors, and a file `current`
 * with the version to serve. A version is written under another name and renamed when it is whole; `current` moves last.
 */
export class FileRegistry implements ModelRegistry {
  constructor(private readonly folder: string) {}

  async publish({ manifest, tensors }: ModelContent): Promise<string> {
    const bytes = encodeTensors(tensors);
    const sha256 = checksumOf(bytes);
    const version = `${timeName(manifest.fittedAt)}-${sha256.slice(0, 8)}`;
    const files = { [TENSORS]: { bytes: bytes.length, sha256 } };
    const unfinished = join(this.folder, `unfinished-${version}`);
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await writeDurably(join(unfinished, TENSORS), bytes);
    await writeDurably(join(unfinished, MANIFEST), JSON.stringify({ ...manifest, files }, null, 2));
    await rm(this.#folderOf(version), { recursive: true, force: true });
    await rename(unfinished, this.#folderOf(version));
    await writeDurably(join(this.folder, `${POINTER}.next`), version);
    await rename(join(this.folder, `${POINTER}.next`), join(this.folder, POINTER));
    await this.#forgetOld(version);
    return version;
  }

  async current(): Promise<string | null> {
    const text = await readIfThere(join(this.folder, POINTER));
    return text === null ? null : text.toString('utf8').trim();
  }

  async versions(): Promise<string[]> {
    let names: string[];
    try {
      names = await readdir(this.folder);
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
    return names
      .filter((name) => VERSION.test(name))
      .sort()
      .reverse();
  }

  async read(version: string): Promise<ModelContent> {
    const refused = (reason: string): ModelRefusedError => new ModelRefusedError(version, reason);
    if (!VERSION.test(version)) throw refused('this is no version');
    const text = await readIfThere(join(this.#folderOf(version), MANIFEST));
    if (text === null) throw refused('it has no manifest');
    const { files, ...manifest } = parseManifest(text.toString('utf8'), refused);
    const bytes = await readIfThere(join(this.#folderOf(version), TENSORS));
    const announced = files[TENSORS];
    if (bytes === null || announced === undefined) throw refused('it has no tensors');
    if (bytes.length !== announced.bytes)
      throw refused(`its tensors have ${bytes.length} bytes of ${announced.bytes}`);
    if (checksumOf(bytes) !== announced.sha256) throw refused('its tensors do not match their checksum');
    try {
      return { manifest, tensors: decodeTensors(bytes) };
    } catch (error) {
      throw refused(error instanceof Error ? error.message : 'its tensors cannot be read');
    }
  }

  #folderOf(version: string): string {
    return join(this.folder, version);
  }

  async #forgetOld(current: string): Promise<void> {
    const old = (await this.versions()).filter((version) => version !== current).slice(VERSIONS_KEPT - 1);
    for (const version of old) await rm(this.#folderOf(version), { recursive: true, force: true });
  }
}

const VERSION = /^\d{8}T\d{9}-[0-9a-f]{8}$/;

function timeName(at: number): string {
  return new Date(at).toISOString().replace(/[-:.Z]/g, '');
}

function parseManifest(
  text: string,
  refused: (reason: string) => ModelRefusedError,
): z.infer<typeof manifestShape> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refused('its manifest is not JSON');
  }
  const result = manifestShape.safeParse(parsed);
  if (!result.success) throw refused(`its manifest is wrong: ${z.prettifyError(result.error)}`);
  return result.data;
}

function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
