/** Packs or unpacks a stream of bytes by the platform's own deflate. Stops its work when the reader stops. */
export async function* through(machine: PackingStream, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const writer = machine.writable.getWriter();
  const reader = machine.readable.getReader();
  const failed: Error[] = [];
  const fed = (async () => {
    for await (const part of bytes) await writer.write(part);
    await writer.close();
  })().catch(async (error: unknown) => {
    failed.push(error instanceof Error ? error : new Error(String(error)));
    // Who waits for more must hear of it.
    await writer.abort().catch(() => undefined);
  });
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) if (part.value !== undefined) yield part.value;
    await fed;
  } catch (error) {
    await fed;
    throw failed[0] ?? error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (failed[0] !== undefined) throw failed[0];
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  return value;
});

/** CRC-32 as ZIP and PNG have it; `before` is that of the bytes before these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let at = 0; at < bytes.length; at += 1) value = (TABLE[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
