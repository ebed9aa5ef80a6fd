import type { Point } from '#shared/geometry/point.ts';
import type { Keys } from '../tools/tool.ts';
import type { Size } from './camera2d.ts';

export interface CursorPorts {
  size(): Size;
  /** Where the pointer is; the cursor starts there. */
  pointer(): Point | null;
  point(type: 'press' | 'move' | 'release', at: Point, keys?: Keys): void;
  /** Whether what is under the cursor can be dragged: then a press holds it until the next one. */
  canHold(): boolean;
}

/** A pointer for hands on the keyboard. */
export class KeyboardCursor {
  readonly #ports: CursorPorts;
  #at: Point | null = null;
  #held = false;

  constructor(ports: CursorPorts) {
    this.#ports = ports;
  }

  isShown(): boolean {
    return this.#at !== null;
  }

  by(dx: number, dy: number): Point {
    const { width, height } = this.#ports.size();
    const [x, y] = this.#at ?? this.#ports.pointer() ?? [width / 2, height / 2];
    this.#at = [Math.min(width - 1, Math.max(0, x + dx)), Math.min(height - 1, Math.max(0, y + dy))];
    this.#ports.point('move', this.#at);
    return this.#at;
  }

  press(): void {
    const at = this.#at ?? this.by(0, 0);
    const holds = !this.#held && this.#ports.canHold();
    if (!this.#held) this.#ports.point('press', at);
    if (!holds) this.#ports.point('release', at);
    this.#held = holds;
  }

  /** A whole click with other keys held. */
  click(keys: Keys): void {
    const at = this.#at ?? this.by(0, 0);
    if (this.#held) return;
    this.#ports.point('press', at, keys);
    this.#ports.point('release', at, keys);
  }

  /** The gesture was given up, but the cursor stays. */
  letGo(): void {
    this.#held = false;
  }

  hide(): void {
    this.#at = null;
    this.#held = false;
  }
}
