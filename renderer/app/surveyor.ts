import type { ClipFacts } from '#shared/bridge/clipContract.ts';
import { addCameraPath, beginCamera } from '#shared/edits/camera.ts';
import { keptStep, STEP_NUMBERS } from '#shared/model/camera.ts';
import type { CameraRecord } from '#shared/model/records.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { messageOf } from '../i18n/i18n.ts';
import type { ClipPort } from '../media/clipPort.ts';
import { startMotion } from '../workers/startMotion.ts';
import { tell, type Inside } from './inside.ts';
import { whenFree } from './whenFree.ts';

/** What measures: the version rises with whatever changes what it finds. */
const BY = { name: 'Corners, flow and similarity', version: '1' };
/** Pixels on the longer side of what is looked at. */
const SIDE = 480;
/** Frames in one record. */
const PART = 500;

interface Plan {
  readonly editor: OpenEditor;
  readonly facts: ClipFacts;
  readonly port: ClipPort;
}

interface Found {
  readonly from: number;
  readonly steps: number[];
  readonly probes: readonly number[];
}

/** Measures the camera of the clip in hand, goes on where it was stopped, and writes down what it knows every few hundred frames. */
export class Surveyor {
  readonly #inside: Inside;
  #stop: AbortController | null = null;

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** `anew`: what is known is forgotten first. */
  async run(anew: boolean): Promise<void> {
    const { open, clip } = this.#inside.work.getState();
    if (open === null || clip === null || clip.facts === null || this.#stop !== null) return;
    const plan: Plan = { editor: open.editor, facts: clip.facts, port: clip.port };
    const stop = new AbortController();
    this.#stop = stop;
    const leave = this.#inside.work.subscribe((now) => {
      if (now.open?.task !== open.task) stop.abort();
    });
    try {
      this.#show(0, plan);
      await this.#begin(plan, { anew, signal: stop.signal });
      await this.#measure(plan, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) tell(this.#inside, 'bad', messageOf(error));
    } finally {
      leave();
      this.#stop = null;
      this.#inside.work.setState({ survey: null });
    }
  }

  /** Another version of the clip is measured from its first frame on. */
  async #begin({ editor, facts, port }: Plan, { anew, signal }: { readonly anew: boolean; readonly signal: AbortSignal }): Promise<void> {
    const { task } = editor;
    const [found] = await port.prove(facts.tag, [0], signal);
    const known = editor.document.camera()?.record ?? null;
    if (task === null || found === undefined || (!anew && known !== null && isOf(known, facts, found.sha256))) return;
    await whenFree(this.#inside);
    signal.throwIfAborted();
    const { frames, width, height } = facts;
    const { pts, timebase, sha256 } = found;
    this.#commit(editor.commit(beginCamera, { task, by: BY, frames, width, height, proof: { pts, timebase, sha256 } }, 'model'));
  }

  async #measure(plan: Plan, signal: AbortSignal): Promise<void> {
    const { editor, facts, port } = plan;
    const { task } = editor;
    const camera = editor.document.camera();
    const start = camera?.path.known ?? 0;
    if (task === null || camera === null || start >= facts.frames) return;
    const line = startMotion();
    const part = wholePart(facts);
    const fetched = (frame: number): Promise<Uint8Array> => {
      const pixels = port.luma(facts.tag, { frame, part }, signal);
      // It is asked for ahead: a failure is met where it is needed.
      pixels.catch(() => undefined);
      return pixels;
    };
    let found: Found = { from: start, steps: [], probes: camera.record.probes };
    try {
      await line.client.motion.survey({ probes: [...found.probes] });
      const first = Math.max(0, start - 1);
      let next = fetched(first);
      for (let frame = first; frame < facts.frames; frame += 1) {
        const pixels = await next;
        if (frame + 1 < facts.frames) next = fetched(frame + 1);
        const { step, probes } = await line.client.motion.look({ luma: { ...part, pixels }, frame }, { signal });
        if (frame < start) continue;
        found.steps.push(...keptStep(step, facts));
        found = { ...found, probes };
        this.#show(frame, plan);
        if (found.steps.length === PART * STEP_NUMBERS) found = await this.#keep(plan, found);
      }
    } finally {
      line.stop();
      if (found.steps.length > 0) await this.#keep(plan, found);
    }
  }

  async #keep({ editor }: Plan, { from, steps, probes }: Found): Promise<Found> {
    const { task } = editor;
    await whenFree(this.#inside);
    // Who left the task meanwhile loses the last few frames, and measures them when he comes back.
    if (task !== null && editor.task === task && this.#inside.work.getState().open?.task === task) this.#commit(editor.commit(addCameraPath, { task, from, steps, probes }, 'model'));
    return { from: from + steps.length / STEP_NUMBERS, steps: [], probes };
  }

  #commit(no: { readonly refused: string } | null): void {
    if (no !== null) tell(this.#inside, 'warn', { key: `error.${no.refused}`, fallback: no.refused });
  }

  #show(at: number, { facts: { frames } }: Plan): void {
    const { survey } = this.#inside.work.getState();
    // Ten words a second are enough for a bar.
    if (survey === null || at - survey.at >= Math.max(1, frames / 200)) this.#inside.work.setState({ survey: { at, frames } });
  }
}

/** The whole picture, in pixels a machine needs. */
function wholePart({ width, height }: ClipFacts): { readonly left: number; readonly top: number; readonly step: number; readonly width: number; readonly height: number } {
  const step = Math.max(1, Math.round(Math.max(width, height) / SIDE));
  return { left: 0, top: 0, step, width: Math.max(1, Math.floor(width / step)), height: Math.max(1, Math.floor(height / step)) };
}

/** Whether a measurement is of this very clip. */
export function isOf({ frames, width, height, proof }: CameraRecord, facts: Pick<ClipFacts, 'frames' | 'width' | 'height'>, sha256: string): boolean {
  return frames === facts.frames && width === facts.width && height === facts.height && proof.sha256 === sha256;
}
