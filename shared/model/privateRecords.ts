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
}

export type PrivateRecord = Worktime;
export type PrivateType = PrivateRecord['type'];
export const PRIVATE_TYPES: readonly PrivateType[] = ['worktime'];

const span = z.number().min(0);
export const worktime = z.object({ id: z.string(), type: z.literal('worktime'), session: z.string().max(80), task: z.string().nullable(), startedAt: z.number(), endedAt: z.number(), active: span, idle: span, waiting: span, reflecting: span });

export function worktimeIdOf(session: Uuid, task: TaskId | null): Uuid {
  return derivedId(session, `time:${task ?? ''}`);
}
