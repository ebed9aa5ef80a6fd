import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import type { Item } from '#shared/bridge/hostContract.ts';
import { gathered, storeMachine, type StoreMachine } from '../../../tests/support/storeMachine.ts';
import type { StoreServices } from '../machine.ts';

let machine: StoreMachine;
let services: StoreServices;
let folder: string;

beforeEach(async () => {
  machine = await storeMachine();
  folder = join(machine.folder, 'drive');
  await mkdir(folder);
  machine.granted.set('drive', folder);
  services = await machine.start();
});
afterEach(async () => machine.remove());

async function put(path: string, words: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), words);
}

async function items(): Promise<{ readonly project: string; readonly all: readonly Item[] }> {
  const { id } = await services.projects.openFolder({ grant: 'drive' });
  return { project: id, all: (await gathered(services.projects.index({ project: id }))).flatMap((step) => step.items) };
}

async function facts(project: string, item: string) {
  return must((await gathered(services.video.open({ project, item }))).at(-1)?.clip, 'the clip is read');
}

const get = (path: string): Promise<Response> => services.handleRequest(new Request(`http://host${path}`));

describe('clouds in a folder', () => {
  it('a folder of nothing but clouds is one sequence; clouds beside other files are each their own', async () => {
    for (const name of ['10.pcd', '9.pcd', '.hidden']) await put(`lidar/${name}`, name);
    for (const name of ['field.laz', 'field.prj', 'notes.bin', '000008.bin']) await put(`aerial/${name}`, name);
    await put('camera/front/9.jpg', 'x');
    const { project, all } = await items();
    expect(all.map(({ name, media }) => [name, media])).toEqual([['aerial/000008.bin', 'sequence'], ['aerial/field.laz', 'sequence'], ['camera/front/9.jpg', 'image'], ['lidar', 'sequence']]);
    const { frames, tag } = await facts(project, must(all[3], 'lidar').id);
    expect(frames).toBe(2);
    const sent = await get(`/frame/${project}/${must(all[3], 'lidar').id}/1?v=${tag}`);
    expect([sent.status, await sent.text(), sent.headers.get('content-disposition'), sent.headers.get('cache-control')]).toEqual([200, '10.pcd', "inline; filename*=UTF-8''10.pcd", 'no-store']);
    expect((await get(`/frame/${project}/${must(all[3], 'lidar').id}/2?v=${tag}`)).status).toBe(404);
    expect((await services.video.prove({ project, item: must(all[3], 'lidar').id, tag, frames: [0] })).map(({ sha256 }) => sha256)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it('a described sequence takes the folder with the clouds, and says when it has none', async () => {
    for (const name of ['lidar/0.pcd', 'lidar/1.pcd', 'camera/front/0.jpg', 'odd/7.pcd']) await put(`drive 1/${name}`, name);
    await put('empty/readme.txt', 'nothing');
    await put('sightline.json', JSON.stringify({ format: 'sightline-project', version: 1, name: 'Drive', images: [], sequences: ['drive 1', 'empty'] }));
    const { project, all } = await items();
    expect(all.map(({ name, media }) => [name, media])).toEqual([['drive 1', 'sequence'], ['empty', 'sequence']]);
    expect((await facts(project, must(all[0], 'drive').id)).frames).toBe(2);
    await expect(gathered(services.video.open({ project, item: must(all[1], 'empty').id }))).rejects.toMatchObject({ code: 'cloud/no-frames', message: expect.stringContaining('empty') as string });
  });

  it('a link out of the folder is no cloud', async () => {
    await put('a.pcd', 'x');
    await writeFile(join(machine.folder, 'secret.pcd'), 'secret');
    await symlink(join(machine.folder, 'secret.pcd'), join(folder, 'b.pcd'));
    const { all } = await items();
    expect(all.map(({ name }) => name)).toEqual(['a.pcd']);
    await rm(join(folder, 'b.pcd'));
  });
});
