import type { ClipFacts } from '#shared/bridge/clipContract.ts';
import { offerKeyframes } from '#shared/edits/proposals.ts';
import type { TaskId, TrackId } from '#shared/model/ids.ts';
import { figureOf } from '#shared/model/figureOf.ts';
import { keptFrames, type Placed } from '#shared/model/keptFrames.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Proposer } from '#shared/model/records.ts';
import { shapeAt, steadyPath } from '#shared/model/shapeAt.ts';
import type { Figure } from '#shared/vision/motion/figure.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { messageOf } from '../i18n/i18n.ts';
import type { TraceEnd, TraceResult, TraceRun } from '../media/cameraWork.ts';
import type { ClipPort } from '../media/clipPort.ts';
import { startMotion } from '../workers/startMotion.ts';
import { tell, type Inside } from './inside.ts';
import { whenFree } from './whenFree.ts';

/** Who proposes: the version rises with whatever changes what it finds. */
const TRACKER: Proposer = { aid: 'tracker', name: 'Corners and look', version: '1', hash: null };

/** What is to be followed, over which frames. */
interface Plan {
  readonly editor: OpenEditor;
  readonly task: TaskId;
  readonly track: TrackId;
  readonly shape: Shape;
  readonly figure: Figure;
  readonly facts: ClipFacts;
  readonly port: ClipPort;
  readonly from: number;
  readonly to: number;
  /** Whether `to` is the frame before a keyframe the thing has. */
  readonly meets: boolean;
}

type Found = Placed & { readonly score: number };

/** Follows the chosen thing over frames and offers the keyframes it would need. One at a time; leaving the task ends it. */
export class Tracer {
  readonly #inside: Inside;
  #stop: AbortController | null = null;

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  stop(): void {
    this.#stop?.abort();
  }

  async run(direction: 1 | -1): Promise<void> {
    const plan = this.#stop === null ? this.#plan(direction) : null;
    if (plan === null) return;
    const { work } = this.#inside;
    const stop = new AbortController();
    this.#stop = stop;
    const { task } = plan;
    const leave = work.subscribe((now) => {
      if (now.open?.task !== task) stop.abort();
    });
    this.#show({ track: plan.track, from: plan.from, to: plan.to, at: plan.from });
    const way: Found[] = [{ frame: plan.from, shape: plan.shape, score: 1 }];
    try {
      const end = await this.#follow(plan, { way, signal: stop.signal });
      await whenFree(this.#inside);
      if (plan.editor.task === task) this.#offer(plan, way, end);
    } catch (error) {
      tell(this.#inside, 'bad', messageOf(error));
      work.setState({ trace: { run: null, result: null } });
    } finally {
      leave();
      this.#stop = null;
    }
  }

  #plan(direction: 1 | -1): Plan | null {
    const { work, session } = this.#inside;
    const { open, clip } = work.getState();
    const { selection, frame, reach, range } = session.getState();
    const [track] = selection;
    if (open === null || clip === null || clip.facts === null || track === undefined) return null;
    const { document } = open.editor;
    const shape = shapeAt(document, track, frame);
    const figure = shape === null ? null : figureOf(shape);
    if (shape === null || figure === null) {
      tell(this.#inside, 'warn', { key: 'error.edit/not-seen-here' });
      return null;
    }
    // Frames chosen on the timeline say how far; else the number beside it does.
    const chosen = range === null || frame < range.from || frame > range.to ? frame + direction * reach : direction === 1 ? range.to : range.from;
    const wanted = Math.min(clip.facts.frames - 1, Math.max(0, chosen));
    const key = nextKey(document.keyframesOf(track).map((one) => one.frame), frame, direction);
    const meets = key !== null && (wanted - key) * direction >= 0;
    return { editor: open.editor, task: open.task, track, shape, figure, facts: clip.facts, port: clip.port, from: frame, to: meets ? key - direction : wanted, meets };
  }

  async #follow({ figure, facts, port, shape, from, to, meets, track }: Plan, { way, signal }: { readonly way: Found[]; readonly signal: AbortSignal }): Promise<TraceEnd> {
    const line = startMotion();
    const { motion } = line.client;
    const by = to < from ? -1 : 1;
    try {
      let { part } = await motion.follow({ figure: { rings: figure.rings.map((ring) => [...ring]), lines: figure.lines.map((one) => [...one]), reach: figure.reach }, picture: { width: facts.width, height: facts.height } });
      for (let frame = from; frame !== to + by;) {
        const shown = await motion.show({ luma: { ...part, pixels: await port.luma(facts.tag, { frame, part }, signal) } }, { signal });
        part = shown.part;
        if (shown.sighting.is === 'lost') return shown.sighting.why;
        if (shown.sighting.is === 'again') continue;
        const { similarity, alike } = shown.sighting.followed;
        if (frame !== from) way.push({ frame, shape: kindOf(shape).carry(shape, similarity), score: Math.max(0, Math.min(1, alike)) });
        this.#show({ track, from, to, at: frame });
        frame += by;
      }
      return meets ? 'keyframe' : 'reached';
    } catch (error) {
      if (signal.aborted) return 'stopped';
      if (way.length < 2) throw error;
      tell(this.#inside, 'bad', messageOf(error));
      return 'failed';
    } finally {
      line.stop();
    }
  }

  /** Only what is needed so that everything between lies within a pixel or two is offered. */
  #offer({ editor, track, from, to }: Plan, found: readonly Found[], why: TraceEnd): void {
    const { document } = editor;
    const way = found.toSorted((a, b) => a.frame - b.frame);
    const scores = new Map(way.map(({ frame, score }) => [frame, score]));
    const keys = found.length < 2 ? [] : keptFrames(way, steadyPath(document)).filter(({ frame }) => document.keyframeAt(track, frame) === undefined);
    const last = found.at(-1)?.frame ?? from;
    const looked = { from: Math.min(from, last), to: Math.max(from, last) };
    const no = editor.commit(offerKeyframes, { from: TRACKER, track, looked, keys: keys.map(({ frame, shape }) => ({ frame, shape, score: scores.get(frame) ?? 0 })) }, 'model');
    if (no !== null) tell(this.#inside, 'warn', { key: `error.${no.refused}`, fallback: no.refused });
    const lost = why === 'plain' || why === 'changed' || why === 'left' || why === 'scattered';
    const result: TraceResult = { track, why, keys: no === null ? keys.length : 0, frame: lost && found.length > 1 ? last + (to < from ? -1 : 1) : last };
    this.#inside.work.setState({ trace: { run: null, result } });
  }

  #show(run: TraceRun): void {
    this.#inside.work.setState({ trace: { run, result: null } });
  }
}

function nextKey(frames: readonly number[], frame: number, direction: 1 | -1): number | null {
  const beyond = frames.filter((one) => (one - frame) * direction > 0);
  return beyond.length === 0 ? null : direction === 1 ? Math.min(...beyond) : Math.max(...beyond);
}
