const SHAPE = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,29}$/;
const RESERVED = new Set([
  'admin',
  'staff',
  'support',
  'help',
  'grapevine',
  'viewer',
  'system',
  'deleted',
  'api',
]);

/** The handle as it is kept, lower case, or null when it may not be one. */
export function validHandle(text: string): string | null {
  const handle = text.trim().toLowerCase();
  if (!SHAPE.test(handle) || RESERVED.has(handle) || handle.startsWith('deleted-')) return null;
  return handle;
}
