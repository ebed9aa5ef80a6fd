import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '#shared/base/seeded.ts';
import { writePictures } from '../support/pictures.ts';
import { killRound, LOSSES, type RoundResult } from './round.ts';

/**
 * `npm run kill -- --rounds N [--seed N] [--lose browser|journal]`: ends the real program with `kill -9` while boxes are drawn, starts it again
 * and looks for everything that the sign had called saved. One profile serves some rounds, as a real one would.
 */
const ROUNDS_PER_PROFILE = 10;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' }, lose: { type: 'string', default: 'nothing' } } });
const lose = LOSSES.find((one) => one === values.lose);
if (lose === undefined) throw new Error(`--lose is one of ${LOSSES.join(', ')}`);
const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), 'sightline-kill-'));
const photos = join(scratch, 'photos');
await writePictures(photos, { count: 2, width: 1600, height: 1200 });

const results: RoundResult[] = [];
let before = 0;
for (let round = 0; round < rounds; round += 1) {
  if (round % ROUNDS_PER_PROFILE === 0) before = 0;
  const folder = join(scratch, `profile-${Math.floor(round / ROUNDS_PER_PROFILE)}`);
  const result = await killRound({ folder, photos, random: seeded(Number(values.seed) * 100_003 + round), before, lose });
  results.push(result);
  before = result.found;
  process.stdout.write(`${describe(round, result)}\n`);
}

const lost = results.filter(({ claimed, found }) => found < claimed);
const claims = results.reduce((sum, { claimed }) => sum + claimed, 0);
const back = results.map(({ backMs }) => backMs).sort((a, b) => a - b);
process.stdout.write(`${rounds} rounds, ${claims} objects shown as saved, ${lost.length} rounds with losses; back on screen in ${((back[Math.floor(back.length / 2)] ?? 0) / 1000).toFixed(1)} s (median)\n`);
if (lost.length === 0) rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
else process.stdout.write(`What is left of it is in ${scratch}\n`);
process.exitCode = lost.length === 0 ? 0 : 1;

function describe(round: number, { victim, afterMs, claimed, found, backMs }: RoundResult): string {
  const verdict = found < claimed ? `LOST ${claimed - found}` : 'kept';
  return `round ${String(round + 1).padStart(3)}  ${victim.padEnd(7)} after ${String(afterMs).padStart(4)} ms  saved ${String(claimed).padStart(4)}  found ${String(found).padStart(4)}  ${verdict}  (${(backMs / 1000).toFixed(1)} s)`;
}
