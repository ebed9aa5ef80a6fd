import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { must } from '../base/must.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import { itemIdOf, taskIdOf, type ProjectId, type TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { applyTo, type Op } from '../model/ops.ts';
import { documentRecord } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { fitsId, recordOf, unitsOf } from '../sync/units.ts';
import { addCameraPath, beginCamera, setSteady } from './camera.ts';
import { createTrack } from './createTrack.ts';
import { isRefusal, type Edit } from './edit.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(6).bytes);
const task = taskIdOf(itemIdOf(newId() as ProjectId, 'flight.mp4'));
const begun = { task, by: { name: 'test', version: '1' }, frames: 6, width: 640, height: 480, proof: { pts: 0, timebase: [1, 25] as [number, number], sha256: 'a'.repeat(64) } };
const box: Shape = { kind: 'box', x: 100, y: 50, width: 20, height: 10, angle: 0 };
/** Ten pixels to the right before each frame but the first. */
const steps = (count: number): number[] => Array.from({ length: count }, () => [0, 0, 1000, 0, 90]).flat();

class Flight {
  readonly document = new BookDocument(new Map());

  do<Args>(edit: Edit<Args>, args: Args): string | readonly Op[] {
    const ops = edit.run(this.document, args, { newId, now: 0, actor: 'ann' });
    if (isRefusal(ops)) return ops.refused;
    const { inverse, touched } = applyTo(this.document.book, ops);
    this.document.refresh(touched);
    return inverse;
  }

  x(track: TrackId, frame: number): number | null {
    const shape = shapeAt(this.document, track, frame);
    return shape?.kind === 'box' ? Math.round(shape.x * 100) / 100 : null;
  }
}

describe('the camera of a clip', () => {
  it('is measured part by part, and shapes go along with it where that is wished, at once and back', () => {
    const flight = new Flight();
    const id = newId() as TrackId;
    flight.do(createTrack, { shape: box, frame: 0, label: null, extent: 'span', id, attributes: {} });
    expect(flight.do(setSteady, { on: true })).toBe('edit/no-camera');
    flight.do(beginCamera, begun);
    flight.do(addCameraPath, { task, from: 0, steps: steps(3), probes: [1, 2, 3, 4] });
    expect(flight.x(id, 2)).toBe(100);
    const back = flight.do(setSteady, { on: true });
    expect([0, 1, 2, 3].map((frame) => flight.x(id, frame))).toEqual([100, 110, 120, 100]);
    flight.do(addCameraPath, { task, from: 3, steps: steps(3), probes: [1, 2, 3, 4] });
    expect([3, 5].map((frame) => flight.x(id, frame))).toEqual([130, 150]);
    if (typeof back === 'string') throw new Error(back);
    flight.document.refresh(applyTo(flight.document.book, back).touched);
    expect(flight.x(id, 5)).toBe(100);
  });

  it('takes no part that does not follow on what is known', () => {
    const flight = new Flight();
    expect(flight.do(addCameraPath, { task, from: 0, steps: steps(1), probes: [] })).toBe('edit/gone');
    flight.do(beginCamera, begun);
    expect(flight.do(addCameraPath, { task, from: 2, steps: steps(1), probes: [] })).toBe('edit/gone');
  });

  it('measured anew forgets the old way and keeps what people said', () => {
    const flight = new Flight();
    flight.do(beginCamera, begun);
    flight.do(addCameraPath, { task, from: 0, steps: steps(3), probes: [] });
    flight.do(setSteady, { on: true });
    flight.do(beginCamera, { ...begun, frames: 9 });
    expect(flight.document.camera()).toMatchObject({ record: { frames: 9, steady: true, probes: [] }, path: { known: 0 } });
  });

  it('travels whole, under the ids that follow from its task', () => {
    const flight = new Flight();
    flight.do(beginCamera, begun);
    flight.do(addCameraPath, { task, from: 0, steps: steps(3), probes: [1, -2, 3, 4] });
    for (const record of [must(flight.document.all('camera')[0], 'camera'), must(flight.document.all('cameraPath')[0], 'path')]) {
      expect(documentRecord.safeParse(record).success).toBe(true);
      expect(recordOf(record.type, record.id, unitsOf(record))).toEqual(record);
      expect(fitsId(record.type, record.id, unitsOf(record))).toBe(true);
      expect(fitsId(record.type, newId(), unitsOf(record))).toBe(false);
    }
    expect(documentRecord.safeParse({ ...flight.document.all('cameraPath')[0], steps: [1, 2, 3] }).success).toBe(false);
  });
});
