import { AppError } from '#shared/base/errors.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { Stop } from '#shared/base/listeners.ts';
import type { PictureInput } from '#shared/vision/models/signature.ts';
import type { Looked, ModelDesk } from '../models/modelDesk.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import type { AidAnswer, AidQuestion } from '../tools/aid.ts';
import { AidDesk, type AidProgress } from './aidDesk.ts';
import { ClickDesk, draw } from './clickDesk.ts';
import type { Picture } from './pictureMessages.ts';

export interface AidDesksPorts {
  readonly session: SessionStore;
  readonly models: ModelDesk;
  /** Of the program. */
  readonly version: string;
  picture(): Picture | null;
  /** The visible part of the picture, and CSS pixels per image pixel. */
  seen(): Rect;
  scale(): number;
  answer(answer: AidAnswer): void;
  working(at: AidProgress): void;
  load(url: string): Promise<Picture | null>;
}

/** Everybody a stage's aids may ask: those that look at pixels alone, and the models. */
export class AidDesks {
  readonly #ports: AidDesksPorts;
  readonly #pixels: AidDesk;
  readonly #clicks: ClickDesk;
  readonly #leave: Stop;

  constructor(ports: AidDesksPorts) {
    this.#ports = ports;
    const { session, models } = ports;
    const options = (): ReturnType<typeof session.getState>['aids'] => session.getState().aids;
    this.#pixels = new AidDesk({ ...ports, options });
    this.#clicks = new ClickDesk({ ...ports, options, draw, showing: (candidate) => session.setState({ candidate }) });
    this.#leave = models.store.subscribe((now, before) => {
      if (now.chosen !== before.chosen && this.#inHand()) this.#clicks.warm();
    });
  }

  dispose(): void {
    this.#leave();
    this.#pixels.dispose();
  }

  ask(question: AidQuestion): void {
    if (question.aid === 'click') this.#clicks.ask(question);
    else this.#pixels.ask(question);
  }

  /** Forgets questions and pixels: another picture, another tool. */
  drop(): void {
    this.#pixels.drop();
    this.#clicks.drop();
  }

  /** The tool in the hand may look ahead; of the pixel aids only when it was just taken up. */
  warm(takenUp: boolean): void {
    if (takenUp) this.#pixels.warm(this.#ports.session.getState().tool);
    if (this.#inHand()) this.#clicks.warm();
  }

  prefetch(urls: readonly string[]): void {
    this.#clicks.prefetch(urls, this.#inHand());
  }

  /** A model that looks at the picture is stopped. */
  cancel(): void {
    this.#clicks.cancel();
  }

  /** All of the picture, drawn as a model's input wants it. */
  async pixels(input: PictureInput, signal: AbortSignal): Promise<Looked> {
    const picture = this.#ports.picture();
    if (picture === null) throw new AppError('stage/empty-region', 'There is no picture on the screen to look at.');
    return draw(picture, input, signal);
  }

  #inHand(): boolean {
    return this.#ports.session.getState().tool === 'draw.click';
  }
}
