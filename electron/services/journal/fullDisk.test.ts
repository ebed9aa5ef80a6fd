import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { smallDisk } from '../../../tests/support/smallDisk.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';

const RESERVE = 256 * 1024;
const disk = smallDisk(2048);
let machine: StoreMachine | null = null;

afterEach(async () => {
  await machine?.remove();
  disk?.remove();
});

/** Takes all room there is, to the last page. */
async function fill(path: string): Promise<void> {
  for (let bytes = 1 << 20; bytes >= 4096; bytes /= 2) {
    for (let at = 0; at < 16; at += 1) {
      const ok = await writeFile(`${path}-${bytes}-${at}`, new Uint8Array(bytes), { flag: 'w' }).then(() => true, () => false);
      if (!ok) break;
    }
  }
}

describe.skipIf(disk === null)('a full disk (needs to mount a small one: root on Linux)', () => {
  it('still takes the last records from the reserve, then says so, and goes on when there is room', async () => {
    const folder = disk?.folder ?? '';
    machine = await storeMachine({ profile: join(folder, 'profile'), reserveBytes: RESERVE });
    let services = await machine.start();
    const append = (lseq: number): Promise<unknown> => services.journal.append({ database: 'here', records: [{ type: 'op', lseq, body: 'x'.repeat(8000) }] });
    await append(1);
    await expect.poll(() => stat(join(folder, 'profile/journal/reserve')).then((found) => found.size, () => 0)).toBe(RESERVE);
    services = await machine.start();
    expect(await services.journal.makeRoom({})).toEqual({ made: true });
    expect(await services.journal.makeRoom({})).toEqual({ made: false });
    services = await machine.start();
    await services.journal.open({ database: 'here' });
    await expect.poll(() => stat(join(folder, 'profile/journal/reserve')).then((found) => found.size, () => 0)).toBe(RESERVE);
    await fill(join(folder, 'ballast'));
    let last = 1;
    const refused = await (async () => {
      for (;;) {
        try {
          await append(last + 1);
          last += 1;
        } catch (error) {
          return error;
        }
      }
    })();
    expect(last).toBeGreaterThan(20);
    expect(refused).toMatchObject({ code: 'files/no-space' });
    await expect(services.blobs.put({ bytes: new Uint8Array(100_000), type: 'image/png' })).rejects.toMatchObject({ code: 'files/no-space' });
    await rm(join(folder, 'ballast-524288-0'), { force: true });
    await rm(join(folder, 'ballast-1048576-0'), { force: true });
    await append(last + 1);
    const again = await machine.start();
    expect((await again.journal.open({ database: 'here' })).problems).toEqual([]);
    const all = (await gathered(again.journal.read({ database: 'here', after: 0 }))).flat();
    expect(all.map(({ lseq }) => lseq)).toEqual(Array.from({ length: last + 1 }, (_, at) => at + 1));
  });
});
