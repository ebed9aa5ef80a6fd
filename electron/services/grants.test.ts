import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { BrowseDialogs } from './browseDialogs.ts';
import { Grants } from './grants.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-grants-'));
const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(1).bytes);
mkdirSync(join(folder, 'photos', 'day 10'), { recursive: true });
mkdirSync(join(folder, 'photos', 'day 9'));
mkdirSync(join(folder, 'photos', '.hidden'));
for (const name of ['a.jpg', 'b.PNG', 'notes.txt', 'c.mp4']) writeFileSync(join(folder, 'photos', name), '');
symlinkSync(join(folder, 'photos'), join(folder, 'link'));
symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('Grants', () => {
  it('grants a folder by its real path, the same folder once', async () => {
    const grants = new Grants(newId);
    const one = await grants.add(join(folder, 'link'), 'w');
    expect(one).toMatchObject({ name: 'photos', path: join(folder, 'photos') });
    expect(await grants.add(join(folder, 'photos'), 'w')).toBe(one);
    expect((await grants.add(join(folder, 'photos'), 'other')).grant).not.toBe(one.grant);
  });

  it('refuses what is no folder, in words without the path', async () => {
    const grants = new Grants(newId);
    for (const path of ['relative', '', `${folder}\0`, '/'.padEnd(5000, 'x')]) await expect(grants.add(path, 'w')).rejects.toMatchObject({ code: 'files/not-a-folder' });
    for (const [path, code] of [['photos/a.jpg', 'files/not-a-folder'], ['nowhere', 'files/missing']] as const) {
      const error: unknown = await grants.add(join(folder, path), 'w').catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code });
      expect(String(error)).not.toContain(folder);
    }
  });

  it('belongs to its owner and ends with it', async () => {
    const grants = new Grants(newId);
    const { grant } = await grants.add(folder, 'w');
    expect(() => grants.check(grant, 'w')).not.toThrow();
    expect(() => grants.check(grant, 'other')).toThrow('not open any more');
    expect(grants.revoke('w').map((one) => one.grant)).toEqual([grant]);
    expect(() => grants.check(grant, 'w')).toThrow('not open any more');
  });
});

describe('BrowseDialogs', () => {
  it('begins at home and the drives, with names and opaque places only', async () => {
    const top = await new BrowseDialogs(newId).browse(null);
    expect(top.folders.map(({ name }) => name)).toContain('/');
    expect(top.folders.every(({ place }) => /^[0-9a-f-]{36}$/.test(place))).toBe(true);
  });

  it('walks down by places: folders in natural order, links followed, pictures counted', async () => {
    const dialogs = new BrowseDialogs(newId);
    const enter = async (place: string, name: string): Promise<string> => (await dialogs.browse(place)).folders.find((one) => one.name === name)?.place ?? `no ${name}`;
    let place = (await dialogs.browse(null)).folders.find(({ name }) => name === '/')?.place ?? '';
    for (const step of folder.split('/').slice(1)) place = await enter(place, step);
    expect((await dialogs.browse(place)).folders.map(({ name }) => name)).toEqual(['link', 'photos']);
    const photos = await dialogs.browse(await enter(place, 'photos'));
    expect(photos).toMatchObject({ folders: [{ name: 'day 9' }, { name: 'day 10' }], images: 2, problem: null });
    expect(photos.trail.map(({ name }) => name)).toEqual(['/', ...folder.split('/').slice(1), 'photos']);
    expect(JSON.stringify(photos)).not.toContain(folder);
    expect(dialogs.pathOf(photos.place)).toBe(join(folder, 'photos'));
  });

  it('says what is wrong with a folder that cannot be read, and knows no place it did not give', async () => {
    const dialogs = new BrowseDialogs(newId);
    await expect(dialogs.browse('/etc')).rejects.toMatchObject({ code: 'dialogs/no-place' });
    await expect(dialogs.browse('')).rejects.toMatchObject({ code: 'dialogs/no-place' });
    const temporary = mkdtempSync(join(folder, 'gone-'));
    let place = (await dialogs.browse(null)).folders.find(({ name }) => name === '/')?.place ?? '';
    for (const step of temporary.split('/').slice(1)) place = (await dialogs.browse(place)).folders.find(({ name }) => name === step)?.place ?? '';
    rmSync(temporary, { recursive: true });
    expect(await dialogs.browse(place)).toMatchObject({ folders: [], images: 0, problem: 'files/missing' });
  });
});
