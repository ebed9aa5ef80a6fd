/**
 * The same data with every byte array on a buffer of its own. Structured clone copies the whole buffer behind a view,
 * so that ten bytes of a pooled buffer would travel as thousands, along with a stranger's data.
 */
export function ownBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return ownsItsBuffer(value) ? value : new Uint8Array(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ownBytes);
  // Files and arrays of other numbers, between a window and its worker: the clone knows them better.
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ownBytes(part)]));
}

function ownsItsBuffer(bytes: Uint8Array): boolean {
  return bytes.byteLength === bytes.buffer.byteLength && Object.getPrototypeOf(bytes) === Uint8Array.prototype;
}
