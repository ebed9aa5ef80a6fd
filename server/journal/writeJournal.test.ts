import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newTestId } from '../../tests/support/testServer.ts';
import { openWriteJournal, readJournal, type JournalEntry } from './writeJournal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = (body: unknown): JournalEntry => ({ kind: 'push', actor: { person: newTestId(), org: newTestId(), role: 'annotator' }, project: newTestId(), body });
const bodies = async (): Promise<unknown[]> => (await readJournal(folder)).map(({ body }) => body);

describe('the journal of acknowledged writes', () => {
  test('entries come back in order, over several files', async () => {
    for (const part of [[1, 2], [3]]) {
      const journal = await openWriteJournal(folder);
      await Promise.all(part.map((body) => journal.append(entry(body))));
      await journal.close();
    }
    expect(await bodies()).toEqual([1, 2, 3]);
  });

  test('a torn tail is cut off, and what is written after it stands', async () => {
    const first = await openWriteJournal(folder);
    await first.append(entry('whole'));
    await first.append(entry('torn'));
    await first.close();
    const [name = ''] = readdirSync(folder);
    const file = readFileSync(join(folder, name));
    writeFileSync(join(folder, name), file.subarray(0, file.length - 3));
    const second = await openWriteJournal(folder);
    await second.append(entry('after'));
    await second.close();
    expect(await bodies()).toEqual(['whole', 'after']);
  });

  test('a flipped bit is noticed', async () => {
    const journal = await openWriteJournal(folder);
    await journal.append(entry('x'.repeat(100)));
    await journal.close();
    const [name = ''] = readdirSync(folder);
    const file = readFileSync(join(folder, name));
    file[60] = (file[60] ?? 0) ^ 1;
    writeFileSync(join(folder, name), file);
    expect(await bodies()).toEqual([]);
  });

  test('garbage of any length behind whole entries does no harm', async () => {
    const journal = await openWriteJournal(folder);
    await journal.append(entry(1));
    await journal.close();
    const [name = ''] = readdirSync(folder);
    for (const length of [1, 7, 8, 9, 4096]) {
      appendFileSync(join(folder, name), Buffer.alloc(length, 0xff));
      expect(await bodies()).toEqual([1]);
    }
  });

  test('starting afresh while entries arrive loses none of the later ones', async () => {
    const journal = await openWriteJournal(folder);
    await journal.append(entry('before'));
    const during = [journal.append(entry('a')), journal.startAfresh(), journal.append(entry('b')), journal.append(entry('c'))];
    await Promise.all(during);
    expect(await bodies()).toEqual(['b', 'c']);
    await journal.close();
  });
});
