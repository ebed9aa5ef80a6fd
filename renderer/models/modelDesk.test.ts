import { expect, test } from 'vitest';
import type { LabelId } from '#shared/model/ids.ts';
import { modelFile as file, ModelMachine as Machine } from '../../tests/support/modelMachine.ts';
import { CLICK_SIDE, tinyDecoder, tinyDetector, tinyEncoder, tinySam2, wordModel } from '../../tests/support/tinyModels.ts';
import type { Looked } from './modelDesk.ts';
import { factsOf } from './modelsStore.ts';
import { labelOfWord, wordKey } from './wordLabels.ts';

const picture = { width: CLICK_SIDE, height: CLICK_SIDE };
const looked: Looked = { picture, pixels: new Uint8Array(CLICK_SIDE * CLICK_SIDE * 4).fill(90) };
const draw = () => Promise.resolve(looked);
const { signal } = new AbortController();
const ask = { picture, prompt: { points: [{ x: 5, y: 5, inside: true }], box: null }, pick: 0, smoothing: 0 };

test('a pair is put together by what fits, answers, and is there the next day', async () => {
  const machine = new Machine();
  const desk = machine.desk();
  await desk.load();
  await desk.add([file('encoder.onnx', tinyEncoder()), file('other.onnx', tinySam2().decoder), file('decoder.onnx', tinyDecoder())]);
  expect(desk.store.getState().problems).toEqual([]);
  expect([desk.clickPair()?.encoder.name, desk.clickPair()?.decoder.name]).toEqual(['encoder', 'decoder']);
  await Promise.all([desk.see('one', draw, signal), desk.see('one', draw, signal)]);
  await desk.see('one', draw, signal);
  expect(machine.looks).toBe(1);
  expect((await desk.click('one', ask, signal)).of).toBe(2);
  expect(desk.store.getState().work).toBeNull();

  const tomorrow = machine.desk();
  await tomorrow.load();
  expect(tomorrow.clickPair()?.decoder.name).toBe('decoder');
  await tomorrow.see('one', draw, signal);
  expect(await tomorrow.click('one', ask, signal)).toEqual(await desk.click('one', ask, signal));
});

test('what is of no use is said and not kept; what is taken away is no longer chosen', async () => {
  const desk = new Machine().desk();
  await desk.load();
  await desk.add([file('words.onnx', wordModel()), file('half.onnx', tinyEncoder().slice(0, 100)), file('yolo.onnx', tinyDetector('final'))]);
  expect(desk.store.getState().problems.map(({ name, code }) => [name, code])).toEqual([['words.onnx', 'model/other-inputs'], ['half.onnx', 'model/corrupt']]);
  expect(desk.store.getState().kept.map(({ name }) => name)).toEqual(['yolo']);
  expect((await desk.detect(draw, { least: 0.25, overlap: 0.5 }, signal)).length).toBeGreaterThan(0);
  expect(desk.proposer('detector')).toMatchObject({ aid: 'detector', name: 'yolo', version: '1.2' });
  await desk.remove(desk.detector()?.hash ?? '');
  expect([desk.detector(), desk.store.getState().kept]).toEqual([null, []]);
  await expect(desk.detect(draw, { least: 0.25, overlap: 0.5 }, signal)).rejects.toMatchObject({ code: 'model/none-chosen' });
  await expect(desk.see('one', draw, signal)).rejects.toMatchObject({ code: 'model/no-pair' });
});

test('a shelf that cannot be read is said, and read again when it can', async () => {
  const machine = new Machine();
  machine.broken = true;
  const desk = machine.desk();
  await expect(desk.load()).rejects.toMatchObject({ code: 'model/shelf' });
  machine.broken = false;
  await machine.desk().load();
});

test('a model that runs is stopped with its worker, and works again afterwards', async () => {
  const machine = new Machine();
  const desk = machine.desk();
  await desk.load();
  await desk.add([file('encoder.onnx', tinyEncoder()), file('decoder.onnx', tinyDecoder())]);
  const stop = new AbortController();
  await expect(desk.see('two', () => (stop.abort(), draw()), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  desk.stop();
  expect(machine.stopped).toBeGreaterThan(0);
  expect(desk.store.getState().work).toBeNull();
  await desk.see('two', draw, signal);
  expect((await desk.click('two', ask, signal)).of).toBe(2);
});

test('words of a model mean what a person said, else the label of the same name', async () => {
  const machine = new Machine();
  const desk = machine.desk();
  await desk.load();
  const label = (id: string, name: string) => ({ id: id as LabelId, type: 'label' as const, name, color: '#ffffff', kinds: [], attributes: [], skeleton: null, order: 1 });
  const labels = [label('l1', 'Traffic Light'), label('l2', 'Car')];
  const word = { project: 'p', hash: 'h', word: 'traffic_light' };
  const meaning = (of = desk) => labelOfWord(of.store.getState(), word, labels);
  expect([meaning(), labelOfWord(desk.store.getState(), { ...word, word: 'dog' }, labels)]).toEqual(['l1', null]);
  await desk.setWord(wordKey(word), 'l2' as LabelId);
  const tomorrow = machine.desk();
  await tomorrow.load();
  expect(meaning(tomorrow)).toBe('l2');
  await desk.setWord(wordKey(word), null);
  expect(meaning()).toBeNull();
  // A label that is gone is no meaning, and no error either.
  await desk.setWord(wordKey(word), 'gone' as LabelId);
  expect([meaning(), factsOf(desk.store.getState(), 'nobody')]).toEqual([null, null]);
});

test('adding is stopped without a word about the file, and can be tried again', async () => {
  const desk = new Machine().desk();
  await desk.load();
  const adding = desk.add([file('yolo.onnx', tinyDetector('final')), file('other.onnx', tinyDetector('final'))]);
  desk.stop();
  await adding;
  expect(desk.store.getState()).toMatchObject({ kept: [], problems: [], work: null });
  await desk.add([file('yolo.onnx', tinyDetector('final'))]);
  expect(desk.detector()?.name).toBe('yolo');
});
