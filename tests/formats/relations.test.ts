import { expect, it } from 'vitest';
import { relationIdOf } from '#shared/model/ids.ts';
import type { Relation } from '#shared/model/records.ts';
import { formats } from '#shared/formats/registry.ts';
import { itemOf, labelOf, thing, writeAll } from './world.ts';

const label = labelOf('car');
const [car, trailer] = [thing('car', { kind: 'box', x: 1, y: 2, width: 30, height: 40, angle: 0 }, { track: { label: label.id } }), thing('trailer', { kind: 'box', x: 41, y: 2, width: 30, height: 40, angle: 0 }, { track: { label: label.id } })];
const ends = { from: trailer[0].id, to: car[0].id, name: 'towed by' };
const relation: Relation = { id: relationIdOf(ends), type: 'relation', ...ends, mutual: false };

it.each(formats.filter(({ write }) => write !== null).map((format) => [format.id, format] as const))('%s writes relations or says that they are left out', async (_, format) => {
  const { files, lines } = await writeAll(format, [{ item: itemOf('one.jpg'), records: [...car, ...trailer, relation] }], [label]);
  const written = Object.values(files).some((bytes) => new TextDecoder().decode(bytes).includes('towed by'));
  expect(written || lines.some(({ code, fate, examples }) => code.endsWith('/relation') && fate === 'dropped' && examples.includes('one.jpg'))).toBe(true);
});
