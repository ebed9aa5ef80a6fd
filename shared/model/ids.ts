import type { Brand } from '../base/brand.ts';
import { derivedId, type Uuid } from '../base/id.ts';

export type ProjectId = Brand<Uuid, 'ProjectId'>;
export type ItemId = Brand<Uuid, 'ItemId'>;
export type TaskId = Brand<Uuid, 'TaskId'>;
export type LabelId = Brand<Uuid, 'LabelId'>;
export type RecordId = Uuid;
export type TrackId = Brand<Uuid, 'TrackId'>;
export type KeyframeId = Brand<Uuid, 'KeyframeId'>;
export type StretchId = Brand<Uuid, 'StretchId'>;
export type FlagId = Brand<Uuid, 'FlagId'>;
export type AnswerId = Brand<Uuid, 'AnswerId'>;
export type RevisionId = Brand<Uuid, 'RevisionId'>;
export type ProposalId = Brand<Uuid, 'ProposalId'>;
export type RelationId = Brand<Uuid, 'RelationId'>;

/** Frame number of a clip or sequence, from 0; a still picture has only frame 0. */
export type FrameIndex = number;

/** An item of an opened folder: the same file in the same project is the same item on every start. */
export function itemIdOf(project: ProjectId, path: string): ItemId {
  return derivedId(project, `item:${path}`) as ItemId;
}

/** The task of an item. One task per item until projects are split further. */
export function taskIdOf(item: ItemId): TaskId {
  return derivedId(item, 'task') as TaskId;
}

/** Two people who key the same frame of a track offline meet in one keyframe. */
export function keyframeIdOf(track: TrackId, frame: FrameIndex): KeyframeId {
  return derivedId(track, `key:${frame}`) as KeyframeId;
}

/** What is said of two questions, whoever says it and in whichever order they are named. */
export function flagLinkIdOf(a: FlagId, b: FlagId): RecordId {
  const [first, second] = a < b ? [a, b] : [b, a];
  return derivedId(first, `link:${second}`);
}

/** Two people who say the same of two things offline meet in one record. */
export function relationIdOf({ from, to, name }: { readonly from: TrackId; readonly to: TrackId; readonly name: string }): RelationId {
  return derivedId(from, `relation:${to}:${name}`) as RelationId;
}

/** Two people who label the same frame offline prove it in one record. */
export function frameIdOf(task: TaskId, frame: FrameIndex): RecordId {
  return derivedId(task, `frame:${frame}`);
}

/** Two people who measure the camera of a clip offline meet in one record. */
export function cameraIdOf(task: TaskId): RecordId {
  return derivedId(task, 'camera');
}

/** The part of a camera's path that begins with a frame. */
export function cameraPathIdOf(task: TaskId, from: FrameIndex): RecordId {
  return derivedId(task, `camera:${from}`);
}

/** The task's state has its own record in the project stream, next to all others. */
export function taskStateIdOf(task: TaskId): RecordId {
  return derivedId(task, 'state');
}
