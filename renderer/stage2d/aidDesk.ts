import { errorCode } from '#shared/base/errors.ts';
import { grow, union, type Rect } from '#shared/geometry/rect.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Place } from '#shared/vision/patch.ts';
import type { Tuning } from '#shared/vision/visionContract.ts';
import type { AidOptions } from '../session/aidOptions.ts';
import type { ToolId } from '../session/sessionStore.ts';
import type { AidAnswer, AidQuestion, PixelQuestion } from '../tools/aid.ts';
import { startVision } from '../workers/startVision.ts';
import { aroundPoints, FIRST_LOOK, onPicture, readPatch, SECOND_LOOK, stepFor, withGround, type Read } from './aidPatch.ts';
import { aidShape } from './aidShape.ts';
import type { Picture } from './pictureMessages.ts';

export interface AidPorts {
  picture(): Picture | null;
  /** The visible part of the picture, and CSS pixels per image pixel. */
  seen(): Rect;
  scale(): number;
  options(): AidOptions;
  /** The program's version: the aids are part of it. */
  readonly version: string;
  answer(answer: AidAnswer): void;
  /** For who watches from outside: a question is asked, its first answer is there, nothing is open any more. */
  working(at: AidProgress): void;
}

type Vision = ReturnType<typeof startVision>['client']['vision'];

export type AidProgress = 'asked' | 'answered' | 'rest';

type RegionQuestion = Extract<PixelQuestion, { marks: unknown }>;
type Aid = keyof typeof FIRST_LOOK;

/** Pixels that the worker has. */
interface Seen {
  readonly id: number;
  readonly aid: Aid;
  readonly picture: Picture;
  readonly place: Place;
}

/** A first answer, and where it lies. */
interface Rough {
  readonly sight: Seen;
  readonly around: Rect;
  readonly shape: Shape | null;
}

/** A patch may be this much coarser than a new one would be before it is read again. */
const COARSER = 1.3;
const AID_OF: Partial<Record<ToolId, Aid>> = { 'draw.wand': 'wand', 'draw.scissors': 'scissors', 'draw.superpixels': 'superpixels', 'draw.grabcut': 'grabcut' };

/** Closed outlines are drawn again within this many rough pixels. */
const CORRIDOR = 3;

/**
 * Takes the tools' questions to the vision worker: reads the pixels they are about, asks, and asks once more with all
 * pixels when the first answer was rough. One question is under way at a time; of those that come meanwhile only the
 * newest is asked.
 */
export class AidDesk {
  readonly #ports: AidPorts;
  #worker: ReturnType<typeof startVision> | null = null;
  #seen: Seen | null = null;
  #lastId = 0;
  #waiting: PixelQuestion | null = null;
  #busy = false;
  #sharpening = false;
  #stop = new AbortController();
  #warming = new AbortController();
  /** Around the last proposal: a correction looks at all of it. */
  #proposed: Rect | null = null;

  constructor(ports: AidPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.drop();
    this.#worker?.stop();
    this.#worker = null;
  }

  /** Asks a first question that nobody waits for: the worker starts, sees what is on the screen and has its code warm. */
  warm(tool: ToolId): void {
    const aid = AID_OF[tool];
    if (aid === undefined || this.#ports.picture() === null) return;
    this.#warming = new AbortController();
    // A first question that fails says so itself when it is asked in earnest.
    void this.#rehearse(aid, this.#warming.signal).catch(() => undefined);
  }

  async #rehearse(aid: Aid, signal: AbortSignal): Promise<void> {
    const { minX, minY, maxX, maxY } = this.#ports.seen();
    const at = (share: number): [number, number] => [minX + (maxX - minX) * share, minY + (maxY - minY) * share];
    const points = aid === 'grabcut' ? [...at(0.4), ...at(0.6)] : at(0.5);
    const sight = await this.#look(aid, points, signal);
    if (sight === null || aid === 'scissors') return;
    const mark = { take: true, by: aid === 'grabcut' ? ('box' as const) : ('stroke' as const), points, reach: 0 };
    await this.#vision().propose({ patch: sight.id, aid, marks: [mark], tuning: this.#tuning(sight) }, { signal });
  }

  /** Forgets the question and the pixels: another picture, another tool. */
  drop(): void {
    this.#warming.abort();
    this.#stop.abort();
    this.#waiting = null;
    this.#seen = null;
    this.#proposed = null;
  }

  ask(question: PixelQuestion): void {
    this.#ports.working('asked');
    this.#waiting = question;
    this.#warming.abort();
    // A second look at what is no longer asked for; a first look is soon over and is at least something to see.
    if (this.#sharpening) this.#stop.abort();
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let next = this.#waiting; next !== null; next = this.#waiting) {
      this.#waiting = null;
      this.#stop = new AbortController();
      this.#sharpening = false;
      await this.#answer(next, this.#stop.signal);
    }
    this.#busy = false;
    this.#ports.working('rest');
  }

  async #answer(question: PixelQuestion, signal: AbortSignal): Promise<void> {
    try {
      if (question.aid === 'closed') await this.#close(question, signal);
      else if (question.aid === 'scissors') await this.#follow(question, signal);
      else await this.#propose(question, signal);
    } catch (error) {
      if (!signal.aborted) this.#tell(question, { problem: errorCode(error), sharp: true });
    }
  }

  #tell(to: PixelQuestion, rest: Partial<AidAnswer>): void {
    this.#ports.working('answered');
    const aid = to.aid === 'closed' ? 'scissors' : to.aid;
    this.#ports.answer({ heard: 'answer', to, shape: null, paths: [], sharp: false, problem: null, from: { aid, name: aid, version: this.#ports.version, hash: null }, score: null, ...rest });
  }

  async #propose(question: RegionQuestion, signal: AbortSignal): Promise<void> {
    const { aid, marks, hovers } = question;
    const points = marks.flatMap((mark) => mark.points);
    if (marks.length < 2) this.#proposed = null;
    const sight = await this.#look(aid, points, signal);
    if (sight === null) return this.#tell(question, { problem: 'aid/outside', sharp: true });
    const { rings } = await this.#vision().propose({ patch: sight.id, aid, marks: [...marks], tuning: this.#tuning(sight) }, { signal });
    if (!hovers) this.#proposed = aroundPoints(rings.flat());
    const shape = aidShape(rings, this.#ports.options().result, sight.picture);
    const rough = sight.place.stepX > 1.05 && this.#proposed !== null && !hovers;
    if (shape === null && !hovers) return this.#tell(question, { problem: 'aid/nothing-found', sharp: true });
    this.#tell(question, { shape, sharp: !rough });
    if (rough && this.#waiting === null) await this.#sharpen(question, { sight, around: this.#proposed ?? this.#ports.seen(), shape }, signal);
  }

  /** Cells are as large as they look on the screen. */
  #tuning({ place }: Seen): Tuning {
    const { tolerance, smoothing, cell } = this.#ports.options();
    return { tolerance, smoothing, cell: Math.round(Math.min(1000, Math.max(2, cell / this.#ports.scale() / place.stepX))) };
  }

  async #sharpen(question: PixelQuestion, { sight, around, shape }: Rough, signal: AbortSignal): Promise<void> {
    const region = onPicture(grow(around, 3 * sight.place.stepX), sight.picture);
    const finer = region !== null && stepFor(region, SECOND_LOOK) < sight.place.stepX * 0.8;
    if (!finer) return this.#tell(question, { shape, sharp: true });
    this.#sharpening = true;
    const id = await this.#show(await readPatch(sight.picture, region, { most: SECOND_LOOK, signal }), signal);
    const { smoothing, result } = this.#ports.options();
    const { rings } = await this.#vision().sharpen({ patch: id, smoothing }, { signal });
    this.#tell(question, { shape: aidShape(rings, result, sight.picture), sharp: true });
  }

  async #follow(question: Extract<AidQuestion, { aid: 'scissors' }>, signal: AbortSignal): Promise<void> {
    const through = question.through.flat();
    const sight = await this.#look('scissors', through, signal);
    if (sight === null) return this.#tell(question, { problem: 'aid/outside', sharp: true });
    const { paths } = await this.#vision().follow({ patch: sight.id, through, beside: null, smoothing: this.#ports.options().smoothing }, { signal });
    this.#tell(question, { paths });
  }

  async #close(question: Extract<AidQuestion, { aid: 'closed' }>, signal: AbortSignal): Promise<void> {
    const picture = this.#ports.picture();
    const around = aroundPoints(question.paths.flat());
    const step = this.#seen?.place.stepX ?? 1;
    const region = picture === null || around === null ? null : onPicture(grow(around, CORRIDOR * step + 1), picture);
    if (picture === null || region === null) return this.#tell(question, { problem: 'aid/outside', sharp: true });
    const { result } = this.#ports.options();
    const finer = step > 1.05 && stepFor(region, SECOND_LOOK) < step * 0.8;
    const again = finer ? (await this.#followFiner(question, { picture, region, within: CORRIDOR * step }, signal)).paths : [];
    // What was drawn straight stays straight.
    const paths = question.paths.map((path, at) => (path.length > 4 ? (again[at] ?? path) : path));
    this.#tell(question, { shape: aidShape([paths.flatMap((path) => path.slice(0, -2))], result, picture), sharp: true });
  }

  async #followFiner({ through, paths }: Extract<AidQuestion, { aid: 'closed' }>, { picture, region, within }: { readonly picture: Picture; readonly region: Rect; readonly within: number }, signal: AbortSignal): ReturnType<Vision['follow']> {
    this.#sharpening = true;
    const id = await this.#show(await readPatch(picture, region, { most: SECOND_LOOK, signal }), signal);
    return this.#vision().follow({ patch: id, through: through.flat(), beside: { paths: paths.map((path) => [...path]), within }, smoothing: this.#ports.options().smoothing }, { signal });
  }

  /** The worker's pixels for a question; read when the ones it has do not show enough, or not finely enough. Null: nothing of the picture is there. */
  async #look(aid: Aid, points: readonly number[], signal: AbortSignal): Promise<Seen | null> {
    const picture = this.#ports.picture();
    const marked = aroundPoints(points);
    if (picture === null || marked === null) return null;
    const needed = onPicture(marked, picture) ?? onPicture(grow(marked, 1), picture);
    if (needed === null) return null;
    const own = this.#seen;
    const usable = own !== null && own.aid === aid && own.picture === picture && covers(own.place, needed);
    // Cells are counted from the corner of their patch: between two marks they must stay the same cells.
    if (usable && aid === 'superpixels' && points.length > 2) return own;
    const region = onPicture(this.#regionFor(aid, needed), picture) ?? needed;
    if (usable && covers(own.place, region) && own.place.stepX <= stepFor(region, FIRST_LOOK[aid]) * COARSER) return own;
    const patch = await readPatch(picture, region, { most: FIRST_LOOK[aid], signal });
    signal.throwIfAborted();
    const id = await this.#show(patch, signal);
    this.#seen = { id, aid, picture, place: patch };
    return this.#seen;
  }

  #regionFor(aid: Aid, marked: Rect): Rect {
    const rest = this.#proposed === null ? marked : union(marked, this.#proposed);
    return aid === 'grabcut' ? withGround(rest) : union(this.#ports.seen(), rest);
  }

  async #show(patch: Read, signal: AbortSignal): Promise<number> {
    this.#lastId += 1;
    const id = this.#lastId;
    await this.#vision().see({ ...patch, patch: id }, { signal });
    return id;
  }

  #vision(): Vision {
    this.#worker ??= startVision();
    return this.#worker.client.vision;
  }
}

function covers({ left, top, stepX, stepY, width, height }: Place, { minX, minY, maxX, maxY }: Rect): boolean {
  return left <= minX + 1 && top <= minY + 1 && left + width * stepX >= maxX - 1 && top + height * stepY >= maxY - 1;
}
