import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.js';

/** Every key of a shop, derived from one secret (HKDF-SHA-256, RFC 5869), each for one purpose. */
export interface Keys {
  /** Ed25519. */
  readonly signing: KeyObject;
  readonly verifying: KeyObject;
  readonly refresh: Uint8Array;
  readonly emailHash: Uint8Array;
  readonly emailSeal: Uint8Array;
  readonly digest: Uint8Array;
}

/** PKCS #8 head of an Ed25519 private key; its 32-byte seed follows (RFC 8410). */
const ED25519_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

export function keysOf(secret: string): Keys {
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, 'grapevine', purpose, 32));
  const der = Buffer.concat([ED25519_HEAD, derive('token signing')]);
  const signing = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    signing,
    verifying: createPublicKey(signing),
    refresh: derive('refresh tokens'),
    emailHash: derive('e-mail lookup'),
    emailSeal: derive('e-mail seal'),
    digest: derive('receipts'),
  };
}

/** The secret kept in the data folder, made at the first start; only its owner can read it. */
export function secretFrom(dataDir: string): string {
  const path = join(dataDir, 'secret');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  makeFolder(dataDir);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}

/** HMAC-SHA-256, base64url. */
export function mac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
