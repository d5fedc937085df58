import { createHash } from 'node:crypto';

/** A bundle's name out of a folder's: words of a–z and 0–9 joined by hyphens; empty when there are none. */
export function bundleNameOf(folder: string): string {
  return words(folder).slice(0, LONGEST_BUNDLE).replace(/-+$/, '');
}

/** So that a handle has room for a key. */
const LONGEST_BUNDLE = 18;

/** Readable, unique names in the shop for a bundle's own keys. */
export class BundleNames {
  readonly #prefix: string;

  constructor(bundle: string) {
    this.#prefix = words(bundle) || 'import';
  }

  /** For example `lastfm-2`. */
  handle(key: string): string {
    return this.#named(key, 30);
  }

  /** As handles, in the capitals of all skus. */
  sku(key: string): string {
    return this.#named(key, 64).toUpperCase();
  }

  /** A category's slug, for example `ciao-24`. */
  slug(name: string): string {
    return this.#named(name, 60);
  }

  /** A key that cannot be written in a–z and 0–9 gets a piece of its hash, so that no two share a name. */
  #named(key: string, longest: number): string {
    const readable = words(key);
    const whole = `${this.#prefix}-${readable}`;
    if (readable === key && whole.length <= longest) return whole;
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 10);
    const room = longest - hash.length - 1;
    return `${whole.slice(0, room).replace(/-+$/, '')}-${hash}`;
  }
}

function words(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
