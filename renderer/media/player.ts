import type { Stop } from '#shared/base/listeners.ts';
import type { ClipTravel } from '#shared/bridge/clipContract.ts';
import { RESTING, type Motion, type Speed } from '../session/motion.ts';

/** What moves through a clip need. Times are milliseconds unless they are called seconds. */
export interface PlayerPorts {
  /** Frames the clip is known to have. */
  frames(): number;
  /** The one that is seen. */
  frame(): number;
  speed(): Speed;
  /** Seconds after the first frame. */
  timeOf(frame: number): number;
  frameAt(seconds: number): number;
  /** The nearest frame that is not left out, from this one on in a direction; null when there is none. */
  kept(frame: number, direction: 1 | -1): number | null;
  /** Brings a frame into view; true when it is seen, false when another was asked for meanwhile or it cannot be shown. */
  show(frame: number): Promise<boolean>;
  now(): number;
  /** Calls back with the next picture of the screen. */
  tick(work: () => void): Stop;
  moved(motion: Motion): void;
  /** Where it is going, for who decodes ahead. */
  travel(hint: ClipTravel): void;
}

/** After this long a newer wish no longer waits for the frame that is on its way. */
const PATIENCE = 400;

/**
 * Moves through a clip. One frame is on its way at a time and the newest wish comes next, so holding a key down shows
 * every frame it can and never a queue of old ones. Playing goes by the clock: what comes too late is left out.
 */
export class Player {
  readonly #ports: PlayerPorts;
  #motion: Motion = RESTING;
  #wanted: number | null = null;
  #onItsWay = 0;
  #askedAt = 0;
  #turn = 0;
  #stopTick: Stop | null = null;
  /** Where the clock of playing stands: this frame was due at that moment. */
  #start = { frame: 0, at: 0, speed: 1 };
  #last: { readonly direction: 1 | -1; readonly stride: number } = { direction: 1, stride: 1 };

  constructor(ports: PlayerPorts) {
    this.#ports = ports;
  }

  get motion(): Motion {
    return this.#motion;
  }

  /** Where it is, or is going: what steps are counted from. */
  get goal(): number {
    return this.#motion.is === 'seeking' ? this.#motion.to : this.#ports.frame();
  }

  dispose(): void {
    this.#turn += 1;
    this.#stopTick?.();
  }

  /** Goes to a frame, the nearest there is. Left out ones can be gone to by their number. */
  seek(frame: number): void {
    this.#halt();
    const to = Math.min(Math.max(0, this.#ports.frames() - 1), Math.max(0, Math.round(frame)));
    this.#last = { direction: to >= this.#ports.frame() ? 1 : -1, stride: Math.max(1, Math.min(1000, Math.abs(to - this.#ports.frame()))) };
    if (to === this.#ports.frame() && this.#onItsWay === 0) return this.#move(RESTING);
    this.#wanted = to;
    this.#move({ is: 'seeking', to });
    this.#go();
  }

  /** Goes on by some frames, past those that are left out. */
  step(by: number): void {
    const direction = by < 0 ? -1 : 1;
    const to = Math.min(this.#ports.frames() - 1, Math.max(0, this.goal + by));
    this.seek(this.#ports.kept(to, direction) ?? this.#ports.kept(to, direction === 1 ? -1 : 1) ?? to);
  }

  /** Starts to play, from the beginning when the end is reached; or stops. */
  toggle(): void {
    if (this.#motion.is === 'playing') {
      this.#halt();
      return this.#move(RESTING);
    }
    const atEnd = this.#ports.kept(this.goal + 1, 1) === null;
    const from = atEnd ? (this.#ports.kept(0, 1) ?? 0) : this.goal;
    this.#wanted = null;
    this.#start = { frame: from, at: this.#ports.now(), speed: this.#ports.speed() };
    this.#last = { direction: 1, stride: 1 };
    this.#move({ is: 'playing' });
    this.#ports.travel({ at: from, direction: 1, stride: 1, playing: true });
    this.#next();
  }

  #next(): void {
    this.#stopTick = this.#ports.tick(() => this.#play());
  }

  #play(): void {
    if (this.#motion.is !== 'playing') return;
    const due = this.#due();
    if (due === null && this.#onItsWay === 0) {
      this.#halt();
      return this.#move(RESTING);
    }
    if (due !== null && due !== this.#ports.frame() && this.#onItsWay === 0) {
      this.#wanted = due;
      this.#go();
    }
    this.#next();
  }

  /** The frame the clock asks for; null past the end. Frames that are left out take no time. */
  #due(): number | null {
    const { now, speed, timeOf, frameAt, kept, frames } = this.#ports;
    if (speed() !== this.#start.speed) this.#start = { frame: this.#ports.frame(), at: now(), speed: speed() };
    const time = timeOf(this.#start.frame) + ((now() - this.#start.at) / 1000) * this.#start.speed;
    const frame = frameAt(time);
    if (frame >= frames()) return this.#ports.frame() < (kept(frames() - 1, -1) ?? 0) ? kept(frames() - 1, -1) : null;
    const shown = kept(frame, 1);
    if (shown === null) return null;
    if (shown !== frame) this.#start = { frame: shown, at: now(), speed: this.#start.speed };
    return shown;
  }

  #go(): void {
    if (this.#wanted === null || (this.#onItsWay > 0 && this.#ports.now() - this.#askedAt < PATIENCE)) return;
    const [frame, turn] = [this.#wanted, this.#turn];
    this.#wanted = null;
    this.#onItsWay += 1;
    this.#askedAt = this.#ports.now();
    void this.#ports.show(frame).catch(() => false).then(() => {
      this.#onItsWay -= 1;
      if (turn === this.#turn) this.#arrived();
    });
  }

  #arrived(): void {
    if (this.#motion.is === 'playing') return;
    this.#ports.travel({ at: this.#ports.frame(), direction: this.#last.direction, stride: this.#last.stride, playing: false });
    if (this.#wanted !== null) return this.#go();
    if (this.#onItsWay === 0) this.#move(RESTING);
  }

  #halt(): void {
    this.#stopTick?.();
    this.#stopTick = null;
    this.#wanted = null;
  }

  #move(motion: Motion): void {
    if (motion === this.#motion) return;
    this.#motion = motion;
    this.#ports.moved(motion);
  }
}
