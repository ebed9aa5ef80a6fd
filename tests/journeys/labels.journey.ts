import type { Locator } from '@playwright/test';
import { words } from '../support/words.ts';
import { expect, test } from './fixtures.ts';
import { breaches } from './pages/breaches.ts';
import { WorkPage } from './pages/workPage.ts';

const panel = (work: WorkPage): Locator => work.page.getByRole('tabpanel');
const details = (work: WorkPage, label: string): Locator => panel(work).getByRole('region', { name: words('labels.details', { name: label }) });

async function edit(work: WorkPage, label: string): Promise<Locator> {
  await work.side('labels');
  await panel(work).getByRole('button', { name: words('labels.edit'), exact: true }).click();
  await panel(work).getByRole('button', { name: words('labels.details', { name: label }) }).click();
  return details(work, label);
}

async function addAttribute(shown: Locator, name: string, input: string): Promise<Locator> {
  await shown.getByLabel(words('attributes.new')).fill(name);
  await shown.getByRole('button', { name: words('attributes.add') }).click();
  const card = shown.getByRole('group', { name, exact: true });
  await card.getByRole('combobox', { name: words('attributes.input', { name }) }).selectOption({ label: words(`attributeInput.${input}`) });
  return card;
}

test('a label gets a list, a number with a range and a yes or no; objects start with the defaults, and what is no longer offered is marked', async ({ workstation, photos }) => {
  let work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const shown = await edit(work, 'Vehicle');
  const colour = await addAttribute(shown, 'Paint', 'select');
  await colour.getByRole('textbox', { name: words('attributes.valuesOf', { name: 'Paint' }) }).fill('red, blue, green');
  await work.page.keyboard.press('Enter');
  await colour.getByRole('combobox', { name: words('attributes.fallback') }).selectOption('blue');
  const wheels = await addAttribute(shown, 'Wheels', 'number');
  await wheels.getByRole('spinbutton', { name: words('attributes.min') }).fill('2');
  await work.page.keyboard.press('Enter');
  await wheels.getByRole('spinbutton', { name: words('attributes.max') }).fill('18');
  await work.page.keyboard.press('Enter');
  await addAttribute(shown, 'Trailer', 'checkbox');
  await work.saved();
  expect(await breaches(work.page)).toEqual([]);

  await panel(work).getByRole('button', { name: words('labels.edit'), exact: true }).click();
  await panel(work).getByRole('button', { name: /Vehicle/ }).click();
  await work.stage.focus();
  await work.drawBox([0.3, 0.3], [0.5, 0.5]);
  await work.side('objects');
  await expect(work.selected.getByRole('combobox', { name: 'Paint' })).toHaveValue('blue');
  await work.selected.getByRole('combobox', { name: 'Paint' }).selectOption('red');
  await work.selected.getByRole('spinbutton', { name: 'Wheels' }).fill('40');
  await work.page.keyboard.press('Enter');
  await work.told(words('error.edit/bad-value'));
  await work.selected.getByRole('spinbutton', { name: 'Wheels' }).fill('4');
  await work.page.keyboard.press('Enter');
  await work.selected.getByRole('checkbox', { name: 'Trailer' }).check();
  await work.page.getByRole('combobox', { name: words('objects.find') }).fill('Paint = red and Wheels < 5 and Trailer');
  await work.hasObjects(1);
  await work.page.getByRole('combobox', { name: words('objects.find') }).fill('');
  await work.saved();
  const item = (await work.openItem.textContent()) ?? '';

  work = new WorkPage(await workstation.restart(photos));
  await work.openTask(item);
  const again = await edit(work, 'Vehicle');
  await again.getByRole('textbox', { name: words('attributes.valuesOf', { name: 'Paint' }) }).fill('blue, green');
  await work.page.keyboard.press('Enter');
  await work.side('objects');
  await work.objects.getByRole('row').first().click();
  await expect(work.selected.getByRole('combobox', { name: 'Paint' }).locator('option:checked')).toHaveText(words('objects.valueGone', { value: 'red' }));
  await work.saved();
});

test('a label that was removed while another picture has it stays on its objects with a mark', async ({ workstation, photos }) => {
  const work = new WorkPage(await workstation.open(photos));
  await work.openFirst();
  const item = (await work.openItem.textContent()) ?? '';
  await work.side('labels');
  await panel(work).getByRole('button', { name: words('labels.edit'), exact: true }).click();
  await panel(work).getByLabel(words('labels.new')).fill('Ghost');
  await work.page.keyboard.press('Enter');
  await work.stage.focus();
  await work.drawBox([0.3, 0.3], [0.5, 0.5]);
  await panel(work).getByRole('button', { name: words('labels.remove', { name: 'Ghost' }) }).click();
  await work.told(words('error.edit/label-in-use'));
  await work.stage.focus();
  await work.page.keyboard.press(']');
  await expect(work.openItem).not.toHaveText(item);
  await work.ready();
  await panel(work).getByRole('button', { name: words('labels.remove', { name: 'Ghost' }) }).click();
  await work.openTask(item);
  await work.side('objects');
  const row = work.objects.getByRole('row').first();
  await expect(row).toContainText(words('objects.labelGone.short'));
  await row.click();
  await expect(work.selected.getByText(words('objects.labelGone.about'))).toBeVisible();
  await work.selected.getByRole('combobox', { name: words('objects.label') }).selectOption('Vehicle');
  await expect(row).not.toContainText(words('objects.labelGone.short'));
  await work.saved();
});
