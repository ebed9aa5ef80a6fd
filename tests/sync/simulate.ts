import { parseArgs } from 'node:util';
import { seeded } from '#shared/base/seeded.ts';
import { drawOptions } from './options.ts';
import { simulateMany } from './simulateMany.ts';

/* `npm run simulate -- --seeds 2000 [--from N]`, or `--seed N` to replay one. */
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '300' }, from: { type: 'string', default: '0' }, seed: { type: 'string' } } });
const from = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;

const before = process.cpuUsage();
const tally = await simulateMany(Array.from({ length: count }, (_, at) => from + at), (done) => {
  if (done % 500 === 0) process.stderr.write(`${done} of ${count}\n`);
});
const used = process.cpuUsage(before);
const { failures, ...counts } = tally;
process.stdout.write(`${JSON.stringify({ ...counts, failures: failures.length, cpuMsPerSeed: Math.round((used.user + used.system) / 100 / count) / 10 })}\n`);
for (const { seed, why } of failures.slice(0, 20)) {
  process.stdout.write(`seed ${seed}: ${why}\n  options ${JSON.stringify(drawOptions(seeded(Math.imul(seed + 1, 2654435761))))}\n  replay: npm run simulate -- --seed ${seed}\n`);
}
process.exitCode = failures.length > 0 ? 1 : 0;
