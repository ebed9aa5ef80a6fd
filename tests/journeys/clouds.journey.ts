import AxeBuilder from '@axe-core/playwright';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memorySource } from '#shared/clouds/byteSource.ts';
import { middleOf } from '#shared/clouds/middle.ts';
import { readCloud } from '#shared/clouds/readCloud.ts';
import { must } from '#shared/base/must.ts';
import { pcdFile, type MadeField } from '../support/cloudFiles.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { words, wordsPattern } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { CloudPage } from './pages/cloudPage.ts';
import { FlagPanel } from './pages/flagPanel.ts';
import { WorkPage } from './pages/workPage.ts';

/** Ground from -10 to 10 metres every half metre, and a car of points at a place; what it hides of the ground is not seen. */
function madeSweep(car: readonly [number, number]): Uint8Array {
  const places: (readonly [number, number, number])[] = [];
  for (let x = -10; x <= 10; x += 0.5) for (let y = -10; y <= 10; y += 0.5) if (Math.abs(x - car[0]) > 2.5 || Math.abs(y - car[1]) > 1.2) places.push([x, y, -1.5]);
  for (let x = -2; x <= 2; x += 0.25) for (let y = -0.75; y <= 0.75; y += 0.25) for (let z = -1.25; z <= 0; z += 0.25) places.push([car[0] + x, car[1] + y, z]);
  const axis = (n: 0 | 1 | 2): readonly number[] => places.map((place) => place[n]);
  const fields: readonly MadeField[] = [{ name: 'x', type: 'float32', per: 1, values: axis(0) }, { name: 'y', type: 'float32', per: 1, values: axis(1) }, { name: 'z', type: 'float32', per: 1, values: axis(2) }, { name: 'intensity', type: 'float32', per: 1, values: places.map((_place, n) => n % 50) }];
  return pcdFile(fields, places.length, { data: 'binary' });
}

/** Points of the made car: 17 along, 7 across, 6 up. */
const CAR = 17 * 7 * 6;

function sweeps(scratch: string): { readonly folder: string; readonly first: Uint8Array } {
  const folder = join(scratch, 'home', 'drive');
  mkdirSync(join(folder, 'lidar'), { recursive: true });
  const frames = [madeSweep([3, 0]), madeSweep([5, 1]), madeSweep([7, 2])];
  frames.forEach((bytes, n) => writeFileSync(join(folder, 'lidar', `${n}.pcd`), bytes));
  return { folder, first: must(frames[0], 'a first sweep') };
}

test('a cuboid is placed with one click, turned, moved, keyed over frames, and there after a restart', async ({ workstation, scratch }) => {
  test.setTimeout(120_000);
  const { folder, first } = sweeps(scratch);
  const over = must(middleOf(await readCloud(memorySource('0.pcd', first)), 0.1), 'a cloud with points');
  let work = new WorkPage(await workstation.open(folder));
  let cloud = new CloudPage(work.page);
  await cloud.on(0);
  const { keyboard, mouse } = work.page;
  await expect(cloud.bar).toContainText(words('space.all', { count: 2, points: (41 * 41 - 11 * 5 + CAR).toLocaleString('en-GB') }));

  // One click on the middle of the roof: on the ground, with a car's size, around all of the car but what sticks out.
  await keyboard.press('c');
  const roof = await cloud.spot([3, 0, 0], over);
  await mouse.click(roof.x, roof.y);
  await work.hasObjects(1);
  await cloud.hasBlock(['4.5', '1.9', '1.6'], CAR);
  await expect(work.selected).toContainText(words('kind.cuboid'));

  // Around, and around again: nothing is lost and nothing is another.
  await keyboard.press('k');
  await cloud.hasBlock(['4.5', '1.9', '1.6'], CAR);
  await keyboard.press('v');
  for (let n = 0; n < 9; n += 1) await keyboard.press('w');
  await expect(cloud.bar.getByRole('status')).not.toContainText(` ${CAR} `);
  for (let n = 0; n < 9; n += 1) await keyboard.press('e');
  await cloud.hasBlock(['4.5', '1.9', '1.6'], CAR);

  // The view from above, a hand on its lower edge: shorter, and fewer points.
  const { left, top, width, height } = await cloud.size();
  const edge = Math.floor(Math.min(260, height / 3, width / 3));
  const scale = edge / (4.5 * 1.7);
  const middle = { x: left + width - edge / 2, y: top + edge / 2 };
  await cloud.drag({ x: middle.x, y: middle.y - 2.25 * scale }, { x: middle.x, y: middle.y - 1.25 * scale });
  await expect(cloud.bar.getByRole('status')).toContainText(/^3\.5\d? × 1\.9 × 1\.6/);
  await work.undo();
  await cloud.hasBlock(['4.5', '1.9', '1.6'], CAR);

  // On the last frame it is drawn to where the car is then; half way it lies half way.
  await keyboard.press("'");
  await cloud.on(1);
  await keyboard.press("'");
  await cloud.on(2);
  await expect(cloud.bar.getByRole('status')).not.toContainText(` ${CAR} `);
  const [from, to] = [await cloud.spot([3, 0, -0.7], over), await cloud.spot([7, 2, -0.7], over)];
  await cloud.drag(from, to);
  await cloud.hasBlock(['4.5', '1.9', '1.6'], CAR);
  await keyboard.press(';');
  await cloud.on(1);
  await cloud.hasBlock(['4.5', '1.9', '1.6'], CAR);
  await work.saved();

  work = new WorkPage(await workstation.restart(folder));
  cloud = new CloudPage(work.page);
  await cloud.on(0);
  await work.hasObjects(1);
});

test('what is unclear in a cloud is flagged with the view as its picture', async ({ workstation, scratch }) => {
  const { folder } = sweeps(scratch);
  const work = new WorkPage(await workstation.open(folder));
  await new CloudPage(work.page).on(0);
  await work.page.keyboard.press('f');
  const panel = new FlagPanel(work.page);
  await expect(panel.crop).toBeVisible();
});

test('the sample street opens, is turned and coloured by keys, and can be read by assistive technology', async ({ workstation, scratch }) => {
  const folder = join(scratch, 'home', 'street');
  mkdirSync(folder, { recursive: true });
  cpSync(join(repositoryRoot, 'assets/sample/street/sequence/lidar'), join(folder, 'lidar'), { recursive: true });
  const work = new WorkPage(await workstation.open(folder));
  const cloud = new CloudPage(work.page);
  await cloud.on(0);
  const before = await cloud.stage.screenshot();
  await cloud.stage.focus();
  await work.page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await cloud.stage.screenshot()).equals(before)).toBe(false);
  await work.page.keyboard.press('i');
  await expect(cloud.bar.getByRole('combobox')).toHaveValue('value:intensity');
  const found = await new AxeBuilder({ page: work.page }).analyze();
  expect(found.violations.filter(({ impact }) => impact === 'critical' || impact === 'serious')).toEqual([]);
});

test('a cloud that lies is said, and the next frame is shown all the same', async ({ workstation, scratch }) => {
  const { folder, first } = sweeps(scratch);
  writeFileSync(join(folder, 'lidar', '0.pcd'), first.slice(0, -100));
  const work = new WorkPage(await workstation.open(folder));
  const cloud = new CloudPage(work.page);
  await work.told(wordsPattern('error.cloud/short'));
  await expect(work.page.getByText(/^lidar says|0\.pcd says/).first()).toBeVisible();
  await work.page.keyboard.press("'");
  await cloud.on(1);
  await expect(work.page.getByText(wordsPattern('error.cloud/short'))).toHaveCount(0);
});

test('without WebGL there is a sentence, and pictures are labelled as ever', async ({ workstation, scratch, expectComplaint }) => {
  expectComplaint(/WebGL/i);
  const { folder } = sweeps(scratch);
  cpSync(join(repositoryRoot, 'assets/sample/street/photos/kerb.jpg'), join(folder, 'kerb.jpg'));
  const page = await workstation.open(folder);
  await page.evaluate(() => {
    const given = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function getContext(this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
      return kind === 'webgl2' ? null : (Reflect.apply(given, this, [kind, ...more]) as RenderingContext | null);
    } as typeof given;
  });
  const work = new WorkPage(page);
  await work.openTask('kerb.jpg');
  await work.task('lidar').click();
  await work.told(words('error.stage/no-webgl'));
  await work.openTask('kerb.jpg');
  await work.drawBox([0.3, 0.3], [0.5, 0.5]);
  await work.hasObjects(1);
});

const LIDAR = join(repositoryRoot, '..', 'shared', 'data', 'lidar-sequence', 'lidar');

/** Skipped where ../shared/data is absent. */
for (const real of existsSync(LIDAR) ? [LIDAR] : []) {
  test('real sweeps are stepped through', async ({ workstation, scratch }) => {
    const folder = join(scratch, 'home', 'drive');
    mkdirSync(folder, { recursive: true });
    cpSync(real, join(folder, 'lidar'), { recursive: true });
    const work = new WorkPage(await workstation.open(folder));
    const cloud = new CloudPage(work.page);
    for (const [frame, points] of ['68,242', '66,781', '66,899', '67,153'].entries()) {
      await cloud.on(frame);
      await expect(cloud.bar).toContainText(points);
      if (frame < 3) await work.page.keyboard.press("'");
    }
  });
}
