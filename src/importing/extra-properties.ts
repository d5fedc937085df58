/** Names that the format or the shop itself gives a meaning on items and acts. */
const OURS: ReadonlySet<string> = new Set(
  (
    'id at source search sku title titleZh description descriptionZh price priceMinor currency brand sellerId category ' +
    'categories categorySlugs pictures available createdAt rated1 rated2 rated3 rated4 rated5 rating reviewId orderId times'
  ).split(' '),
);

/** Columns beyond the format's own, as properties that an analyst finds again; numbers as numbers. */
export function extraProperties(extra: Readonly<Record<string, string>>): Record<string, string | number> {
  const properties: Record<string, string | number> = {};
  for (const [column, text] of Object.entries(extra)) {
    if (text.trim() === '' || OURS.has(column) || !/^[a-z][a-z0-9_]{0,39}$/.test(column)) continue;
    const number = Number(text);
    properties[column] = Number.isFinite(number) ? number : text;
  }
  return properties;
}
