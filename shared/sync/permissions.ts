import type { Role } from './messages.ts';
import type { ObjectType, SyncOp } from './op.ts';

const EVERYONE: ReadonlySet<Role> = new Set(['annotator', 'reviewer', 'expert', 'ml_engineer', 'lead', 'admin']);
const REVIEWERS: ReadonlySet<Role> = new Set(['reviewer', 'expert', 'ml_engineer', 'lead', 'admin']);
const PUBLISHERS: ReadonlySet<Role> = new Set(['ml_engineer', 'lead', 'admin']);
const STEWARDS: ReadonlySet<Role> = new Set(['expert', 'ml_engineer', 'lead', 'admin']);

/** Who may change what. Annotators label, ask and report progress; reviewers also sort questions; answers and the project belong to stewards, revisions of the guideline to those who publish. */
const MAY: Readonly<Record<ObjectType, ReadonlySet<Role>>> = {
  track: EVERYONE,
  keyframe: EVERYONE,
  proposal: EVERYONE,
  frame: EVERYONE,
  stretch: EVERYONE,
  relation: EVERYONE,
  camera: EVERYONE,
  cameraPath: EVERYONE,
  finding: EVERYONE,
  flag: EVERYONE,
  task: EVERYONE,
  conflict: EVERYONE,
  answer: STEWARDS,
  flagLink: REVIEWERS,
  revision: PUBLISHERS,
  guidelineChoice: PUBLISHERS,
  acknowledgement: EVERYONE,
  worktime: EVERYONE,
  reflection: EVERYONE,
  share: EVERYONE,
  label: STEWARDS,
  project: STEWARDS,
};

/** Which kind of stream objects of a type live in; conflicts live beside their object. */
const HOME: Readonly<Record<ObjectType, 't' | 'p' | 'u' | null>> = {
  track: 't', keyframe: 't', frame: 't', stretch: 't', relation: 't', camera: 't', cameraPath: 't', finding: 't', proposal: 't', flag: 't', task: 'p', answer: 'p', flagLink: 'p', revision: 'p', guidelineChoice: 'p', acknowledgement: 'p', worktime: 'u', reflection: 'u', share: 'u', label: 'p', project: 'p', conflict: null,
};

/** Whether a person in this role may send this op. The server asks; the window asks too, to hide what would be refused. */
export function isAllowed(role: Role, op: Pick<SyncOp, 'type' | 'kind' | 'stream' | 'set'>): boolean {
  const home = HOME[op.type];
  if (home !== null && !op.stream.startsWith(`${home}:`)) return false;
  if (op.type === 'conflict' && !closesConflict(op)) return false;
  return MAY[op.type].has(role);
}

/** Conflict rows are made by the ledger; people only close them. */
function closesConflict(op: Pick<SyncOp, 'kind' | 'set'>): boolean {
  return op.kind === 'set' && Object.keys(op.set ?? {}).every((unit) => unit === 'state');
}
