/** A sku as it is kept, in capitals, or null when it cannot be one. */
export function validSku(text: string): string | null {
  const sku = text.trim().toUpperCase();
  return /^[A-Z0-9][A-Z0-9._-]{0,63}$/.test(sku) ? sku : null;
}
