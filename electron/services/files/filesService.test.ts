import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import type { StoreServices } from '../machine.ts';
import { diskError } from './diskError.ts';
import { insideFolder, isInside } from './insideFolder.ts';

let machine: StoreMachine;
let services: StoreServices;
let granted = '';

beforeEach(async () => {
  machine = await storeMachine();
  granted = join(machine.folder, 'granted');
  await mkdir(join(granted, 'sub'), { recursive: true });
  await writeFile(join(granted, 'a.txt'), 'hello');
  await writeFile(join(machine.folder, 'secret.txt'), 'secret');
  machine.granted.set('g', granted);
  services = await machine.start();
});
afterEach(() => machine.remove());

const read = (path: string): Promise<Uint8Array> => services.files.read({ grant: 'g', path, maxBytes: 1000 });

describe('files in a granted folder', () => {
  it('reads what is inside', async () => {
    expect(Buffer.from(await read('a.txt')).toString()).toBe('hello');
    expect(Buffer.from(await read('./sub/../a.txt').catch((error: { code: string }) => error.code)).toString()).toBe('files/outside');
  });

  it.each(['../secret.txt', 'sub/../../secret.txt', '/etc/passwd', '\\etc\\passwd', 'C:\\evil', 'c:/evil', '\\\\?\\C:\\x', '\\\\server\\share', '//server/share', 'a\0.txt', 'NUL', 'sub/con.txt', 'COM1.log', 'x'.repeat(5000), '..', 'sub\\..\\..\\secret.txt'])(
    'refuses %j',
    async (path) => {
      await expect(read(path)).rejects.toMatchObject({ code: 'files/outside' });
      await expect(services.files.write({ grant: 'g', path, bytes: new Uint8Array(1), replace: true })).rejects.toMatchObject({ code: 'files/outside' });
    },
  );

  it('never leads out, whatever is asked', async () => {
    const piece = fc.constantFrom('..', '.', '', 'sub', 'a.txt', 'out', '\0', 'C:', '~', '%2e%2e', 'secret.txt', '\\', '/');
    await symlink(machine.folder, join(granted, 'out'));
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 6 }), fc.constantFrom('/', '\\'), async (pieces, separator) => {
      const found = await insideFolder(granted, pieces.join(separator)).catch((error: { code: string }) => error.code);
      expect(['files/outside', 'files/missing'].includes(found) || isInside(granted, found)).toBe(true);
    }));
  });

  it('refuses links that lead out, for reading and for writing', async () => {
    await symlink(join(machine.folder, 'secret.txt'), join(granted, 'link.txt'));
    await symlink(machine.folder, join(granted, 'door'));
    await expect(read('link.txt')).rejects.toMatchObject({ code: 'files/outside' });
    await expect(read('door/secret.txt')).rejects.toMatchObject({ code: 'files/outside' });
    await expect(services.files.write({ grant: 'g', path: 'door/new.txt', bytes: new Uint8Array(1), replace: true })).rejects.toMatchObject({ code: 'files/outside' });
    await expect(services.files.write({ grant: 'g', path: 'link.txt', bytes: new Uint8Array(1), replace: true })).rejects.toMatchObject({ code: 'files/exists' });
    expect(await readFile(join(machine.folder, 'secret.txt'), 'utf8')).toBe('secret');
  });

  it('refuses a grant that was never given, and a file that is too big', async () => {
    await expect(services.files.read({ grant: 'other', path: 'a.txt', maxBytes: 9 })).rejects.toMatchObject({ code: 'files/no-grant' });
    await expect(services.files.read({ grant: 'g', path: 'a.txt', maxBytes: 2 })).rejects.toMatchObject({ code: 'files/too-big' });
    await expect(read('gone.txt')).rejects.toMatchObject({ code: 'files/missing', message: expect.stringContaining('gone.txt') as string });
  });

  it('writes whole files, and replaces only when told to', async () => {
    const write = (text: string, replace: boolean): Promise<unknown> => services.files.write({ grant: 'g', path: 'sub/out.json', bytes: Buffer.from(text), replace });
    await write('one', false);
    await expect(write('two', false)).rejects.toMatchObject({ code: 'files/exists' });
    expect(await readFile(join(granted, 'sub/out.json'), 'utf8')).toBe('one');
    await write('three', true);
    expect(await readFile(join(granted, 'sub/out.json'), 'utf8')).toBe('three');
    expect(await services.files.list({ grant: 'g', path: 'sub' })).toEqual([{ name: 'out.json', kind: 'other', bytes: 5 }]);
  });

  it('names the file, not the folders above it, when the system refuses', () => {
    const refused = diskError(Object.assign(new Error('denied'), { code: 'EACCES' }), '/home/amina/photos/a.jpg');
    expect(refused).toMatchObject({ code: 'files/denied' });
    expect(refused.message).toContain('a.jpg');
    expect(refused.message).not.toContain('amina');
    expect(diskError(Object.assign(new Error('full'), { code: 'ENOSPC' }), '/x/b.json').code).toBe('files/no-space');
  });
});
