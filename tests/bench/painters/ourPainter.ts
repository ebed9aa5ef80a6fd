import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { keyframeIdOf, type LabelId, type ProjectId, type TaskId, type TrackId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { createEditor } from '../../../renderer/document/createEditor.ts';
import { seeingStore } from '../../../renderer/session/seeingStore.ts';
import { sessionStore } from '../../../renderer/session/sessionStore.ts';
import { createStage, type Stage } from '../../../renderer/stage2d/createStage.ts';
import '../../../renderer/stage2d/stage2d.css';
import { COLORS, HEIGHT, WIDTH, type Outline, type Painter, type Shown } from './scene.ts';
import { noModels } from '../noModels.ts';

const clock = { now: () => 0, ticks: () => 0 };
const newId = uuidMaker(clock, seeded(3).bytes);

/** The product's own stage, with a document in memory. */
export function ourPainter(): Painter {
  let at: { root: HTMLElement; stage: Stage } | null = null;
  let last: Shown = { x: WIDTH / 2, y: HEIGHT / 2, scale: 1 };
  const send = (type: string, [x, y]: readonly [x: number, y: number], buttons: number): void => {
    const target = at === null ? null : document.elementFromPoint(x, y);
    target?.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, button: type === 'pointermove' ? -1 : 0, buttons, bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, pointerType: 'mouse' }));
  };
  return {
    async open(root, scene, picture) {
      const labels = COLORS.map((_, n) => labelRecord(n));
      const task = { task: newId() as TaskId, records: scene.flatMap((outline) => recordsOf(outline, labels[outline.color]?.id ?? null)), history: [], readOnly: false };
      const editor = createEditor({ project: newId() as ProjectId, records: labels, task, newId, clock, actor: 'bench', publish: ({ id }) => editor.confirm(id), markUndone: () => undefined, onKept: () => undefined });
      const stage = createStage({ root, editor, session: sessionStore, seeing: seeingStore, models: noModels, version: '', onProblem: (code) => console.error(code), onRefused: (code) => console.error(code), onPointer: () => undefined, say: (key) => key });
      stage.open({ url: picture, tiles: null }, 'bench');
      at = { root, stage };
      await stage.settled();
      last = { ...sessionStore.getState().view };
    },
    show(view) {
      if (at === null) return;
      if (view.scale !== last.scale) at.stage.zoomBy(view.scale / last.scale);
      at.stage.panBy((last.x - view.x) * view.scale, (last.y - view.y) * view.scale);
      last = view;
    },
    settled: async () => at?.stage.settled(),
    hover: (x, y) => send('pointermove', [x, y], 0),
    drag: {
      start: (x, y) => {
        send('pointermove', [x, y], 0);
        send('pointerdown', [x, y], 1);
      },
      move: (x, y) => send('pointermove', [x, y], 1),
      end: (x, y) => send('pointerup', [x, y], 0),
    },
    close() {
      at?.stage.dispose();
      at?.root.replaceChildren();
    },
  };
}

function labelRecord(n: number): Extract<DocumentRecord, { type: 'label' }> {
  const hue = Math.round((n / COLORS.length) * 255).toString(16).padStart(2, '0');
  return { id: newId() as LabelId, type: 'label', name: `label ${n}`, color: `#${hue}80c0`, kinds: [], attributes: [], skeleton: null, order: n };
}

function recordsOf({ points }: Outline, label: LabelId | null): DocumentRecord[] {
  const id = newId() as TrackId;
  return [
    { id, type: 'track', kind: 'polygon', label, extent: 'still', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null },
    { id: keyframeIdOf(id, 0), type: 'keyframe', track: id, frame: 0, occluded: false, truncated: false, shape: { kind: 'polygon', rings: [[...points]] } },
  ];
}
