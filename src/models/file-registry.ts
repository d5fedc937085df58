import { join } from 'node:path';
import {
  checksumInPieces,
  checksumOf,
  manifestText,
  parseManifest,
  type ManifestFile,
} from './manifest-file.js';
import { filesOnDisk, namesIn, readIfThere, type ModelFiles } from './model-files.js';
import {
  ModelMovedError,
  ModelRefusedError,
  type KeptModel,
  type ModelContent,
  type ModelHistory,
} from './model-registry.js';
import { decodeTensors, encodeTensors } from './tensor-file.js';

const POINTER = 'current';
const MANIFEST = 'manifest.json';
const TENSORS = 'tensors.safetensors';
const WITHDRAWN = 'withdrawn';
/** The current one and what could be gone back to; and as many that were rolled back over. */
const VERSIONS_KEPT = 3;
/** What a publisher leaves behind for longer has no publisher any more. */
const ABANDONED_AFTER_MS = 3_600_000;

/**
 * Models as files: a folder a version with its manifest (which has the checksums) and its tensors, and a file `current`
 * with the version to serve. A version is written under another name and renamed when it is whole; `current` moves last.
 * One that was rolled back over has a file `withdrawn`, with the time.
 */
export class FileRegistry implements ModelHistory {
  constructor(
    private readonly folder: string,
    private readonly files: ModelFiles = filesOnDisk,
  ) {}

  async publish({ manifest, tensors }: ModelContent, over?: string | null): Promise<string> {
    const bytes = encodeTensors(tensors);
    const sha256 = checksumOf(bytes);
    const version = `${timeName(manifest.fittedAt)}-${sha256.slice(0, 8)}`;
    const unfinished = join(this.folder, `unfinished-${version}`);
    const isThere = await this.#isWhole(version);
    try {
      if (!isThere) {
        await this.files.remove(unfinished);
        await this.files.makeFolder(unfinished);
        await this.files.write(join(unfinished, TENSORS), bytes);
        const file: ManifestFile = { ...manifest, files: { [TENSORS]: { bytes: bytes.length, sha256 } } };
        await this.files.write(join(unfinished, MANIFEST), manifestText(file));
        await this.files.remove(this.#folderOf(version));
        await this.files.rename(unfinished, this.#folderOf(version));
      }
      await this.#pointTo(version, over);
    } catch (error) {
      // A full disk is not to stay full of what came to nothing; if even that fails, what failed first is what is told.
      await this.files.remove(unfinished).catch(() => undefined);
      if (error instanceof ModelMovedError && !isThere) await this.files.remove(this.#folderOf(version));
      throw error;
    }
    await this.#forgetOld(version);
    await this.#clearAbandoned(manifest.fittedAt);
    return version;
  }

  async current(): Promise<string | null> {
    const text = await readIfThere(join(this.folder, POINTER));
    return text === null ? null : text.toString('utf8').trim();
  }

  async versions(): Promise<string[]> {
    const { standing } = await this.#kept();
    return standing;
  }

  async read(version: string): Promise<ModelContent> {
    const refused = (reason: string): ModelRefusedError => new ModelRefusedError(version, reason);
    const { files, ...manifest } = await this.#manifestOf(version);
    const bytes = await readIfThere(join(this.#folderOf(version), TENSORS));
    const announced = files[TENSORS];
    if (bytes === null || announced === undefined) throw refused('it has no tensors');
    if (bytes.length !== announced.bytes)
      throw refused(`its tensors have ${bytes.length} bytes of ${announced.bytes}`);
    if ((await checksumInPieces(bytes)) !== announced.sha256)
      throw refused('its tensors do not match their checksum');
    const since = await readIfThere(join(this.#folderOf(version), WITHDRAWN));
    if (since !== null) throw refused(`it was rolled back over on ${since.toString('utf8').trim()}`);
    try {
      return { manifest, tensors: decodeTensors(bytes) };
    } catch (error) {
      throw refused(error instanceof Error ? error.message : 'its tensors cannot be read');
    }
  }

  async history(): Promise<KeptModel[]> {
    const current = await this.current();
    const versions = await this.#all();
    return Promise.all(
      versions.map(async (version) => {
        const isCurrent = version === current;
        try {
          return { version, isCurrent, manifest: (await this.read(version)).manifest, refused: null };
        } catch (error) {
          if (!(error instanceof ModelRefusedError)) throw error;
          const manifest = await this.#manifestOf(version).catch(() => null);
          return { version, isCurrent, manifest, refused: error.reason };
        }
      }),
    );
  }

  /** Marks before it moves the pointer: cut short, the newest version that is not marked is served. */
  async rollBack(to: string, at: number): Promise<void> {
    await this.#manifestOf(to);
    await this.files.remove(join(this.#folderOf(to), WITHDRAWN));
    await this.read(to);
    for (const version of await this.versions())
      if (version > to)
        await this.files.write(join(this.#folderOf(version), WITHDRAWN), new Date(at).toISOString());
    await this.#pointTo(to);
  }

  async #pointTo(version: string, over?: string | null): Promise<void> {
    const next = join(this.folder, `${POINTER}.next-${version}`);
    await this.files.write(next, version);
    const current = await this.current();
    if (over !== undefined && current !== over && current !== version) {
      await this.files.remove(next);
      throw new ModelMovedError(current);
    }
    await this.files.rename(next, join(this.folder, POINTER));
  }

  async #manifestOf(version: string): Promise<ManifestFile> {
    const refused = (reason: string): ModelRefusedError => new ModelRefusedError(version, reason);
    if (!VERSION.test(version)) throw refused('this is no version');
    const text = await readIfThere(join(this.#folderOf(version), MANIFEST));
    if (text === null) throw refused('it has no manifest');
    return parseManifest(text.toString('utf8'), refused);
  }

  async #isWhole(version: string): Promise<boolean> {
    try {
      await this.read(version);
      return true;
    } catch (error) {
      if (error instanceof ModelRefusedError) return false;
      throw error;
    }
  }

  #folderOf(version: string): string {
    return join(this.folder, version);
  }

  async #all(): Promise<string[]> {
    const names = await namesIn(this.folder);
    return names
      .filter((name) => VERSION.test(name))
      .sort()
      .reverse();
  }

  async #kept(): Promise<{ readonly standing: string[]; readonly withdrawn: string[] }> {
    const [standing, withdrawn]: [string[], string[]] = [[], []];
    for (const version of await this.#all()) {
      const marked = (await namesIn(this.#folderOf(version))).includes(WITHDRAWN);
      (marked ? withdrawn : standing).push(version);
    }
    return { standing, withdrawn };
  }

  async #forgetOld(current: string): Promise<void> {
    const { standing, withdrawn } = await this.#kept();
    const others = standing.filter((version) => version !== current);
    for (const version of [...others.slice(VERSIONS_KEPT - 1), ...withdrawn.slice(VERSIONS_KEPT)])
      await this.files.remove(this.#folderOf(version));
  }

  async #clearAbandoned(now: number): Promise<void> {
    const abandoned = timeName(now - ABANDONED_AFTER_MS);
    for (const name of await namesIn(this.folder)) {
      const version = /^(?:unfinished|current\.next)-(.+)$/.exec(name)?.[1];
      if (version !== undefined && version < abandoned) await this.files.remove(join(this.folder, name));
    }
  }
}

const VERSION = /^\d{8}T\d{9}-[0-9a-f]{8}$/;

function timeName(at: number): string {
  return new Date(at).toISOString().replace(/[-:.Z]/g, '');
}
