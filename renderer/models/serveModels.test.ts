import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedArea } from '#shared/geometry/polygon.ts';
import { ringsBounds } from '#shared/geometry/polygon.ts';
import { brokenDetector, CLICK_SIDE, DETECTOR_SIDE, splitModel, TINY_BOXES, tinyDecoder, tinyDetector, tinyEncoder, tinySam2, wordModel, type DetectorForm } from '../../tests/support/tinyModels.ts';
import type { ModelFacts } from './modelsContract.ts';
import { chooseProvider, onnxRuntime } from './onnxRuntime.ts';
import { serveModels } from './serveModels.ts';

/** The real runtime, on the processor, as in the worker. */
beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);
const served = () => serveModels(onnxRuntime(ort, Promise.resolve('cpu'))).models;
type Served = ReturnType<typeof served>;

async function opened(models: Served, bytes: Uint8Array): Promise<ModelFacts> {
  const facts = await models.inspect({ file: blob(bytes), name: 'model.onnx' });
  expect(await models.open({ model: facts.hash, file: blob(bytes), signature: facts.signature })).toEqual({ provider: 'cpu' });
  return facts;
}

/** Four bytes a pixel: a red square on green. */
const [LEFT, TOP, SIDE] = [40, 20, 30];
function squarePicture(width: number, height: number, scale = 1): Uint8Array {
  const inside = (value: number, from: number): boolean => value >= from * scale && value < (from + SIDE) * scale;
  return Uint8Array.from({ length: width * height * 4 }, (_, at) => {
    const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)];
    return [inside(x, LEFT) && inside(y, TOP) ? 220 : 20, inside(x, LEFT) && inside(y, TOP) ? 20 : 200, 20, 255][at % 4] ?? 0;
  });
}

describe('a click model in the real runtime', () => {
  test('finds what is under the click, in pixels of the picture, surest first', async () => {
    const models = served();
    const [encoder, decoder] = [await opened(models, tinyEncoder()), await opened(models, tinyDecoder())];
    // Twice as wide as the model looks: 256 x 192 becomes 128 x 96.
    const picture = { width: CLICK_SIDE * 2, height: CLICK_SIDE * 1.5 };
    const { embedding } = await models.embed({ model: encoder.hash, picture, pixels: squarePicture(CLICK_SIDE, CLICK_SIDE * 0.75) });
    await models.hold({ key: 'one', embedding });
    const ask = (pick: number) => models.click({ model: decoder.hash, encoder: encoder.signature, key: 'one', picture, prompt: { points: [{ x: 110, y: 70, inside: true }], box: null }, pick, smoothing: 0 });
    expect((await Promise.all([0, 1, 2].map(ask))).map(({ score, at, of }) => [Math.round((score ?? 0) * 10), at, of])).toEqual([[9, 0, 2], [6, 1, 2], [9, 0, 2]]);
    const bounds = ringsBounds((await ask(0)).rings);
    expect(bounds).not.toBeNull();
    for (const [found, wanted] of [[bounds?.minX, LEFT * 2], [bounds?.maxX, (LEFT + SIDE) * 2], [bounds?.minY, TOP * 2], [bounds?.maxY, (TOP + SIDE) * 2]]) expect(Math.abs((found ?? 0) - (wanted ?? 0))).toBeLessThanOrEqual(4);
  });

  test('of SAM 2’s form hands its finer features on', async () => {
    const models = served();
    const sam2 = tinySam2();
    const [encoder, decoder] = [await opened(models, sam2.encoder), await opened(models, sam2.decoder)];
    expect([encoder.signature.part, decoder.signature.part]).toEqual(['encoder', 'decoder']);
    // Pulled to the input's size: wide pictures are not filled up.
    const picture = { width: CLICK_SIDE * 3, height: CLICK_SIDE };
    const { embedding } = await models.embed({ model: encoder.hash, picture, pixels: squarePicture(CLICK_SIDE, CLICK_SIDE) });
    await models.hold({ key: 'two', embedding });
    const only = await models.click({ model: decoder.hash, encoder: encoder.signature, key: 'two', picture, prompt: { points: [{ x: 150, y: 30, inside: true }], box: null }, pick: 0, smoothing: 0 });
    expect(only.of).toBe(1);
    // Red or green: all of the picture is above nought, out to its edges.
    expect(Math.abs(signedArea(only.rings[0] ?? []))).toBeCloseTo(picture.width * picture.height, -2);
  });

  test('says so when the picture is no longer held, or the model is not open', async () => {
    const models = served();
    const [encoder, decoder] = [await opened(models, tinyEncoder()), await opened(models, tinyDecoder())];
    const ask = (model: string) => models.click({ model, encoder: encoder.signature, key: 'gone', picture: { width: 10, height: 10 }, prompt: { points: [{ x: 1, y: 1, inside: true }], box: null }, pick: 0, smoothing: 0 });
    await expect(ask(decoder.hash)).rejects.toMatchObject({ code: 'model/not-seen' });
    await expect(ask('nobody')).rejects.toMatchObject({ code: 'model/not-open' });
    await models.close({ model: decoder.hash });
    await expect(ask(decoder.hash)).rejects.toMatchObject({ code: 'model/not-open' });
  });
});

describe('a detector in the real runtime', () => {
  const picture = { width: DETECTOR_SIDE * 2, height: DETECTOR_SIDE };
  const pixels = squarePicture(DETECTOR_SIDE, DETECTOR_SIDE / 2);
  const forms: readonly DetectorForm[] = ['classes', 'objectness', 'final', 'pairs', 'logits'];

  test.each(forms)('of the form “%s” finds the same things in the picture’s own pixels', async (form) => {
    const models = served();
    const { hash, signature } = await opened(models, tinyDetector(form));
    const { found } = await models.detect({ model: hash, picture, pixels, least: 0.25, overlap: 0.45 });
    const expected = TINY_BOXES.filter(({ score }) => score > 0.25 && (score !== 0.8 || form === 'final' || form === 'pairs' || form === 'logits'));
    expect(signature).toMatchObject({ part: 'detector', names: ['car', 'dog'] });
    expect(found.map((one) => [one.class, Math.round(one.score * 10)])).toEqual(expected.map((one) => [one.class, one.score * 10]));
    // Sheets see the picture shrunk by two and centred; pairs see it pulled to the square.
    const pulled = form === 'pairs' || form === 'logits';
    const [{ at: [cx, cy, w, h] } = { at: [0, 0, 0, 0] }] = expected;
    const wanted = pulled ? [(cx - w / 2) * 2, cy - h / 2, w * 2, h] : [(cx - w / 2) * 2, (cy - h / 2 - DETECTOR_SIDE / 4) * 2, w * 2, h * 2];
    const clipped = [wanted[0], Math.max(0, wanted[1] ?? 0)];
    expect(found[0]?.x).toBeCloseTo(clipped[0] ?? 0, 3);
    expect(found[0]?.y).toBeCloseTo(clipped[1] ?? 0, 3);
    expect(found[0]?.width).toBeCloseTo(wanted[2] ?? 0, 3);
  });

  test('that computes no numbers is refused, not believed', async () => {
    const models = served();
    const { hash } = await opened(models, brokenDetector());
    await expect(models.detect({ model: hash, picture, pixels, least: 0.25, overlap: 0.45 })).rejects.toMatchObject({ code: 'model/not-a-number' });
  });
});

describe('files that are no models we know', () => {
  const inspect = (bytes: Uint8Array) => served().inspect({ file: blob(bytes), name: 'weights.onnx' });
  test.each([
    ['empty', new Uint8Array(0)], ['text', new TextEncoder().encode('<!doctype html><title>Not found</title>')], ['cut off', tinyEncoder().slice(0, 90)], ['noise', Uint8Array.from({ length: 500 }, (_, at) => (at * 97 + 13) % 256)],
  ])('are refused: %s', async (_what, bytes) => {
    await expect(inspect(bytes)).rejects.toMatchObject({ code: 'model/corrupt' });
  });
  test('with weights in a second file are refused by its name', async () => {
    await expect(inspect(splitModel())).rejects.toMatchObject({ code: 'model/split', params: { other: 'encoder.onnx.data' } });
  });
  test('for words are named with what they take', async () => {
    expect(await inspect(wordModel())).toMatchObject({ signature: { part: 'unknown', why: 'model/other-inputs' }, inputs: ['input_ids int64[1, ?]'] });
  });
  test('damaged inside are refused when they are opened', async () => {
    const bytes = tinyDetector('classes').slice();
    // An operator that does not exist.
    const at = new TextDecoder('latin1').decode(bytes).indexOf('ReduceMean');
    bytes.set(new TextEncoder().encode('Zzzzzzzzzz'), at);
    const models = served();
    const { hash, signature } = await models.inspect({ file: blob(bytes), name: 'x' });
    await expect(models.open({ model: hash, file: blob(bytes), signature })).rejects.toMatchObject({ code: 'model/cannot-run' });
    // And once more: a failed opening is not remembered as an open model.
    await expect(models.open({ model: hash, file: blob(bytes), signature })).rejects.toMatchObject({ code: 'model/cannot-run' });
  });
});

test('a model goes by what its file calls its version, else by its hash', async () => {
  const models = served();
  expect(await models.inspect({ file: blob(tinyEncoder()), name: 'sam.ONNX' })).toMatchObject({ name: 'sam', version: '1.2' });
  const bare = await models.inspect({ file: blob(tinySam2().encoder), name: 'x' });
  expect(bare.version).toBe(bare.hash.slice(0, 8));
});

test('the graphics card is taken where there is one', async () => {
  expect(await chooseProvider(null)).toBe('cpu');
  expect(await chooseProvider({ requestAdapter: () => Promise.resolve(null) })).toBe('cpu');
  expect(await chooseProvider({ requestAdapter: () => Promise.reject(new Error('lost')) })).toBe('cpu');
  expect(await chooseProvider({ requestAdapter: () => Promise.resolve({}) })).toBe('webgpu');
});
