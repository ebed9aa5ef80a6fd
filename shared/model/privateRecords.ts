import * as z from 'zod';
import { derivedId, type Uuid } from '../base/id.ts';
import type { TaskId } from './ids.ts';

/**
 * What belongs to one person. It lives in a stream of that person in the project (`u:`), which nobody else may read by
 * any route; no list of records of a project ever looks into it.
 */
export interface Worktime {
  readonly id: Uuid;
  readonly type: 'worktime';
  /** One sitting at one window. */
  readonly session: string;
  /** Null: time in no task. */
  readonly task: TaskId | null;
  /** Wall clock, for display only: it may be a year off. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Milliseconds by a monotonic clock. */
  readonly active: number;
  readonly idle: number;
  readonly waiting: number;
  readonly reflecting: number;
  /** Changes the person made, and those taken back. */
  readonly edits: number;
  readonly undone: number;
}

/** What the person said of one card. */
export const cardAnswer = z.object({
  task: z.string(), why: z.string().max(40), likely: z.number().min(0).max(1),
  /** How hard one had to work, 1 to 7; null until rated. */
  effort: z.number().int().min(1).max(7).nullable(),
  hardest: z.boolean(), tags: z.array(z.string().max(40)).max(20), comment: z.string().max(2000),
});
export type CardAnswer = z.infer<typeof cardAnswer>;

/** A look back on one week. Its answers are read by nobody else; what is shared is a copy of its own. */
export interface Reflection {
  readonly id: Uuid;
  readonly type: 'reflection';
  /** ISO week, `2026-W48`. */
  readonly week: string;
  /** From which the cards were drawn. */
  readonly seed: number;
  readonly cards: readonly CardAnswer[];
  readonly highlight: string;
  readonly insight: string;
  readonly state: 'open' | 'done' | 'later' | 'skipped' | 'never';
  readonly at: number;
}

/** What a person chose to share of a week. Deleting it takes it out of every count. */
export interface Share {
  readonly id: Uuid;
  readonly type: 'share';
  readonly week: string;
  readonly what: 'card' | 'highlight' | 'insight';
  /** Null: shared without a name. */
  readonly name: string | null;
  /** Classes of the task, never the task itself. */
  readonly labels: readonly string[];
  readonly effort: number | null;
  /** How much longer than expected it took, in robust spreads. */
  readonly residual: number | null;
  readonly tags: readonly string[];
  readonly text: string;
  readonly sharedAt: number;
}

export type PrivateRecord = Worktime | Reflection | Share;
export type PrivateType = PrivateRecord['type'];
export const PRIVATE_TYPES: readonly PrivateType[] = ['worktime', 'reflection', 'share'];

const span = z.number().min(0);
export const worktime = z.object({ id: z.string(), type: z.literal('worktime'), session: z.string().max(80), task: z.string().nullable(), startedAt: z.number(), endedAt: z.number(), active: span, idle: span, waiting: span, reflecting: span, edits: span.default(0), undone: span.default(0) });
export const reflection = z.object({ id: z.string(), type: z.literal('reflection'), week: z.string().max(10), seed: z.number().int(), cards: z.array(cardAnswer).max(20), highlight: z.string().max(2000), insight: z.string().max(2000), state: z.enum(['open', 'done', 'later', 'skipped', 'never']), at: z.number() });
export const share = z.object({
  id: z.string(), type: z.literal('share'), week: z.string().max(10), what: z.enum(['card', 'highlight', 'insight']), name: z.string().max(120).nullable(), labels: z.array(z.string().max(80)).max(60),
  effort: z.number().int().min(1).max(7).nullable(), residual: z.number().nullable(), tags: z.array(z.string().max(40)).max(20), text: z.string().max(2000), sharedAt: z.number(),
});

export function worktimeIdOf(session: Uuid, task: TaskId | null): Uuid {
  return derivedId(session, `time:${task ?? ''}`);
}

/** One look back for each week, whichever machine it is made on. `stream`: the person's own. */
export function reflectionIdOf(stream: string, week: string): Uuid {
  return derivedId(stream.slice(2) as Uuid, `reflection:${week}`);
}

/** `key`: `highlight`, `insight`, or the task of a card. */
export function shareIdOf(reflected: Uuid, key: string): Uuid {
  return derivedId(reflected, `share:${key}`);
}
