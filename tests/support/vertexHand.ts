import { expect } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import { edits, type EditCall, type EditName } from '#shared/edits/index.ts';
import { nearestOn } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { overlaps } from '#shared/geometry/rect.ts';
import type { ProjectId, TaskId, TrackId } from '#shared/model/ids.ts';
import { clingableOf } from '#shared/model/kinds/corners.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { createEditor, type OpenEditor } from '../../renderer/document/createEditor.ts';
import { FIRST_BRUSH } from '../../renderer/session/brush.ts';
import { FIRST_TOPOLOGY, type Topology } from '../../renderer/session/topology.ts';
import { toolbox } from '../../renderer/tools/toolbox.ts';
import { createToolRunner, type ToolRunner } from '../../renderer/tools/toolRunner.ts';
import type { Keys, Target } from '../../renderer/tools/tool.ts';

const plain: Keys = { even: false, centred: false, add: false };

type HandTool = 'select' | 'draw.polygon' | 'draw.eraseVertices';

/** Polygons on a picture, with a hand that presses, moves and releases, one CSS pixel an image pixel. */
export class VertexHand {
  readonly editor: OpenEditor;
  readonly said: string[] = [];
  topology: Topology = FIRST_TOPOLOGY;
  frame = 0;
  #runner: ToolRunner;
  #selection: readonly TrackId[] = [];

  constructor() {
    const clock = { now: () => 0, ticks: () => 0 };
    const newId = uuidMaker(clock, seeded(4).bytes);
    this.editor = createEditor({ project: newId() as ProjectId, records: [], task: { task: newId() as TaskId, records: [], history: [], readOnly: false }, newId, clock, actor: 'a', publish: ({ id }) => this.editor.confirm(id), markUndone: () => undefined, onKept: () => undefined });
    this.#runner = this.#take('select');
  }

  draw(shape: Shape, extent: 'still' | 'span' = 'still'): TrackId {
    expect(this.editor.commit(edits.createTrack, { shape, frame: this.frame, label: null, extent, id: null, attributes: {} })).toBeNull();
    return must(this.editor.document.tracks().at(-1), 'a track').id;
  }

  select(...tracks: readonly TrackId[]): void {
    this.#selection = tracks;
  }

  use(tool: HandTool): void {
    this.#runner = this.#take(tool);
  }

  shape(track: TrackId, frame = this.frame): Shape {
    return must(shapeAt(this.editor.document, track, frame), 'a shape');
  }

  ring(track: TrackId): readonly number[] {
    const shape = this.shape(track);
    return shape.kind === 'polygon' ? must(shape.rings[0], 'a ring') : [];
  }

  /** Drags a handle, as a pointer that lands exactly there would. */
  drag([track, handle]: readonly [TrackId, string], to: Point, keys = plain): void {
    const at = must(kindOf(this.shape(track)).handles(this.shape(track)).find(({ id }) => id === handle), handle).at;
    this.point('press', at, { target: { on: 'handle', track, handle }, keys });
    this.point('move', to, { keys });
    this.point('release', to, { keys });
  }

  click(at: Point, keys = plain): void {
    this.point('move', at, { keys });
    this.point('press', at, { keys });
    this.point('release', at, { keys });
  }

  point(type: 'press' | 'move' | 'release', at: Point, { target = { on: 'nothing' }, keys = plain }: { readonly target?: Target; readonly keys?: Keys } = {}): void {
    const except = keys.add || !this.topology.snap ? null : this.#runner.clings();
    const around = this.editor.document.tracks().filter(({ id }) => except?.has(id) === false).map(({ id }) => this.shape(id));
    const snap = except === null ? null : nearestOn(around.flatMap(clingableOf), at, { vertex: 6, edge: 4 });
    this.#runner.handle({ type, at, screen: at, scale: 1, target, snap, keys });
  }

  other(): void {
    this.#runner.hear({ heard: 'other' });
  }

  key(type: 'confirm' | 'back'): void {
    this.#runner.handle({ type });
  }

  draft(): ReturnType<ToolRunner['draft']> {
    return this.#runner.draft();
  }

  #take(tool: HandTool): ToolRunner {
    return createToolRunner(toolbox[tool].id, {
      look: () => ({
        document: this.editor.document, frame: this.frame, extent: 'still', label: null, selection: new Set(this.#selection), newId: this.editor.newId, picture: { width: 500, height: 500 }, brush: { ...FIRST_BRUSH, size: 10 }, topology: this.topology,
        shapeOf: (track) => shapeAt(this.editor.document, track, this.frame), maskAt: () => null, within: () => [],
        near: (rect) => this.editor.document.tracks().filter(({ id }) => overlaps(must(kindOf(this.shape(id)).bounds(this.shape(id)), 'bounds'), rect)).map(({ id }) => id),
      }),
      changed: () => undefined,
      perform: (effect) => {
        if (effect.do === 'select') this.#selection = effect.ids;
        if (effect.do === 'refuse') this.said.push(effect.code);
        if (effect.do === 'edit') this.#commit(effect.call);
      },
    });
  }

  #commit<K extends EditName>(call: EditCall<K>): void {
    const no = this.editor.commit(edits[call.edit], call.args);
    if (no !== null) this.said.push(no.refused);
  }
}
