import { expect, test } from 'vitest';
import { modelFile, ModelMachine } from '../../tests/support/modelMachine.ts';
import { CLICK_SIDE, tinyDecoder, tinyEncoder } from '../../tests/support/tinyModels.ts';
import { FIRST_AID_OPTIONS } from '../session/aidOptions.ts';
import type { AidAnswer, AidQuestion } from '../tools/aid.ts';
import { ClickDesk, type ClickPorts } from './clickDesk.ts';
import type { Picture } from './pictureMessages.ts';

const size = { width: CLICK_SIDE, height: CLICK_SIDE };
const bitmap = { ...size, close: () => undefined };
const pictureAt = (url: string): Picture => ({ ...size, full: bitmap, far: null, source: { url, tiles: null } });
type ClickQuestion = Extract<AidQuestion, { aid: 'click' }>;
const click = (x: number, pick = 0): ClickQuestion => ({ aid: 'click', prompt: { points: [{ x, y: 64, inside: true }], box: null }, pick });

/** A stage without pixels of its own: each picture has one colour on its left half. */
class Table {
  readonly machine = new ModelMachine();
  readonly models = this.machine.desk();
  readonly pictures = ['a', 'b', 'c', 'd'].map(pictureAt);
  readonly answers: AidAnswer[] = [];
  shown: Picture | null = this.pictures[0] ?? null;
  #tell: (() => void) | null = null;
  readonly desk = new ClickDesk({
    models: this.models,
    picture: () => this.shown,
    options: () => ({ ...FIRST_AID_OPTIONS, smoothing: 0, result: 'box' }),
    answer: (answer) => void this.answers.push(answer),
    working: (at) => (at === 'rest' ? this.#tell?.() : undefined),
    showing: () => undefined,
    load: (url) => Promise.resolve(this.pictures.find(({ source }) => source.url === url) ?? null),
    draw: (picture) => Promise.resolve({ picture: size, pixels: halfOf(this.pictures.indexOf(picture) * 40) }),
  } satisfies ClickPorts);

  async withModels(): Promise<this> {
    await this.models.load();
    await this.models.add([modelFile('encoder.onnx', tinyEncoder()), modelFile('decoder.onnx', tinyDecoder())]);
    return this;
  }

  rest(): Promise<void> {
    return new Promise((resolve) => (this.#tell = resolve));
  }

  async ask(question: ClickQuestion): Promise<AidAnswer | undefined> {
    const rested = this.rest();
    this.desk.ask(question);
    await rested;
    return this.answers.at(-1);
  }
}

function halfOf(red: number): Uint8Array {
  return Uint8Array.from({ length: CLICK_SIDE * CLICK_SIDE * 4 }, (_, at) => ((at >> 2) % CLICK_SIDE < CLICK_SIDE / 2 ? [200, red, 0, 255][at % 4] : 0) ?? 0);
}

async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !what(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(what()).toBe(true);
}

test('a click is answered with what is under it, who says so and how sure', async () => {
  const table = await new Table().withModels();
  const left = await table.ask(click(20));
  expect(left).toMatchObject({ sharp: true, problem: null, shape: { kind: 'box', x: 0, y: 0, height: 128 }, from: { aid: 'click', name: 'encoder', version: '1.2' } });
  expect(left?.score).toBeCloseTo(0.9, 5);
  // The border is interpolated between two pixels of the embedding.
  for (const [answer, edge] of [[left, 'right'], [await table.ask(click(100)), 'left']] as const) {
    const box = answer?.shape?.kind === 'box' ? answer.shape : null;
    expect(Math.abs((edge === 'left' ? (box?.x ?? 0) : (box?.width ?? 0)) - 64)).toBeLessThan(2);
  }
  expect(table.machine.looks).toBe(1);
});

test('the picture is looked at when the tool is taken up, and the next two after it, each once', async () => {
  const table = await new Table().withModels();
  table.desk.prefetch(['b', 'c', 'd'], false);
  expect(table.machine.looks).toBe(0);
  table.desk.warm();
  await until(() => table.machine.looks === 3);
  table.shown = table.pictures[1] ?? null;
  table.desk.drop();
  expect(await table.ask(click(20))).toMatchObject({ problem: null });
  expect(table.machine.looks).toBe(3);
});

test('pictures that were looked at without a model are told apart once there is one', async () => {
  const table = new Table();
  for (const picture of table.pictures.slice(0, 2)) {
    table.shown = picture;
    expect(await table.ask(click(20))).toMatchObject({ problem: 'model/no-pair' });
  }
  await table.withModels();
  for (const picture of table.pictures.slice(0, 2)) {
    table.shown = picture;
    expect(await table.ask(click(20))).toMatchObject({ problem: null });
  }
  expect(table.machine.looks).toBe(2);
});

test('of several questions only the newest is answered', async () => {
  const table = await new Table().withModels();
  const rested = table.rest();
  for (const x of [10, 20, 100]) table.desk.ask(click(x));
  await rested;
  expect(table.answers.map(({ to }) => to)).toEqual([click(100)]);
});

test('without a model, with a stopped one and beside the picture it is said why', async () => {
  const table = new Table();
  expect(await table.ask(click(20))).toMatchObject({ shape: null, problem: 'model/no-pair' });
  await table.withModels();
  const rested = table.rest();
  table.desk.ask(click(20));
  table.desk.cancel();
  await rested;
  expect(table.answers.at(-1)).toMatchObject({ problem: 'model/stopped' });
  expect(await table.ask(click(20))).toMatchObject({ problem: null });
  table.shown = null;
  expect(await table.ask(click(20))).toMatchObject({ problem: 'aid/outside' });
});
