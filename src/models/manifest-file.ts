import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { ModelManifest } from './model-registry.js';

const shape = z.object({
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
  publication: z
    .object({
      mode: z.enum(['full', 'incremental']),
      because: z.string(),
      forced: z.string().nullable(),
    })
    .optional(),
  ranker: z.record(z.string(), z.json()),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

/** A manifest as it lies on the disk: what the model says of itself, and the checksums of its other files. */
export interface ManifestFile extends ModelManifest {
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** The manifest with a checksum of itself, as weights and options stand in it. */
export function manifestText(manifest: ManifestFile): string {
  return JSON.stringify({ ...manifest, sha256: checksumOf(JSON.stringify(manifest)) }, null, 2);
}

export function checksumOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** About 4 ms each. */
const BYTES_AT_ONCE = 4 * 2 ** 20;

/** The same of many bytes; others have their turns meanwhile. */
export async function checksumInPieces(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    hash.update(bytes.subarray(at, at + BYTES_AT_ONCE));
    await nextTurn();
  }
  return hash.digest('hex');
}

/** @throws whatever `refused` makes of the reason why the text is no manifest */
export function parseManifest(text: string, refused: (reason: string) => Error): ManifestFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refused('its manifest is not JSON');
  }
  const { sha256, ...manifest } = Object(parsed) as Record<string, unknown>;
  if (checksumOf(JSON.stringify(manifest)) !== sha256)
    throw refused('its manifest does not match its checksum');
  const result = shape.safeParse(manifest);
  if (!result.success) throw refused(`its manifest is wrong: ${z.prettifyError(result.error)}`);
  return result.data;
}
