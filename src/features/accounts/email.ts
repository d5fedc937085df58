import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mac, type Keys } from './keys.js';

/** The address as it is compared: trimmed, NFKC, lower case. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

/** By which an account is found without the store holding the address. */
export function emailHash(keys: Keys, email: string): string {
  return mac(keys.emailHash, normalEmail(email));
}

/** AES-256-GCM: nonce, tag and text, base64url. */
export function sealEmail(keys: Keys, email: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.emailSeal, nonce);
  const sealed = Buffer.concat([cipher.update(email.trim(), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

export function openEmail(keys: Keys, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keys.emailSeal, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
