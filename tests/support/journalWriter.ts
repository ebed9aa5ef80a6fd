import { writeSync } from 'node:fs';
import { uuidMaker } from '#shared/base/id.ts';
import { DiskReserve } from '../../electron/services/journal/diskReserve.ts';
import { Journal } from '../../electron/services/journal/journal.ts';

/** A process that only appends and says each acknowledged number on stdout, until it is killed. */
const folder = process.argv[2] ?? '';
const journal = await Journal.open({
  folder, segmentBytes: 64 * 1024, reserve: new DiskReserve(`${folder}/reserve`, 0),
  newId: uuidMaker({ now: () => Date.now(), ticks: () => 0 }, (count) => crypto.getRandomValues(new Uint8Array(count))),
});
let next = journal.state().lastLseq;

async function appendForEver(): Promise<never> {
  for (;;) {
    next += 1;
    const lseq = next;
    await journal.append([{ type: 'op', lseq, body: { lseq, text: 'x'.repeat(lseq % 700) } }]);
    writeSync(1, `${lseq}\n`);
  }
}

await Promise.all([appendForEver(), appendForEver(), appendForEver()]);
