import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { keyframeIdOf, type LabelId, type ProjectId, type TaskId, type TrackId } from '#shared/model/ids.ts';
import type { MaskShape } from '#shared/model/kinds/shape.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { createEditor } from '../../../renderer/document/createEditor.ts';
import { seeingStore } from '../../../renderer/session/seeingStore.ts';
import { sessionStore } from '../../../renderer/session/sessionStore.ts';
import { createStage, type Stage } from '../../../renderer/stage2d/createStage.ts';
import '../../../renderer/stage2d/stage2d.css';
import { bands } from './bands.ts';
import { noModels } from '../noModels.ts';

/** Milliseconds. */
export interface MaskFigures {
  /** Script of one step of a stroke: the pointer event and the frame it leads to. */
  readonly stroke: readonly number[];
  /** Taking a mask of the picture's width into the hand. */
  readonly press: readonly number[];
  /** Letting go, until the stroke is a change of the document and its transaction is text. */
  readonly release: readonly number[];
}

declare global {
  interface Window {
    measureMasks(wish: { readonly masks: number; readonly picture: string }): Promise<MaskFigures>;
  }
}

const clock = { now: () => 0, ticks: () => 0 };
const newId = uuidMaker(clock, seeded(3).bytes);
const STROKES = 12;
const STEPS = 40;

window.measureMasks = async ({ masks, picture }) => {
  const root = document.createElement('div');
  root.style.cssText = 'position:absolute;inset:0;overflow:hidden;background:#222';
  document.body.replaceChildren(root);
  const tracks = bands(masks).map((shape) => ({ id: newId() as TrackId, shape }));
  const stage = await openStage(root, { tracks, picture });
  const figures = { stroke: [] as number[], press: [] as number[], release: [] as number[] };
  sessionStore.setState({ tool: 'draw.brush', brush: { size: 60, tip: 'circle', overlap: 'allow' } });
  for (let n = 0; n < STROKES; n += 1) {
    sessionStore.setState({ selection: new Set(tracks.slice(n * 7, n * 7 + 1).map(({ id }) => id)) });
    await stage.settled();
    await stroke(n, figures);
  }
  return figures;
};

async function stroke(n: number, figures: { readonly stroke: number[]; readonly press: number[]; readonly release: number[] }): Promise<void> {
  const at = (step: number): readonly [number, number] => [300 + step * 22, 150 + n * 50 + 60 * Math.sin(step / 4)];
  send('pointermove', at(0), 0);
  await frameScript();
  figures.press.push(timed(() => send('pointerdown', at(0), 1)) + (await frameScript()));
  for (let step = 1; step <= STEPS; step += 1) figures.stroke.push(timed(() => send('pointermove', at(step), 1)) + (await frameScript()));
  figures.release.push(timed(() => send('pointerup', at(STEPS), 0)));
  await frameScript();
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** What the next frame spends in script: from the first callback of the frame to the end of those that were waiting. */
async function frameScript(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const end = performance.now();
      resolve(Math.max(0, end - frameBegan));
    });
  });
}

/** Set by a callback that is always the first of its frame, since it asks for the next one before anything else can. */
let frameBegan = 0;
(function beat(): void {
  frameBegan = performance.now();
  requestAnimationFrame(beat);
})();

function send(type: string, [x, y]: readonly [number, number], buttons: number): void {
  document.elementFromPoint(x, y)?.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, button: type === 'pointermove' ? -1 : 0, buttons, bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, pointerType: 'mouse' }));
}

async function openStage(root: HTMLElement, { tracks, picture }: { readonly tracks: readonly { readonly id: TrackId; readonly shape: MaskShape }[]; readonly picture: string }): Promise<Stage> {
  const labels = Array.from({ length: 10 }, (_, n) => labelRecord(n));
  const records = tracks.flatMap(({ id, shape }, n): DocumentRecord[] => [
    { id, type: 'track', kind: 'mask', label: labels[n % 10]?.id ?? null, extent: 'still', z: n, note: null, locked: false, pinned: false, difficult: false, group: null },
    { id: keyframeIdOf(id, 0), type: 'keyframe', track: id, frame: 0, occluded: false, truncated: false, shape },
  ]);
  const task = { task: newId() as TaskId, records, history: [], readOnly: false };
  const editor = createEditor({
    project: newId() as ProjectId, records: labels, task, newId, clock, actor: 'bench',
    publish: (transaction) => editor.confirm(JSON.stringify(transaction).length > 0 ? transaction.id : newId()),
    markUndone: () => undefined, onKept: () => undefined,
  });
  const stage = createStage({ root, editor, session: sessionStore, seeing: seeingStore, models: noModels, version: '', onProblem: (code) => console.error(code), onRefused: (code) => console.error(code), onPointer: () => undefined, say: (key) => key });
  stage.open({ url: picture, tiles: null }, 'bench');
  await stage.settled();
  return stage;
}

function labelRecord(n: number): Extract<DocumentRecord, { type: 'label' }> {
  return { id: newId() as LabelId, type: 'label', name: `label ${n}`, color: `#${(40 + n * 20).toString(16)}80c0`, kinds: [], attributes: [], skeleton: null, order: n };
}
