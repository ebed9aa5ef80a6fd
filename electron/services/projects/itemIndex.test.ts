import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { RemoteItem } from '#shared/sync/messages.ts';
import { ItemIndex } from './itemIndex.ts';
import type { Manifest } from './manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-index-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('shows what is known of a server’s project before it asks a server that does not answer', async () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const remote: RemoteItem = { id, name: 'a.jpg', media: 'image', sha256: 'a'.repeat(64), size: 1, type: 'image/jpeg', width: 1, height: 1, order: 0 } as unknown as RemoteItem;
  const manifest = { known: async () => [remote], refresh: () => new Promise(() => undefined) } as unknown as Manifest;
  const project = { id, name: 'p', source: 'server' as const, folder: null, role: null, account: 'a', openedAt: 0, seed: { description: '', labels: [], tags: [] } };
  const index = new ItemIndex(project as unknown as ConstructorParameters<typeof ItemIndex>[0], folder, manifest);
  const first = await index.progress(null).next();
  expect(first.value).toMatchObject({ found: 1, done: false, items: [{ name: 'a.jpg' }] });
});
