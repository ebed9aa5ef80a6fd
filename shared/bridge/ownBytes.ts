/**
 * The same data with every byte array on a buffer of its own. Structured clone copies the whole buffer behind a view,
 * so that ten bytes of a pooled buffer would travel as thousands, along with a stranger's data. What holds no such view
 * is the very object that came in: a change of five thousand outlines must not be copied twice.
 */
export function ownBytes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return ownsItsBuffer(value) ? value : new Uint8Array(value);
  if (Array.isArray(value)) return ownParts(value);
  // Files and arrays of other numbers, between a window and its worker: the clone knows them better.
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  const parts = Object.values(value);
  const own = ownParts(parts);
  return own === parts ? value : Object.fromEntries(Object.keys(value).map((key, at) => [key, own[at]]));
}

/** The list itself where every part of it may stay. */
function ownParts(parts: readonly unknown[]): readonly unknown[] {
  for (const [at, part] of parts.entries()) if (typeof part === 'object' && part !== null && ownBytes(part) !== part) return [...parts.slice(0, at), ...parts.slice(at).map(ownBytes)];
  return parts;
}

function ownsItsBuffer(bytes: Uint8Array): boolean {
  return bytes.byteLength === bytes.buffer.byteLength && Object.getPrototypeOf(bytes) === Uint8Array.prototype;
}
