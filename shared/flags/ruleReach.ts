import { kindOf } from '../model/kinds/registry.ts';
import type { AppliesWhen } from '../model/guideline.ts';
import type { DocumentRecord, Flag, Keyframe, TaskState, Track } from '../model/records.ts';

/** What an answer touches beside the questions themselves. */
export interface RuleReach {
  /** People who asked. */
  readonly people: number;
  /** Tasks that went on by a guess and are to be looked at again. */
  readonly provisional: number;
  /** Finished tasks with things the rule applies to, and how many things. */
  readonly tasks: number;
  readonly things: number;
}

/** Records of one task. */
export interface TaskRecords {
  readonly task: string;
  readonly records: readonly DocumentRecord[];
}

/** Whether a rule says anything at all about other things. */
export function saysWhen({ labels, attributes, smallerThan, largerThan }: AppliesWhen): boolean {
  return labels.length > 0 || attributes.length > 0 || smallerThan !== null || largerThan !== null;
}

/** Whether a rule applies to a thing: it is of one of the classes, carries every value, and is of that size where it is largest. */
export function isMeant(when: AppliesWhen, track: Track, keyframes: readonly Keyframe[]): boolean {
  if (!saysWhen(when)) return false;
  if (when.labels.length > 0 && (track.label === null || !when.labels.includes(track.label))) return false;
  if (!when.attributes.every(({ key, value }) => track[`a:${key}`] === value || keyframes.some((frame) => frame[`a:${key}`] === value))) return false;
  if (when.smallerThan === null && when.largerThan === null) return true;
  const side = Math.max(0, ...keyframes.map(sideOf));
  return side > 0 && (when.smallerThan === null || side < when.smallerThan) && (when.largerThan === null || side > when.largerThan);
}

/** Counts what an answer to these flags reaches, over the tasks that are known on this machine. */
export function ruleReach(when: AppliesWhen, flags: readonly Flag[], known: { readonly tasks: readonly TaskRecords[]; readonly states: readonly TaskState[] }): RuleReach {
  const done = new Set<string>(known.states.filter(({ progress }) => progress === 'done').map(({ task }) => task));
  const found = known.tasks.filter(({ task }) => done.has(task)).map(({ records }) => thingsMeant(when, records)).filter((things) => things > 0);
  return {
    people: new Set(flags.map(({ author }) => author)).size,
    provisional: new Set(flags.filter(({ disposition }) => disposition === 'provisional').map(({ task }) => task)).size,
    tasks: found.length,
    things: found.reduce((sum, things) => sum + things, 0),
  };
}

function thingsMeant(when: AppliesWhen, records: readonly DocumentRecord[]): number {
  const keyframes = new Map<string, Keyframe[]>();
  for (const record of records) {
    if (record.type !== 'keyframe') continue;
    const known = keyframes.get(record.track);
    if (known === undefined) keyframes.set(record.track, [record]);
    else known.push(record);
  }
  return records.filter((record) => record.type === 'track' && isMeant(when, record, keyframes.get(record.id) ?? [])).length;
}

function sideOf({ shape }: Keyframe): number {
  const bounds = shape === null ? null : kindOf(shape).bounds(shape);
  return bounds === null ? 0 : Math.sqrt((bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY));
}
