import type { NewId, Uuid } from '#shared/base/id.ts';
import type { Seeded } from '#shared/base/seeded.ts';
import type { Journal, JournalEntry } from '#shared/sync/engine/ports.ts';
import type { Process } from './scheduler.ts';

/** The journal's files: they outlive the process and never step back, for every record in them was fsynced. */
export class JournalDisk {
  lines: string[] = [];
  device: Uuid;

  constructor(device: Uuid) {
    this.device = device;
  }

  copyFrom(other: JournalDisk): void {
    this.lines = [...other.lines];
    this.device = other.device;
  }
}

export interface JournalWorld {
  readonly process: Process;
  readonly random: Seeded;
  readonly newId: NewId;
  readonly failing: () => boolean;
}

/** The journal port over a disk, for one process. A crash or a failure leaves any prefix of what was being written. */
export class MemoryJournal implements Journal {
  readonly #disk: JournalDisk;
  readonly #world: JournalWorld;

  constructor(disk: JournalDisk, world: JournalWorld) {
    this.#disk = disk;
    this.#world = world;
  }

  async open(): Promise<{ readonly device: Uuid; readonly lastLseq: number }> {
    await this.#world.process.pause();
    const lastLseq = this.#disk.lines.reduce((last, line) => Math.max(last, parse(line).lseq), 0);
    return { device: this.#disk.device, lastLseq };
  }

  async append(entries: readonly JournalEntry[]): Promise<void> {
    const { process, random, failing } = this.#world;
    const lines = entries.map((entry) => JSON.stringify(entry));
    const early = random.below(lines.length + 1);
    await process.pause();
    this.#disk.lines.push(...lines.slice(0, early));
    await process.pause();
    if (failing()) throw new Error('ENOSPC');
    this.#disk.lines.push(...lines.slice(early));
    await process.pause();
  }

  async *read(after: number): AsyncIterable<readonly JournalEntry[]> {
    await this.#world.process.pause();
    yield this.#disk.lines.map(parse).filter((entry) => entry.lseq > after);
  }

  async renewDevice(): Promise<Uuid> {
    await this.#world.process.pause();
    this.#disk.device = this.#world.newId();
    await this.#world.process.pause();
    return this.#disk.device;
  }
}

function parse(line: string): JournalEntry {
  return JSON.parse(line) as JournalEntry;
}
