import { errorCode } from '#shared/base/errors.ts';
import { fitPicture } from '#shared/vision/models/pictureFit.ts';
import type { PictureInput } from '#shared/vision/models/signature.ts';
import type { ClickAnswer } from '../models/modelsContract.ts';
import { noPair, type Looked, type ModelDesk } from '../models/modelDesk.ts';
import type { AidOptions } from '../session/aidOptions.ts';
import type { Session } from '../session/sessionStore.ts';
import type { AidAnswer, AidQuestion } from '../tools/aid.ts';
import type { AidProgress } from './aidDesk.ts';
import { readAt } from './aidPatch.ts';
import { aidShape } from './aidShape.ts';
import type { Picture } from './pictureMessages.ts';

export interface ClickPorts {
  readonly models: ModelDesk;
  picture(): Picture | null;
  options(): AidOptions;
  answer(answer: AidAnswer): void;
  working(at: AidProgress): void;
  showing(candidate: Session['candidate']): void;
  /** A picture that is likely to be next, decoded; null when it cannot be had. */
  load(url: string): Promise<Picture | null>;
  /** All of a picture as an input wants it. */
  draw(picture: Picture, input: PictureInput, signal: AbortSignal): Promise<Looked>;
}

type ClickQuestion = Extract<AidQuestion, { aid: 'click' }>;

/**
 * Takes clicks to the model. The picture is looked at when the tool is taken up, and the next pictures after it, so
 * that the first click on them is answered like every other one. Only the newest question is answered.
 */
export class ClickDesk {
  readonly #ports: ClickPorts;
  #asked: ClickQuestion | null = null;
  #stop = new AbortController();
  #next: readonly string[] = [];
  readonly #keys = new WeakMap<Picture, string>();

  constructor(ports: ClickPorts) {
    this.#ports = ports;
  }

  /** The tool is in the hand: looks at the picture, then at the ones that come next. A failure says so itself at the first click. */
  warm(): void {
    const picture = this.#ports.picture();
    if (picture === null) return;
    void this.#load().then(() => this.#see(picture, this.#stop.signal)).then(() => this.#seeNext(picture)).catch(() => undefined);
  }

  /** Likely next pictures, by address. They are looked at only while the tool is in the hand. */
  prefetch(urls: readonly string[], isInHand: boolean): void {
    this.#next = urls.slice(0, 2);
    if (isInHand) this.warm();
  }

  drop(): void {
    this.#asked = null;
    this.#ports.showing(null);
  }

  /** The person does not want to wait. */
  cancel(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#ports.models.stop();
  }

  ask(question: ClickQuestion): void {
    this.#asked = question;
    this.#ports.working('asked');
    void this.#answer(question).finally(() => {
      if (this.#asked === question) this.#ports.working('rest');
    });
  }

  async #answer(question: ClickQuestion): Promise<void> {
    const picture = this.#ports.picture();
    const { signal } = this.#stop;
    try {
      if (picture === null) return this.#tell(question, { problem: 'aid/outside' });
      const found = await this.#find(picture, question, signal);
      if (this.#asked !== question) return;
      const shape = aidShape(found.rings, this.#ports.options().result, picture);
      if (shape === null) return this.#tell(question, { problem: 'aid/nothing-found' });
      this.#ports.showing({ score: found.score, at: found.at + 1, of: found.of });
      this.#tell(question, { shape, score: found.score, from: this.#ports.models.proposer('click') });
    } catch (error) {
      if (this.#asked === question) this.#tell(question, { problem: signal.aborted ? 'model/stopped' : errorCode(error) });
    }
  }

  #tell(to: ClickQuestion, rest: Partial<AidAnswer>): void {
    this.#ports.working('answered');
    this.#ports.answer({ heard: 'answer', to, shape: null, paths: [], sharp: true, problem: null, from: null, score: null, ...rest });
  }

  async #find(picture: Picture, { prompt, pick }: ClickQuestion, signal: AbortSignal): Promise<ClickAnswer> {
    await this.#load();
    const key = await this.#see(picture, signal);
    const size = { width: picture.width, height: picture.height };
    return this.#ports.models.click(key, { picture: size, prompt, pick, smoothing: this.#ports.options().smoothing }, signal);
  }

  #load(): Promise<void> {
    return this.#ports.models.load();
  }

  /** Looks at a picture once; its key is made of its pixels, so that another picture at the same address is another one. */
  async #see(picture: Picture, signal: AbortSignal): Promise<string> {
    const input = this.#ports.models.clickPair()?.encoder.signature;
    if (input?.part !== 'encoder') throw noPair();
    const drawn = (): Promise<Looked> => this.#ports.draw(picture, input.picture, signal);
    const known = this.#keys.get(picture);
    if (known !== undefined) return (await this.#ports.models.see(known, drawn, signal), known);
    const first = await drawn();
    const key = keyOf(first);
    this.#keys.set(picture, key);
    await this.#ports.models.see(key, () => Promise.resolve(first), signal);
    return key;
  }

  async #seeNext(after: Picture): Promise<void> {
    for (const url of this.#next) {
      const picture = this.#ports.picture() === after ? await this.#ports.load(url) : null;
      if (picture !== null && this.#ports.picture() === after) await this.#see(picture, this.#stop.signal);
    }
  }
}

/** All of a picture, drawn as a model's input wants it. */
export async function draw(picture: Picture, input: PictureInput, signal: AbortSignal): Promise<Looked> {
  const size = { width: picture.width, height: picture.height };
  const { drawnWidth, drawnHeight } = fitPicture(size, input);
  const { pixels } = await readAt(picture, { minX: 0, minY: 0, maxX: size.width, maxY: size.height }, { width: drawnWidth, height: drawnHeight, signal });
  return { picture: size, pixels };
}

/** FNV-1a over the pixels, four bytes at a step, in two halves so that chance meets no two pictures of a project. */
function keyOf({ picture, pixels }: Looked): string {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 2);
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b ^ (word >>> 16) ^ (word << 16), 0x85ebca6b);
  }
  return `${picture.width}x${picture.height} ${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
