import { chmod, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Item } from '#shared/bridge/hostContract.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import type { StoreServices } from '../machine.ts';

let machine: StoreMachine;
let services: StoreServices;
let photos = '';

beforeEach(async () => {
  machine = await storeMachine();
  photos = join(machine.folder, 'photos');
  await mkdir(join(photos, 'day 2'), { recursive: true });
  for (const name of ['img10.jpg', 'img2.jpg', 'notes.txt', '.hidden.jpg', 'day 2/b.png', 'clip.mp4']) await writeFile(join(photos, name), name);
  machine.granted.set('photos', photos);
  services = await machine.start();
});
afterEach(() => machine.remove());

async function items(project: string): Promise<Item[]> {
  return (await gathered(services.projects.index({ project }))).flatMap((step) => step.items);
}

/** Root may read everything, so the rights are given up for a while; anyone else has none to give up. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  await mkdir(machine.profile, { recursive: true });
  if (isRoot) {
    await chmod(machine.profile, 0o777);
    process.seteuid?.(65534);
  }
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(photos, 0o755);
    await chmod(join(photos, 'locked'), 0o755);
  }
}

async function chmodAsRoot(path: string, mode: number): Promise<void> {
  const before = process.geteuid?.();
  if (process.getuid?.() === 0) process.seteuid?.(0);
  await chmod(path, mode);
  if (before !== undefined) process.seteuid?.(before);
}

const projectFile = (id: string): string => join(machine.profile, 'projects', id, 'project.json');

describe('a folder as a project', () => {
  it('lists pictures and clips in natural order, with the same ids each time', async () => {
    const { id, name, seed, missing } = await services.projects.openFolder({ grant: 'photos' });
    expect({ name, missing }).toEqual({ name: 'photos', missing: false });
    expect(seed.labels.length).toBeGreaterThan(2);
    const found = await items(id);
    expect(found.map((item) => item.name)).toEqual(['clip.mp4', 'day 2/b.png', 'img2.jpg', 'img10.jpg']);
    expect(found.map((item) => item.media)).toEqual(['clip', 'image', 'image', 'image']);
    const again = await services.projects.openFolder({ grant: 'photos' });
    expect(again.id).toBe(id);
    services = await machine.start();
    expect((await services.projects.recent({})).map((info) => info.id)).toEqual([id]);
    expect(await items(id)).toEqual(found);
  });

  it('keeps no path in what the window hears', async () => {
    const info = await services.projects.openFolder({ grant: 'photos' });
    expect(JSON.stringify([info, await gathered(services.projects.index({ project: info.id })), await services.projects.recent({})])).not.toContain(machine.folder);
  });

  it('passes over links that lead out, and says so', async () => {
    await writeFile(join(machine.folder, 'secret.jpg'), 'secret');
    await symlink(join(machine.folder, 'secret.jpg'), join(photos, 'out.jpg'));
    await symlink(machine.folder, join(photos, 'door'));
    await symlink(join(photos, 'img2.jpg'), join(photos, 'same.jpg'));
    await writeFile(join(photos, 'con.jpg'), 'x');
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    const steps = await gathered(services.projects.index({ project: id }));
    expect(steps.flatMap((step) => step.skipped)).toEqual([
      { name: 'con.jpg', problem: 'files/odd-name' }, { name: 'door', problem: 'files/outside' }, { name: 'out.jpg', problem: 'files/outside' },
    ]);
    expect(steps.flatMap((step) => step.items).map((item) => item.name)).toContain('same.jpg');
    expect(steps.at(-1)?.done).toBe(true);
  });

  it('says a folder cannot be read, or is gone, and finds it again', async () => {
    machine.granted.set('file', join(photos, 'img2.jpg'));
    await expect(services.projects.openFolder({ grant: 'file' })).rejects.toMatchObject({ code: 'files/missing' });
    machine.granted.set('gone', join(machine.folder, 'nowhere'));
    await expect(services.projects.openFolder({ grant: 'gone' })).rejects.toMatchObject({ code: 'files/missing', message: expect.stringContaining('nowhere') as string });
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    await rename(photos, `${photos}-moved`);
    expect(await services.projects.reopen({ project: id })).toMatchObject({ missing: true });
    await rename(`${photos}-moved`, photos);
    expect(await services.projects.reopen({ project: id })).toMatchObject({ missing: false });
  });

  it('says that a folder may not be read, and which folders below it', async () => {
    await chmod(machine.folder, 0o755);
    await mkdir(join(photos, 'locked'));
    await asNobody(async () => {
      await chmodAsRoot(join(photos, 'locked'), 0o000);
      const { id } = await services.projects.openFolder({ grant: 'photos' });
      const skipped = (await gathered(services.projects.index({ project: id }))).flatMap((step) => step.skipped);
      expect(skipped).toEqual([{ name: 'locked', problem: 'files/denied' }]);
      await chmodAsRoot(photos, 0o000);
      await expect(services.projects.openFolder({ grant: 'photos' })).rejects.toMatchObject({ code: 'files/denied', message: expect.stringContaining('“photos”') as string });
      expect((await services.projects.recent({})).map(({ missing }) => missing)).toEqual([true]);
    });
  });

  it('stops listing when nobody listens any more', async () => {
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    const stop = new AbortController();
    stop.abort();
    await expect(gathered(services.projects.index({ project: id }, { signal: stop.signal }))).rejects.toThrow();
  });
});

describe('a folder that describes itself', () => {
  const describe = (value: object): Promise<void> => writeFile(join(photos, 'sightline.json'), JSON.stringify(value));

  it('brings its labels, its layout and its sequences', async () => {
    await mkdir(join(photos, 'drive/lidar'), { recursive: true });
    await writeFile(join(photos, 'drive/lidar/0.pcd'), 'abc');
    await writeFile(join(photos, 'drive/front.jpg'), 'abc');
    await describe({ format: 'sightline-project', version: 1, name: 'Field', labels: [{ name: 'weed', color: '#00ff00' }], images: ['day 2'], sequences: ['drive', 'lost'] });
    const info = await services.projects.openFolder({ grant: 'photos' });
    expect(info.name).toBe('Field');
    expect(info.seed.labels).toEqual([{ name: 'weed', color: '#00ff00', kinds: [], attributes: [] }]);
    const steps = await gathered(services.projects.index({ project: info.id }));
    expect(steps.flatMap((step) => step.items).map(({ name, media, bytes }) => ({ name, media, bytes }))).toEqual([
      { name: 'clip.mp4', media: 'clip', bytes: 8 }, { name: 'day 2/b.png', media: 'image', bytes: 11 }, { name: 'drive', media: 'sequence', bytes: 6 },
    ]);
    expect(steps.flatMap((step) => step.skipped)).toEqual([{ name: 'lost', problem: 'files/missing' }]);
  });

  it('is not opened when a newer program wrote it, and not touched', async () => {
    await describe({ format: 'sightline-project', version: 2, name: 'Later' });
    const before = await readFile(join(photos, 'sightline.json'), 'utf8');
    await expect(services.projects.openFolder({ grant: 'photos' })).rejects.toMatchObject({ code: 'project/newer', params: { version: 2, supported: 1 } });
    expect(await readFile(join(photos, 'sightline.json'), 'utf8')).toBe(before);
  });

  it('says what is wrong with it', async () => {
    await writeFile(join(photos, 'sightline.json'), '{ "format": ');
    await expect(services.projects.openFolder({ grant: 'photos' })).rejects.toMatchObject({ code: 'project/broken', message: expect.stringContaining('sightline.json') as string });
    await describe({ format: 'sightline-project', version: 1, name: 'x', labels: [{ name: 'weed', color: 'green' }] });
    await expect(services.projects.openFolder({ grant: 'photos' })).rejects.toMatchObject({ code: 'project/broken', message: expect.stringContaining('labels.0.color') as string });
  });
});

describe('our own project file', () => {
  it('of a newer program is listed, refused with both versions, and never touched', async () => {
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    const newer = JSON.stringify({ format: 'sightline-project', version: 7, name: 'From the future', shape: 'unknown' });
    await writeFile(projectFile(id), newer);
    services = await machine.start();
    expect((await services.projects.recent({})).map((info) => info.name)).toEqual(['From the future']);
    const refused = { code: 'project/newer', message: expect.stringMatching(/project\.json.*version 7.*up to 1/s) as string };
    await expect(services.projects.reopen({ project: id })).rejects.toMatchObject(refused);
    await expect(services.projects.openFolder({ grant: 'photos' })).rejects.toMatchObject(refused);
    expect(await readFile(projectFile(id), 'utf8')).toBe(newer);
  });

  it('when broken is set aside and said, and the project comes back as itself', async () => {
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    await writeFile(projectFile(id), '{"format":"sightline-project","version":1');
    services = await machine.start();
    const again = await services.projects.openFolder({ grant: 'photos' });
    expect(again.id).toBe(id);
    expect((await readdir(join(machine.profile, 'projects', id))).filter((name) => name.includes('damaged'))).toHaveLength(1);
    const skipped = (await gathered(services.projects.index({ project: id }))).flatMap((step) => step.skipped);
    expect(skipped).toEqual([{ name: expect.stringContaining('project.json.damaged-') as string, problem: 'project/broken' }]);
  });

  it('forgets a project without losing its documents', async () => {
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    await services.projects.saveDocument({ project: id, stream: `p:${id}`, lseq: 3, records: [{ a: 1 }] });
    await services.projects.forget({ project: id });
    expect(await services.projects.recent({})).toEqual([]);
    await expect(services.projects.reopen({ project: id })).rejects.toMatchObject({ code: 'project/unknown' });
    await services.projects.openFolder({ grant: 'photos' });
    expect(await services.projects.readDocuments({ project: id, streams: null })).toEqual([{ stream: `p:${id}`, lseq: 3, records: [{ a: 1 }] }]);
  });
});

describe('saved documents', () => {
  it('keep the newest, whatever the order of saving', async () => {
    const { id } = await services.projects.openFolder({ grant: 'photos' });
    const stream = `t:${id}`;
    const save = (lseq: number): Promise<unknown> => services.projects.saveDocument({ project: id, stream, lseq, records: [lseq] });
    await Promise.all([save(5), save(9), save(7)]);
    services = await machine.start();
    await save(8);
    expect(await services.projects.readDocuments({ project: id, streams: [stream] })).toEqual([{ stream, lseq: 9, records: [9] }]);
    await expect(services.projects.saveDocument({ project: id, stream: 't:../../x', lseq: 1, records: [] })).rejects.toMatchObject({ code: 'document/stream' });
  });
});
