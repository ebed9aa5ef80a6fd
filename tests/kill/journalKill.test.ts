import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { bundle } from '../support/bundle.ts';
import { DiskReserve } from '../../electron/services/journal/diskReserve.ts';
import { Journal } from '../../electron/services/journal/journal.ts';

const ROUNDS = 24;
const chance = seeded(20261122);
let program = '';
let folder = '';

beforeAll(async () => {
  program = await mkdtemp(join(tmpdir(), 'sightline-writer-'));
  await bundle({ writer: fileURLToPath(new URL('../support/journalWriter.ts', import.meta.url)) }, program);
  await writeFile(join(program, 'package.json'), '{"type":"module"}');
  folder = await mkdtemp(join(tmpdir(), 'sightline-kill-'));
});
afterAll(async () => {
  await rm(program, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

/** Lets a writer acknowledge a number of records, then kills it. */
function writeAndKill(after: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(program, 'out', 'electron', 'writer.js'), folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let wrong = '';
    child.stderr.on('data', (text: Buffer) => (wrong += text.toString()));
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.split('\n').length > after) child.kill('SIGKILL');
    });
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the writer ended by itself (${code}): ${wrong}`));
      else resolve(said.split('\n').slice(0, -1).map(Number));
    });
  });
}

it(`has every acknowledged record after ${ROUNDS} kills`, { timeout: 120_000 }, async () => {
  const acknowledged = new Set<number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const lseq of await writeAndKill(1 + chance.below(60))) acknowledged.add(lseq);
    const journal = await Journal.open({ folder, reserve: new DiskReserve(join(folder, 'reserve'), 0), newId: uuidMaker({ now: () => round, ticks: () => round }, chance.bytes) });
    const kept = new Set<number>();
    for await (const batch of journal.read(0)) for (const { lseq } of batch) kept.add(lseq);
    expect(journal.state().problems).toEqual([]);
    await journal.close();
    expect([...acknowledged].filter((lseq) => !kept.has(lseq))).toEqual([]);
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
});
