import { describe, expect, it } from 'vitest';
import type { Motion, Speed } from '../session/motion.ts';
import { Player } from './player.ts';
import { TimeTable } from './timeTable.ts';

/** A clip of ten frames a second whose frames take as long to show as the test says. */
class Desk {
  now = 0;
  frame = 0;
  speed: Speed = 1;
  motion: Motion = { is: 'resting' };
  readonly asked: number[] = [];
  readonly seen: number[] = [];
  readonly left = new Set<number>();
  #ticks: (() => void)[] = [];
  #shown: (() => void)[] = [];
  #newest = -1;
  readonly table = new TimeTable(10);
  readonly player = new Player({
    frames: () => 50, frame: () => this.frame, speed: () => this.speed,
    timeOf: (frame) => this.table.timeOf(frame), frameAt: (time) => this.table.frameAt(time),
    kept: (frame, direction) => {
      for (let at = frame; at >= 0 && at < 50; at += direction) if (!this.left.has(at)) return at;
      return null;
    },
    show: (frame) => {
      this.asked.push(frame);
      this.#newest = frame;
      return new Promise((resolve) => this.#shown.push(() => {
        const wins = frame === this.#newest;
        if (wins) {
          this.frame = frame;
          this.seen.push(frame);
        }
        resolve(wins);
      }));
    },
    now: () => this.now,
    tick: (work) => {
      this.#ticks.push(work);
      return () => void (this.#ticks = this.#ticks.filter((one) => one !== work));
    },
    moved: (motion) => void (this.motion = motion), travel: () => undefined,
  });

  /** What is on its way arrives. */
  async arrive(): Promise<void> {
    for (const done of this.#shown.splice(0)) done();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }

  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const work of this.#ticks.splice(0)) work();
    await this.arrive();
  }
}

describe('steps', () => {
  it('show every frame when there is time, and rest at the last', async () => {
    const desk = new Desk();
    for (const _ of [1, 2, 3]) {
      desk.player.step(1);
      await desk.arrive();
    }
    expect(desk.seen).toEqual([1, 2, 3]);
    expect(desk.motion).toEqual({ is: 'resting' });
  });

  it('pressed faster than frames come leave some out and end where they add up to', async () => {
    const desk = new Desk();
    for (let press = 0; press < 6; press += 1) desk.player.step(1);
    expect(desk.asked).toEqual([1]);
    await desk.arrive();
    await desk.arrive();
    expect(desk.seen).toEqual([1, 6]);
  });

  it('no longer wait for a frame that takes too long', () => {
    const desk = new Desk();
    desk.player.seek(40);
    desk.now += 500;
    desk.player.seek(3);
    expect(desk.asked).toEqual([40, 3]);
  });

  it('pass over what is left out, and stop at both ends', async () => {
    const desk = new Desk();
    for (const frame of [1, 2, 3]) desk.left.add(frame);
    desk.player.step(1);
    await desk.arrive();
    expect(desk.frame).toBe(4);
    desk.player.step(-99);
    await desk.arrive();
    expect(desk.frame).toBe(0);
    desk.player.step(99);
    await desk.arrive();
    expect(desk.frame).toBe(49);
  });
});

describe('playing', () => {
  it('goes by the clock and leaves out what it has no time for', async () => {
    const desk = new Desk();
    desk.player.toggle();
    for (const wait of [100, 100, 450, 100]) await desk.pass(wait);
    expect(desk.seen).toEqual([1, 2, 6, 7]);
    desk.speed = 4;
    await desk.pass(0);
    await desk.pass(100);
    expect(desk.frame).toBe(11);
  });

  it('takes no time for frames that are left out', async () => {
    const desk = new Desk();
    for (let frame = 2; frame < 30; frame += 1) desk.left.add(frame);
    desk.player.toggle();
    for (const wait of [100, 100, 100]) await desk.pass(wait);
    expect(desk.seen).toEqual([1, 30, 31]);
  });

  it('ends with the last frame, and begins again from the first', async () => {
    const desk = new Desk();
    desk.player.seek(48);
    await desk.arrive();
    desk.player.toggle();
    for (const wait of [100, 100, 100, 100]) await desk.pass(wait);
    expect(desk.motion).toEqual({ is: 'resting' });
    expect(desk.frame).toBe(49);
    desk.player.toggle();
    await desk.pass(100);
    expect([0, 1]).toContain(desk.frame);
  });

  it('stops on the frame that is seen', async () => {
    const desk = new Desk();
    desk.player.toggle();
    await desk.pass(300);
    desk.player.toggle();
    await desk.pass(500);
    expect([desk.frame, desk.motion.is]).toEqual([3, 'resting']);
  });
});

describe('times', () => {
  it('are exact where they are known, and told from the rate beyond', () => {
    const table = new TimeTable(10);
    table.add(0, [0, 0.1, 0.5, 0.6]);
    table.add(9, [7]);
    expect([0, 0.09, 0.1, 0.49, 0.5, 0.6, 0.71].map((time) => table.frameAt(time))).toEqual([0, 0, 1, 1, 2, 3, 4]);
    expect([2, 3, 4, 5].map((frame) => Math.round(table.timeOf(frame) * 1000))).toEqual([500, 600, 700, 800]);
    for (let frame = 0; frame < 30; frame += 1) expect(table.frameAt(table.timeOf(frame))).toBe(frame);
    const none = new TimeTable(30);
    for (let frame = 0; frame < 30; frame += 1) expect(none.frameAt(none.timeOf(frame))).toBe(frame);
  });
});
