import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { seeded, type Seeded } from '#shared/base/seeded.ts';
import { aviOf } from './avi.ts';
import { extrinsicOf, intrinsicOf } from './camera.ts';
import { sweep } from './lidar.ts';
import { pcdOf } from './pcd.ts';
import { SAMPLE_PROJECTS, type SampleProject } from './projects.ts';
import { render, type Rendered } from './render.ts';
import type { Camera, Scene } from './scene.ts';
import { seenIn } from './truth.ts';

/**
 * Draws the sample projects with their ground truth into a folder (default `assets/sample`). The same source always
 * gives the same scenes; only JPEG bytes may differ between versions of the encoder.
 */
const target = process.argv[2] ?? 'assets/sample';
for (const project of SAMPLE_PROJECTS) await draw(project, join(target, project.name));

async function draw(project: SampleProject, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const grain = seeded(4242);
  await save(join(folder, 'sightline.json'), json(project.file));
  await drawPhotos(project, folder, grain);
  await drawClip(project, folder, grain);
  await drawSequence(project, folder, grain);
}

async function drawPhotos(project: SampleProject, folder: string, grain: Seeded): Promise<void> {
  const truth = [];
  for (const photo of project.photos) {
    const scene = project.sceneAt(photo.t);
    const picture = render(scene, photo.camera, grain);
    await save(join(folder, 'photos', `${photo.name}.jpg`), await jpeg(picture, 86));
    truth.push({ file: `photos/${photo.name}.jpg`, width: picture.width, height: picture.height, things: seenIn(scene, picture) });
    say(`${project.name}: photo ${photo.name}`);
  }
  await save(join(folder, 'truth', 'photos.json'), json(truth));
}

async function drawClip({ name, clip, sceneAt }: SampleProject, folder: string, grain: Seeded): Promise<void> {
  const frames: Uint8Array[] = [];
  const truth = [];
  for (let n = 0; n < clip.frames; n += 1) {
    const scene = sceneAt(n / clip.fps);
    const picture = render(scene, clip.camera(n), grain);
    frames.push(await jpeg(picture, 78));
    truth.push({ frame: n, things: seenIn(scene, picture).map(({ thing, label, box, area }) => ({ thing, label, box, area })) });
  }
  const { width, height } = clip.camera(0);
  await save(join(folder, 'clip', `${name}.avi`), aviOf(frames, { width, height, fps: clip.fps }));
  await save(join(folder, 'truth', 'clip.json'), json(truth));
  say(`${name}: clip of ${clip.frames} frames`);
}

async function drawSequence({ name, sequence, sceneAt }: SampleProject, folder: string, grain: Seeded): Promise<void> {
  const { lidar, cameras } = sequence;
  for (const camera of cameras) await save(join(folder, 'sequence', 'calib', `${camera.name}.json`), json({ extrinsic: extrinsicOf(camera, lidar.position), intrinsic: intrinsicOf(camera) }));
  const truth = [];
  for (let n = 0; n < sequence.frames; n += 1) {
    const scene = sceneAt(n * 0.5);
    const points = sweep(scene, lidar, grain);
    const frame = String(n).padStart(4, '0');
    await save(join(folder, 'sequence', 'lidar', `${frame}.pcd`), pcdOf(points));
    for (const camera of cameras) await save(join(folder, 'sequence', 'camera', camera.name, `${frame}.jpg`), await view(scene, camera, grain));
    truth.push({ frame: n, cuboids: cuboidsOf(scene, points.thing, lidar.position) });
  }
  await save(join(folder, 'truth', 'sequence.json'), json(truth));
  say(`${name}: sequence of ${sequence.frames} frames`);
}

/** Cuboids in the sensor frame of things that returned at least five points, with that number. */
function cuboidsOf(scene: Scene, hits: Uint16Array, origin: readonly [number, number, number]): object[] {
  const points = new Map<number, number>();
  for (const id of hits) points.set(id, (points.get(id) ?? 0) + 1);
  return scene.things.filter((thing) => (points.get(thing.id) ?? 0) >= 5).map(({ id, label, cuboid }) => ({
    thing: id, label, centre: cuboid.centre.map((value, axis) => value - (origin[axis] ?? 0)), size: cuboid.size, yaw: cuboid.yaw, points: points.get(id),
  }));
}

async function view(scene: Scene, camera: Camera, grain: Seeded): Promise<Uint8Array> {
  return jpeg(render(scene, camera, grain), 78);
}

async function jpeg({ rgb, width, height }: Rendered, quality: number): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 } }).jpeg({ quality, mozjpeg: true }).toBuffer();
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
