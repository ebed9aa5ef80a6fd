import type { ProjectId, TaskId } from './ids.ts';
import { derivedId } from '../base/id.ts';
import type { RecordType } from './records.ts';
import type { StreamId } from './transaction.ts';

/** Which stream a record of this type belongs to. Conflicts belong to the stream of their object and are not made here, and what is private never passes through a document: it has none here. */
export function streamOf(type: Exclude<RecordType, 'conflict'>, project: ProjectId, task: TaskId): StreamId | null {
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
    case 'revision':
    case 'guidelineChoice':
    case 'acknowledgement':
    case 'task':
    case 'label':
    case 'project':
      return `p:${project}`;
    case 'worktime':
    case 'reflection':
    case 'share':
      return null;
  }
}

/** A person's own stream in a project. `person`: the id, or `local` where there is no account. */
export function privateStreamOf(project: ProjectId, person: string): StreamId {
  return `u:${derivedId(project, `person:${person}`)}`;
}

export function isPrivateStream(stream: string): boolean {
  return stream.startsWith('u:');
}
