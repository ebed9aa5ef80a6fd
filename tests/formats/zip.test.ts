import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '#shared/formats/files/memory.ts';
import { mountFiles } from '#shared/formats/files/mountFiles.ts';
import { linesOf } from '#shared/formats/files/pieces.ts';
import { zipSink } from '#shared/formats/files/zipSink.ts';
import type { OpenFile } from '#shared/formats/files/files.ts';
import { zipSource } from '#shared/formats/files/zipSource.ts';
import type { Source } from '#shared/formats/files/files.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const openFile = (bytes: Uint8Array, name = 'a.zip'): OpenFile => ({ name, size: bytes.length, part: (from, to) => Promise.resolve(bytes.subarray(from, to)) });

async function zipOf(files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const file = memoryFile();
  const sink = zipSink(file, Date.UTC(2026, 0, 2));
  for (const [name, bytes] of Object.entries(files)) await sink.write(name, bytes);
  await sink.end();
  return file.bytes();
}

async function contentsOf(source: Source): Promise<Readonly<Record<string, string>>> {
  const all: Record<string, string> = {};
  for (const name of source.names) all[name] = new TextDecoder().decode(await source.read(name));
  return all;
}

/** Made by Info-ZIP's zip 3.0 with `a/one.txt` ("one\n", stored) and `two.txt` (300 times "two ", packed). */
const INFO_ZIP = 'UEsDBAoAAAAAAIy7e10AAAAAAAAAAAAAAAACAAAAYS9QSwMECgAAAAAAjLt7XZ+oF/gEAAAABAAAAAkAAABhL29uZS50eHRvbmUKUEsDBBQAAAAIAIy7e12kGppEDwAAALAEAAAHAAAAdHdvLnR4dCspz1coGcWjeBSP4iGAAVBLAQIeAwoAAAAAAIy7e10AAAAAAAAAAAAAAAACAAAAAAAAAAAAEADtQQAAAABhL1BLAQIeAwoAAAAAAIy7e12fqBf4BAAAAAQAAAAJAAAAAAAAAAEAAACkgSAAAABhL29uZS50eHRQSwECHgMUAAAACACMu3tdpBqaRA8AAACwBAAABwAAAAAAAAABAAAApIFLAAAAdHdvLnR4dFBLBQYAAAAAAwADAJwAAAB/AAAAAAA=';

describe('a ZIP archive', () => {
  it('written elsewhere is read', async () => {
    const source = await zipSource(openFile(Uint8Array.from(atob(INFO_ZIP), (character) => character.charCodeAt(0))));
    expect(await contentsOf(source)).toEqual({ 'a/one.txt': 'one\n', 'two.txt': 'two '.repeat(300) });
  });

  it('written here is read back, whatever is in it', async () => {
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.stringMatching(/^[a-zäö字]{1,8}(\/[a-z]{1,4})?\.txt$/u), fc.uint8Array({ maxLength: 3000 }), { maxKeys: 8 }), async (files) => {
      const source = await zipSource(openFile(await zipOf(files)));
      expect([...source.names].sort()).toEqual(Object.keys(files).sort());
      for (const [name, bytes] of Object.entries(files)) expect(await source.read(name)).toEqual(bytes);
    }), { numRuns: 60 });
  });

  it('takes files that grow, and more than 65,535 of them', async () => {
    const file = memoryFile();
    const sink = zipSink(file, 0);
    const one = await sink.open('grows.txt');
    for (let at = 0; at < 1000; at += 1) await one.append(text(`line ${at}\n`));
    await one.close();
    for (let at = 0; at < 66_000; at += 1) await sink.write(`${at}`, new Uint8Array());
    await sink.end();
    const source = await zipSource(openFile(file.bytes()));
    expect(source.names).toHaveLength(66_001);
    const lines: string[] = [];
    for await (const line of linesOf(source, 'grows.txt')) lines.push(line);
    expect([lines.length, lines[999]]).toEqual([1000, 'line 999']);
  });

  it('is put in a folder of its own where there are others', async () => {
    const zip = await zipOf({ 'b.txt': text('b') });
    expect((await mountFiles([openFile(zip)])).names).toEqual(['b.txt']);
    const both = await mountFiles([openFile(zip, 'x/a.zip'), openFile(text('c'), 'c.txt')]);
    expect(await contentsOf(both)).toEqual({ 'x/a/b.txt': 'b', 'c.txt': 'c' });
  });

  it.each(['../evil.txt', 'a/../../evil.txt', '/etc/passwd', 'C:\\evil.txt', '..\\evil.txt', 'a\0b'])('that holds %j is refused as a whole', async (name) => {
    await expect(zipSource(openFile(await zipOf({ [name]: text('x') })))).rejects.toMatchObject({ code: 'formats/zip-slip' });
  });

  it('that would unpack to far more than it is, or whose files share bytes, is refused', async () => {
    const zip = await zipOf({ 'big.txt': new Uint8Array(5000) });
    const view = new DataView(zip.buffer, zip.byteOffset);
    const entry = zip.length - 22 - (46 + 7);
    view.setUint32(entry + 24, 0xf0000000, true);
    await expect(zipSource(openFile(zip))).rejects.toMatchObject({ code: 'formats/zip-bomb' });
    view.setUint32(entry + 24, 5000, true);
    view.setUint32(entry + 20, 1_000_000, true);
    await expect(zipSource(openFile(zip))).rejects.toMatchObject({ code: 'formats/zip-bomb' });
  });

  it('that unpacks to more than it says is stopped there', async () => {
    const zip = await zipOf({ 'big.txt': new Uint8Array(500_000) });
    new DataView(zip.buffer, zip.byteOffset).setUint32(zip.length - 22 - (46 + 7) + 24, 400, true);
    const source = await zipSource(openFile(zip));
    await expect(source.read('big.txt')).rejects.toMatchObject({ code: 'formats/zip-broken-entry' });
  });

  it('that was cut off, changed or is none ends in a sentence and never in a wrong file', async () => {
    const files = { 'a.txt': text('some text that is long enough to be packed '.repeat(20)), 'b.txt': text('b') };
    const zip = await zipOf(files);
    await fc.assert(fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, by, cut) => {
      const bad = cut ? zip.slice(0, at) : zip.map((byte, index) => (index === at ? byte ^ by : byte));
      try {
        const source = await zipSource(openFile(bad));
        for (const name of source.names) {
          const same = Object.values(files).some((bytes) => bytes.length === source.size(name));
          if (same) expect(Object.values(files)).toContainEqual(await source.read(name));
          else await source.read(name);
        }
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^formats\//) as string });
      }
    }), { numRuns: 400 });
  });
});

describe('lines of a file', () => {
  it('are the same, however the bytes arrive and whichever system wrote them', async () => {
    const line = fc.stringMatching(/^[a-zé字 ]{0,6}$/u);
    await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 5 }), async (lines, end, size) => {
      const bytes = text(`\uFEFF${lines.map((one) => one + end).join('')}`);
      const source: Source = {
        names: ['a'], size: () => bytes.length, read: () => Promise.resolve(bytes),
        stream: async function* () { for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size)); },
      };
      const found: string[] = [];
      for await (const one of linesOf(source, 'a')) found.push(one);
      expect(found).toEqual(lines);
    }), { numRuns: 200 });
  });
});
