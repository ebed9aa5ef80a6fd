import AxeBuilder from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Point } from '#shared/geometry/point.ts';
import { about, andThen, backwards, moved } from '#shared/geometry/similarity.ts';
import { fitView, toScreen } from '../../renderer/stage2d/camera2d.ts';
import { hasFfmpeg } from '../support/clips.ts';
import { shakingCamera, texture, type Actor, type Scene } from '../support/movingScene.ts';
import { writeSceneClip } from '../support/sceneClip.ts';
import { words, wordsPattern } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { ClipPage } from './pages/clipPage.ts';
import { WorkPage } from './pages/workPage.ts';

const FRAMES = 40;
const size = { width: 320, height: 240 };
const camera = shakingCamera(11, { ...size, frames: FRAMES }, { walk: 2.5, shake: 3, turn: 0.2, drift: [2.2, 0.6] });
/** Drives over the ground while the camera drifts and shakes. */
const car: Actor = { width: 44, height: 30, texture: texture(300, { mean: 160 }), at: (frame) => andThen(about([0, 0], { scale: 1, degrees: 0, by: [90 + frame * 1.2, 150] }), camera(frame)) };
const scene: Scene = { ...size, ground: texture(301), camera, actors: [car], grain: 2 };
/** A place of the ground, and where it is on a frame. */
const onGround = (point: Point, frame: number): Point => moved(andThen(backwards(camera(0)), camera(frame)), point);

const life = (first: number, last: number, count: number): string => words('timeline.life', { first, last, count });

// Clips are made with the ffmpeg command line.
for (const file of hasFfmpeg() ? ['flight.mp4'] : []) {
  test('a thing is tracked and its keyframes taken; the camera is measured, judged, and shapes go along with it', async ({ workstation, scratch }) => {
    test.setTimeout(150_000);
    const folder = join(scratch, 'home', 'flight');
    mkdirSync(folder, { recursive: true });
    writeSceneClip(scene, FRAMES, join(folder, file));
    let work = new WorkPage(await workstation.open(folder));
    await work.openFirst();
    let clip = new ClipPage(work.page);
    await clip.on(0);
    const { keyboard } = work.page;

    /** Places of the picture as shares of the stage, which is where hands go. */
    const spot = async (point: Point): Promise<readonly [number, number]> => {
      const stage = await work.stage.evaluate(({ clientWidth: width, clientHeight: height }) => ({ width, height }));
      const [x, y] = toScreen(fitView(size, stage, 0), stage, point);
      return [x / stage.width, y / stage.height];
    };
    const drawBox = async ([x, y]: Point, width: number, height: number): Promise<void> => {
      await work.stage.focus();
      await work.drawBox(await spot([x - width / 2, y - height / 2]), await spot([x + width / 2, y + height / 2]));
      await keyboard.press('v');
    };

    // Before anyone labels: is it worth interpolating here?
    await work.stage.focus();
    await keyboard.press('Alt+Shift+C');
    const dialog = work.page.getByRole('dialog', { name: words('camera.title') });
    await dialog.getByRole('button', { name: words('camera.measure'), exact: true }).click();
    await expect(dialog.locator('.camera-verdict')).toContainText(wordsPattern('cameraVerdict.steady'), { timeout: 60_000 });
    await expect(dialog).toContainText(wordsPattern('camera.gain.probes_other'));
    expect((await new AxeBuilder({ page: work.page }).include('dialog').analyze()).violations).toEqual([]);
    await keyboard.press('Escape');
    await expect(work.page.locator('.clip-news')).toContainText(wordsPattern('cameraVerdict.steady'));

    // The car, over thirty-nine frames: on a shaking picture nearly each of them needs a keyframe.
    await drawBox(moved(car.at(0), [0, 0]), 44, 30);
    await clip.says([life(0, FRAMES - 1, 1)]);
    const news = work.page.locator('.timeline > .notice');
    const offered = async (): Promise<number> => Number(/\d+/.exec(await news.locator('strong').innerText())?.[0]);
    await keyboard.press('Alt+y');
    await expect(news).toContainText(words('traceEnd.reached', { frame: FRAMES - 1 }), { timeout: 60_000 });
    await expect(news).toContainText(words('trace.unsteady'));
    expect(await offered()).toBeGreaterThan(20);
    await clip.says([life(0, FRAMES - 1, 1)]);
    await news.getByRole('button', { name: words('trace.refuse'), exact: true }).click();
    await expect(news).not.toContainText(wordsPattern('trace.offered_other'));

    // On one that is held still a few are enough.
    await news.getByRole('button', { name: words('trace.hush'), exact: true }).click();
    await work.stage.focus();
    await keyboard.press('Alt+Shift+C');
    await dialog.getByRole('checkbox', { name: words('camera.steady') }).check();
    await keyboard.press('Escape');
    await keyboard.press('Alt+y');
    await expect(news).toContainText(words('traceEnd.reached', { frame: FRAMES - 1 }), { timeout: 60_000 });
    const few = await offered();
    expect(few).toBeLessThan(10);
    await work.stage.focus();
    await keyboard.press('Alt+i');
    await expect(news).not.toContainText(wordsPattern('trace.offered_other'));
    await clip.says([life(0, FRAMES - 1, few + 1)]);
    // Where it is on the last frame a click finds it.
    await clip.goTo(FRAMES - 1);
    await work.stage.focus();
    await keyboard.press('Escape');
    await work.click(await spot(moved(car.at(FRAMES - 1), [0, 0])));
    await expect(work.selected).toHaveCount(1);

    // What stands on the ground needs one keyframe, as long as shapes go along with the camera.
    await clip.goTo(0);
    await work.stage.focus();
    await keyboard.press('Escape');
    await drawBox([200, 60], 30, 24);
    await clip.goTo(30);
    const there = await spot(onGround([200, 60], 30));
    const finds = async (count: number): Promise<void> => {
      await work.stage.focus();
      await keyboard.press('Escape');
      await work.click(there);
      await expect(work.selected).toHaveCount(count);
    };
    await finds(1);
    await keyboard.press('Alt+Shift+S');
    await finds(0);
    await keyboard.press('Alt+Shift+S');
    await finds(1);
    await work.saved();

    // It is part of the labels: another start sees the same.
    work = new WorkPage(await workstation.restart(folder));
    await work.ready();
    clip = new ClipPage(work.page);
    await clip.on(0);
    await clip.goTo(30);
    await work.stage.focus();
    await work.click(await spot(onGround([200, 60], 30)));
    await expect(work.selected).toHaveCount(1);
  });
}
