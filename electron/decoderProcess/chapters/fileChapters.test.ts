import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { clipAt, hasFfmpeg } from '../../../tests/support/clips.ts';
import { fileChapters } from './fileChapters.ts';

const containers = { 'chapters.mp4': 'mov,mp4,m4a', 'chapter-track.mov': 'mov,mp4,m4a', 'chapters.mkv': 'matroska,webm' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-chapters-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function titlesIn(bytes: Uint8Array, container: string): string[] {
  const path = join(folder, 'clip');
  writeFileSync(path, bytes);
  return fileChapters(path, container).map(({ title }) => title);
}

/** An element of Matroska with its size in eight bytes. */
function element(id: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.writeUInt32BE(id);
  head.writeUInt8(1, 4);
  head.writeUIntBE(body.length, 6, 6);
  return Buffer.concat([head.subarray(id > 0xffff ? 0 : id > 0xff ? 2 : 3), body]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
}

/** Pictures first, then a chapter of half a second; only the list of contents tells where. */
function chaptersLast(told: boolean): Buffer {
  const chapters = element(0x1043a770, element(0x45b9, element(0xb6, element(0x91, number(5e8)), element(0x80, element(0x85, Buffer.from('Später'))))));
  const pictures = element(0x1f43b675, Buffer.alloc(5000));
  const contents = (place: number): Buffer => element(0x114d9b74, element(0x4dbb, element(0x53ab, Buffer.from([0x10, 0x43, 0xa7, 0x70])), element(0x53ac, number(place))));
  const before = told ? contents(contents(0).length + pictures.length) : Buffer.alloc(0);
  return Buffer.concat([element(0x1a45dfa3), element(0x18538067, before, pictures, chapters)]);
}

describe.skipIf(!hasFfmpeg())('chapters of a file', () => {
  it('that Matroska has behind the pictures are found where its list of contents says', () => {
    expect(titlesIn(chaptersLast(true), 'matroska,webm')).toEqual(['Später']);
    // All of the pictures would have to be gone through.
    expect(titlesIn(chaptersLast(false), 'matroska,webm')).toEqual([]);
  });

  it.each(Object.entries(containers))('are titles or nothing, whatever is written over %s', (file, container) => {
    const whole = readFileSync(clipAt(file));
    const random = seeded(17);
    const marks = ['moov', 'chpl', 'stsc', 'stts', 'stsz', 'stco', '\u0010C§p'].map((mark) => whole.lastIndexOf(Buffer.from(mark, 'latin1'))).filter((at) => at > 0);
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(whole);
      const near = marks[random.below(marks.length)] ?? 0;
      for (let hits = 1 + random.below(4); hits > 0; hits -= 1) bytes[Math.min(bytes.length - 1, near + random.below(80))] = [0x00, 0xff, 0x7f, random.below(256)][random.below(4)] ?? 0;
      const titles = titlesIn(round % 3 === 0 ? bytes.subarray(0, near + random.below(200)) : bytes, container);
      expect(titles.length).toBeLessThanOrEqual(1000);
    }
  }, 30_000);

  it('are none in containers that have none, and in no file of theirs', () => {
    expect(titlesIn(Buffer.from('no clip at all'), 'mov,mp4,m4a')).toEqual([]);
    expect(titlesIn(new Uint8Array(0), 'matroska,webm')).toEqual([]);
    expect(fileChapters(clipAt('stream.ts'), 'mpegts')).toEqual([]);
  });
});
