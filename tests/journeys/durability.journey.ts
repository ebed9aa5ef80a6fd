import { expect, test } from './fixtures.ts';
import { WorkPage } from './pages/workPage.ts';

for (const victim of ['all', 'host', 'store', 'browser'] as const) {
  test(`nothing that was shown as saved is lost to kill -9 of: ${victim}`, async ({ workstation, photos, expectComplaint }) => {
    if (victim !== 'all') expectComplaint(/WebSocket|ERR_CONNECTION|ERR_ABORTED|Failed to load resource/);
    let work = new WorkPage(await workstation.open(photos));
    await work.openFirst();
    const item = (await work.openItem.textContent()) ?? '';
    for (let at = 0; at < 5; at += 1) await work.drawBox([0.3 + at * 0.07, 0.3], [0.35 + at * 0.07, 0.5]);
    await work.hasObjects(5);
    await work.saved();
    await workstation.kill9(victim);

    work = new WorkPage(await workstation.open(photos));
    await work.openTask(item);
    await work.hasObjects(5);
    await work.stage.focus();
    await work.undo();
    await work.hasObjects(4);
    await work.saved();
    await expect(work.task(item)).toBeVisible();
  });
}

test('work goes on when the process that writes the files is killed, and is saved again', async ({ workstation, photos, expectComplaint }) => {
  expectComplaint(/Failed to load resource/);
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.drawBox([0.3, 0.3], [0.5, 0.5]);
  await work.saved();
  await workstation.kill9('store');
  await work.drawBox([0.6, 0.3], [0.7, 0.5]);
  await work.hasObjects(2);
  await work.saved();

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  await work.hasObjects(2);
});
