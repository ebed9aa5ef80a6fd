import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import { formats } from '#shared/formats/registry.ts';
import { itemIdOf, taskIdOf, type ProjectId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { SyncEngine } from '#shared/sync/engine/syncEngine.ts';
import { runCli } from '../../electron/cli/runCli.ts';
import type { StoreServices } from '../../electron/services/machine.ts';
import { seedRecords } from '../../renderer/app/seedRecords.ts';
import { LocalDatabase } from '../../renderer/local/database.ts';
import { dexieStore } from '../../renderer/local/dexieStore.ts';
import { hostJournal } from '../../renderer/local/hostJournal.ts';
import { reviewMap } from '#shared/review/reviewMap.ts';
import { clipAt, hasFfmpeg } from '../support/clips.ts';
import { TRACK, trackOf } from '../support/reviewOrders.ts';
import { writePictures } from '../support/pictures.ts';
import { storeMachine, type StoreMachine } from '../support/storeMachine.ts';
import { idOf, thing, type CocoFile } from './world.ts';

let machine: StoreMachine;
let folder: string;
let idb: IDBFactory;

beforeEach(async () => {
  machine = await storeMachine();
  folder = join(machine.folder, 'photos');
  await writePictures(folder, { count: 3, width: 64, height: 48 });
  folder = await realpath(folder);
  idb = new IDBFactory();
});
afterEach(() => machine.remove());

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function cli(...argv: string[]): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const console = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text), live: false };
  const code = await runCli(argv, { console, cwd: machine.folder, profile: machine.profile, clock: machine.clock, random: machine.random, launchDecoder: machine.launchDecoder, signal: new AbortController().signal });
  return { code, out: out.join(''), err: err.join('') };
}

interface Workstation {
  readonly services: StoreServices;
  readonly engine: SyncEngine;
  readonly project: ProjectInfo;
  readonly recovered: number;
  save(stream: StreamId, records: readonly DocumentRecord[]): Promise<void>;
  taskOf(name: string): StreamId;
}

/** What the window does when it opens a folder: the real services, the real engine, a database that outlives it. */
async function workstation(): Promise<Workstation> {
  const services = await machine.start();
  machine.granted.set('g', folder);
  const project = await services.projects.openFolder({ grant: 'g' });
  const database = new LocalDatabase('local', { indexedDB: idb, IDBKeyRange });
  const newId = uuidMaker(machine.clock, machine.random);
  const engine = new SyncEngine({
    store: dexieStore(database), journal: hostJournal(services, 'local'), transport: null, clock: machine.clock, random: machine.random, newId,
    timers: { after: () => () => undefined },
  });
  const { recovered } = await engine.start();
  const save = async (stream: StreamId, records: readonly DocumentRecord[]): Promise<void> => {
    const ops = records.map((record) => ({ op: 'put' as const, record }));
    const inverse = records.map(({ id }) => ({ op: 'remove' as const, id }));
    const done = await engine.commit({ project: project.id, local: true, transaction: { id: newId(), label: 'test', via: 'ui', undoes: null, at: 0, parts: [{ stream, ops, inverse }] } });
    expect(done).toMatchObject({ copies: 'both', cause: null });
  };
  const main: StreamId = `p:${project.id}`;
  if ((await engine.records(main)).length === 0) await save(main, seedRecords(project));
  return { services, engine, project, recovered, save, taskOf: (name) => `t:${taskIdOf(itemIdOf(project.id as ProjectId, name))}` };
}

/** Typed: the matcher itself is `any`. */
const containing = (text: string): unknown => expect.stringContaining(text);
const box = thing('mine', { kind: 'box', x: 1, y: 2, width: 3, height: 4, angle: 0 });
const labelmeFile = { shapes: [{ label: 'Person', points: [[1, 1], [9, 1], [9, 9]], shape_type: 'polygon' }, { label: 'kite', points: [[5, 5], [20, 30]], shape_type: 'rectangle' }], imagePath: '../photos/picture-002.jpg', imageWidth: 64, imageHeight: 48 };

async function annotations(): Promise<string> {
  const path = join(machine.folder, 'labels');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'two.json'), JSON.stringify(labelmeFile));
  return path;
}

const cocoAt = async (name: string): Promise<CocoFile> => JSON.parse(await readFile(join(machine.folder, name), 'utf8')) as CocoFile;

describe.skipIf(!hasFfmpeg())('a review clip without a window', () => {
  it('holds the risky seconds of the saved labels, with map and player, and nothing is written over', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    const window = await workstation();
    const at = (frame: number, x: number): { readonly frame: number; readonly shape: { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly angle: number } } => ({ frame, shape: { kind: 'box', x, y: 150, width: 20, height: 20, angle: 0 } });
    await window.save(window.taskOf('a.mp4'), trackOf({ id: TRACK, keys: [at(0, 20), at(74, 22), at(75, 200), at(76, 201)] }));
    const said = await cli('review', '--project', folder, '--clip', 'a.mp4', '--out', 'look', '--json');
    expect(said.err.replaceAll(/Frames.*\n/g, '')).toBe('');
    expect(JSON.parse(said.out)).toMatchObject({ counts: { parts: 1 } });
    const map = reviewMap.parse(JSON.parse(await readFile(join(machine.folder, 'look.map.json'), 'utf8')));
    expect(map.spans[0]?.reasons[0]).toMatchObject({ why: 'jump', frame: 74, tracks: [TRACK] });
    expect(map.frames.map(({ frame }) => frame)).toContain(75);
    expect(await cli('review', '--project', folder, '--clip', 'a.mp4', '--out', 'look')).toMatchObject({ code: 1, err: containing('look') });
  }, 30_000);

  it('of a clip that is not there, of nothing that stands out, or in unknown words is refused', async () => {
    await copyFile(clipAt('h264.mp4'), join(folder, 'a.mp4'));
    await workstation();
    expect(await cli('review', '--project', folder, '--clip', 'b.mp4', '--out', 'look')).toMatchObject({ code: 1, err: containing('It has: a.mp4') });
    expect(await cli('review', '--project', folder, '--clip', 'a.mp4', '--out', 'look')).toMatchObject({ code: 1, err: containing('Nothing stands out') });
    expect(await cli('review', '--project', folder, '--clip', 'a.mp4', '--out', 'look', '--codec', 'gif')).toMatchObject({ code: 2, err: containing('vp9') });
    expect(await cli('review', '--project', folder, '--clip', 'a.mp4', '--out', 'look', '--height', '2.5')).toMatchObject({ code: 2, err: containing('--height') });
  });
});

describe('export without a window', () => {
  it('writes what the window showed as saved, also while it is open', async () => {
    const window = await workstation();
    await window.save(window.taskOf('picture-001.jpg'), box);
    const said = await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json', '--json');
    expect(said).toMatchObject({ code: 0 });
    expect(JSON.parse(said.out)).toMatchObject({ counts: { pictures: 3 }, report: [{ fate: 'kept', code: 'coco/written', count: 1 }, { code: 'coco/no-label' }] });
    const coco = await cocoAt('out.json');
    expect(coco.images.map(({ file_name, width, height }) => [file_name, width, height])).toEqual([1, 2, 3].map((at) => [`picture-00${at}.jpg`, 64, 48]));
    expect(coco.annotations[0]).toMatchObject({ image_id: 1, bbox: [1, 2, 3, 4] });
    expect(coco.categories.map(({ name }) => name)).toContain('Vehicle');
  });

  it('takes the saved documents and only the newer changes of the journal', async () => {
    const window = await workstation();
    const stream = window.taskOf('picture-001.jpg');
    await window.save(stream, box);
    const lseq = 1_000_000;
    await window.services.projects.saveDocument({ project: window.project.id, stream, lseq, records: [...thing('other', { kind: 'box', x: 9, y: 9, width: 9, height: 9, angle: 0 })] });
    await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json');
    expect((await cocoAt('out.json')).annotations.map(({ bbox }) => bbox)).toEqual([[9, 9, 9, 9]]);
  });

  it('says which labels have no picture any more', async () => {
    const window = await workstation();
    await window.save(`t:${idOf('gone')}`, box);
    expect((await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json')).out).toMatch(/left out +1 {2}Labels of pictures that are not in the folder any more/);
  });

  it('finds a project by its folder in the profile and through a link', async () => {
    const { project } = await workstation();
    await symlink(folder, join(machine.folder, 'link'));
    for (const [at, path] of [join(machine.profile, 'projects', project.id), 'link', folder].entries()) {
      expect(await cli('export', '--project', path, '--format', 'coco', '--out', `${at}.json`)).toMatchObject({ code: 0 });
    }
  });

  it('writes nothing for a preview, and over nothing unless told', async () => {
    await workstation();
    expect((await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json', '--preview')).out).toContain('Nothing was written.');
    expect(existsSync(join(machine.folder, 'out.json'))).toBe(false);
    await writeFile(join(machine.folder, 'out.json'), 'mine');
    expect(await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json')).toMatchObject({ code: 1, err: 'There is already a file “out.json”. Choose another name, or say --replace.\n' });
    expect(await readFile(join(machine.folder, 'out.json'), 'utf8')).toBe('mine');
    expect(await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json', '--replace')).toMatchObject({ code: 0 });
  });
});

describe('import without a window', () => {
  it('adds changes that the next window takes for its own', async () => {
    const first = await workstation();
    await first.save(first.taskOf('picture-001.jpg'), box);
    await first.services.close();
    const said = await cli('import', '--project', folder, '--from', 'labelme', await annotations(), '--json');
    expect(said).toMatchObject({ code: 0 });
    expect(JSON.parse(said.out)).toMatchObject({ counts: { things: 2, pictures: 1, labels: 1 } });
    const second = await workstation();
    expect(second.recovered).toBe(5);
    const records = await second.engine.records(second.taskOf('picture-002.jpg'));
    expect(records.map(({ type }) => type).sort()).toEqual(['keyframe', 'keyframe', 'track', 'track']);
    expect((await second.engine.records(`p:${second.project.id}`)).some((record) => record.type === 'label' && record.name === 'kite')).toBe(true);
    expect(await second.engine.records(second.taskOf('picture-001.jpg'))).toHaveLength(2);
    await second.save(second.taskOf('picture-003.jpg'), thing('later', { kind: 'tag' }));
    await second.services.close();
    expect((await workstation()).recovered).toBe(0);
  });

  it('is refused while a window is open, and changes nothing', async () => {
    const window = await workstation();
    const said = await cli('import', '--project', folder, '--from', 'labelme', await annotations());
    expect(said).toMatchObject({ code: 1, err: containing('Another Sightline is writing to this profile') });
    expect(await window.engine.records(window.taskOf('picture-002.jpg'))).toEqual([]);
  });

  it('can be previewed while a window is open', async () => {
    await workstation();
    const said = await cli('import', '--project', folder, '--from', 'labelme', await annotations(), '--preview');
    expect(said).toMatchObject({ code: 0, out: containing('Nothing was changed.') });
  });

  it('leaves things alone that came from here', async () => {
    const window = await workstation();
    await window.save(window.taskOf('picture-001.jpg'), box);
    await window.services.close();
    await cli('export', '--project', folder, '--format', 'coco', '--out', 'out.json');
    const said = await cli('import', '--project', folder, '--from', 'coco', join(machine.folder, 'out.json'));
    expect(said.out).toContain('Things that are in the project already are left as they are there.');
    expect((await workstation()).recovered).toBe(0);
  });

  it('is refused for a project that was never set up', async () => {
    const services = await machine.start();
    machine.granted.set('g', folder);
    await services.projects.openFolder({ grant: 'g' });
    await services.close();
    expect(await cli('import', '--project', folder, '--from', 'labelme', await annotations())).toMatchObject({ code: 1, err: containing('Open it in Sightline once') });
  });
});

describe('convert', () => {
  it('goes from a folder of LabelMe to COCO, finding sizes in the pictures', async () => {
    const path = await annotations();
    await writeFile(join(path, 'one.json'), JSON.stringify({ ...labelmeFile, imagePath: '../photos/picture-001.jpg', imageWidth: undefined }));
    const said = await cli('convert', '--from', 'labelme', '--to', 'coco', 'labels', 'out.json');
    expect(said).toMatchObject({ code: 0, err: containing('Read: 2 of 2') });
    const coco = await cocoAt('out.json');
    expect(coco.images.map(({ file_name, width }) => [file_name, width])).toEqual([['photos/picture-001.jpg', 64], ['photos/picture-002.jpg', 64]]);
    expect(coco.annotations).toHaveLength(4);
  });

  it('says when no size is to be found', async () => {
    const path = await annotations();
    await writeFile(join(path, 'two.json'), JSON.stringify({ ...labelmeFile, imagePath: 'nowhere.jpg', imageWidth: null }));
    expect((await cli('convert', '--from', 'labelme', '--to', 'coco', path, 'out.json')).out).toContain('Pictures whose size neither the file nor the picture beside it tells');
  });
});

const real = new URL('../../../shared/data/photos/labelme/', import.meta.url);
it.skipIf(!existsSync(real))('converts the real LabelMe files (skipped where ../shared/data/photos is absent)', async () => {
  const said = await cli('convert', '--from', 'labelme', '--to', 'coco', real.pathname, 'out.json', '--json');
  expect(JSON.parse(said.out)).toMatchObject({ counts: { pictures: 3, things: 18 } });
  expect((await cocoAt('out.json')).annotations.every(({ area }) => area > 0)).toBe(true);
});

describe('a call that is not understood', () => {
  it.each([
    [['fly'], 2, 'There is no “fly”'],
    [['constructor'], 2, 'There is no “constructor”'],
    [['export'], 2, '“export” needs --project DIR'],
    [['export', '--project', 'x'], 2, '“export” needs --format NAME'],
    [['export', '--project', 'x', '--format', 'coco'], 2, '“export” needs --out FILE'],
    [['export', '--project', 'x', '--format', 'labelme', '--out', 'y'], 2, 'cannot write “labelme”. It can write coco, yolo-detect'],
    [['export', '--project', 'x', '--format', 'coco', '--out', 'y', 'z'], 2, 'does not know what to do with “z”'],
    [['export', '--from', 'coco'], 2, '“export” does not take --from'],
    [['import', '--project', 'x', '--from', 'coco'], 2, '“import” needs IN'],
    [['import', '--project', 'x', '--from', 'yolo', 'y'], 2, 'cannot read “yolo”. It can read coco, labelme'],
    [['convert', '--from', 'coco', '--to', 'coco', 'x'], 2, '“convert” needs OUT'],
    [['export', '--what'], 2, "Unknown option '--what'"],
    [['export', '--project'], 2, 'argument missing'],
    [['convert', '--from', 'coco', '--to', 'coco', 'nothing.json', 'y.json'], 1, '“nothing.json” is not there'],
    [['convert', '--from', 'coco', '--to', 'coco', 'photos', 'y.json'], 1, 'There are no JSON files among them'],
    [['convert', '--from', 'coco', '--to', 'coco', 'photos', 'nowhere/y.json'], 1, 'There is no folder “nowhere”'],
    [['convert', '--from', 'coco', '--to', 'coco', 'photos', 'photos'], 1, '“photos” is a folder'],
    [['export', '--project', 'photos', '--format', 'coco', '--out', 'y.json'], 1, 'Sightline has no projects in “profile”'],
  ])('%j gets exit code %i and a sentence', async (argv, code, sentence) => {
    const said = await cli(...argv);
    expect(said).toMatchObject({ code, err: containing(sentence) });
    expect(said.out).toBe('');
  });

  it('names a folder that was never opened', async () => {
    await workstation();
    await mkdir(join(machine.folder, 'else'));
    expect(await cli('export', '--project', 'else', '--format', 'coco', '--out', 'y.json')).toMatchObject({ code: 1, err: containing('“else” was never opened') });
  });

  it('explains itself', async () => {
    expect((await cli('--help')).out).toContain('export  --project DIR --format NAME --out OUT');
    expect(await cli()).toMatchObject({ code: 0, out: containing('Exit code 0') });
    expect((await cli('formats')).out).toContain('labelme          in       LabelMe (JSON)');
    expect(JSON.parse((await cli('formats', '--json')).out)).toHaveLength(formats.length);
  });

  it('stops when told and says that nothing changed', async () => {
    const stop = new AbortController();
    stop.abort();
    const err: string[] = [];
    const path = await annotations();
    const code = await runCli(['convert', '--from', 'labelme', '--to', 'coco', path, 'out.json'], {
      console: { out: () => undefined, err: (text) => void err.push(text), live: false }, cwd: machine.folder, profile: machine.profile, clock: machine.clock, random: machine.random, launchDecoder: machine.launchDecoder, signal: stop.signal,
    });
    expect([code, err.join('')]).toEqual([1, 'Stopped. Nothing was changed.\n']);
  });
});

