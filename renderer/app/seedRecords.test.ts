import { expect, it } from 'vitest';
import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import { documentRecord } from '#shared/model/records.ts';
import { seedRecords } from './seedRecords.ts';

const project: ProjectInfo = {
  id: '0190a0a0-0000-7000-8000-000000000001', name: 'Street', source: 'folder', account: null, role: null, openedAt: 0, missing: false,
  seed: { description: '', labels: [{ name: 'car', color: '#3355ff', kinds: ['box'], attributes: [] }], tags: [{ name: 'Unclear rule', kind: 'question' }] },
};

it('gives records that the wire accepts, the same ones on every start', () => {
  const first = seedRecords(project);
  expect(first.map((record) => documentRecord.parse(record).type)).toEqual(['project', 'label']);
  expect(seedRecords(project)).toEqual(first);
});

it('refuses a seed with a colour that is none', () => {
  const broken = { ...project, seed: { ...project.seed, labels: [{ name: 'car', color: 'red;', kinds: [], attributes: [] }] } };
  expect(() => seedRecords(broken)).toThrow();
});
