import type { ProjectId, TaskId } from './ids.ts';
import type { RecordType } from './records.ts';
import type { StreamId } from './transaction.ts';

/** Which stream a record of this type belongs to. Conflicts belong to the stream of their object and are not made here. */
export function streamOf(type: Exclude<RecordType, 'conflict'>, project: ProjectId, task: TaskId): StreamId {
  switch (type) {
    case 'track':
    case 'keyframe':
    case 'relation':
    case 'proposal':
    case 'flag':
    case 'frame':
    case 'stretch':
    case 'camera':
    case 'cameraPath':
    case 'finding':
      return `t:${task}`;
    case 'answer':
    case 'flagLink':
    case 'task':
    case 'label':
    case 'project':
      return `p:${project}`;
  }
}
