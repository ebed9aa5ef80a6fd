import type { Json } from '../base/json.ts';
import { sameJson } from '../base/json.ts';
import type { Uuid } from '../base/id.ts';
import type { DocumentRecord } from '../model/records.ts';
import { acknowledgementIdOf, APPLIES_TO_NONE, guidelineChoiceIdOf } from '../model/guideline.ts';
import { cameraIdOf, cameraPathIdOf, findingIdOf, flagLinkIdOf, frameIdOf, keyframeIdOf, relationIdOf, taskStateIdOf, type FlagId, type RevisionId, type TaskId, type TrackId } from '../model/ids.ts';
import type { Fields } from '../model/ops.ts';
import type { ObjectRow, ObjectType } from './op.ts';

/**
 * The one mapping between the fields of a record and the units of an object. A unit is what the ledger replaces as a
 * whole; it never looks inside one (`sync.md` §2.3).
 */
export type Units = Readonly<Record<string, Json>>;

/** Tells whether the object lives, and which op said so. Written by `del` and `restore` only; never part of a record. */
export const LIFE = '*';

const TRACK: Readonly<Record<string, string>> = { kind: 'meta.kind', extent: 'meta.extent', label: 'cls', z: 'z', note: 'note', locked: 'meta.locked', pinned: 'meta.pinned', difficult: 'meta.difficult', group: 'meta.group' };
const KEYFRAME: Readonly<Record<string, string>> = { shape: 'geom', occluded: 'meta.occluded', truncated: 'meta.truncated' };
const NAMES: Partial<Record<ObjectType, Readonly<Record<string, string>>>> = { track: TRACK, keyframe: KEYFRAME };
/** Every other type: one unit per field, under the field's name. */
const PLAIN: Partial<Record<ObjectType, ReadonlySet<string>>> = {
  flag: new Set('task author kind anchor tags text disposition crop cleanCrop uploads look strip frozen openedAt submittedAt taken verdict verdictReason'.split(' ')),
  proposal: new Set('frame shape of label word score from proposedAt verdict'.split(' ')),
  answer: new Set('flags partly tasks author rule explanation effect appliesWhen revision noChange answeredAt'.split(' ')),
  flagLink: new Set('a b same at'.split(' ')),
  revision: new Set('base size changes note answer author publishedAt'.split(' ')),
  guidelineChoice: new Set('base order aside by at'.split(' ')),
  acknowledgement: new Set('revision person at'.split(' ')),
  task: new Set('task item progress hold effort'.split(' ')),
  label: new Set('name color kinds attributes skeleton order'.split(' ')),
  project: new Set('name description tags relations'.split(' ')),
  relation: new Set('from to name mutual'.split(' ')),
  finding: new Set('task check version key severity anchor text numbers author at verdict'.split(' ')),
  frame: new Set('task frame proof'.split(' ')),
  stretch: new Set('is title from to'.split(' ')),
  worktime: new Set('session task startedAt endedAt active idle waiting reflecting edits undone'.split(' ')),
  reflection: new Set('week seed cards highlight insight state at'.split(' ')),
  share: new Set('week what name labels effort residual tags text sharedAt'.split(' ')),
  camera: new Set('task by frames width height proof steady probes'.split(' ')),
  cameraPath: new Set('task from steps'.split(' ')),
  conflict: new Set('object unit reason kept keptBy offered offeredBy keptOp offeredOp at state'.split(' ')),
};
const ATTRIBUTE = /^attr\.[a-z0-9_]{1,40}$/;
const FIELDS: Partial<Record<ObjectType, Readonly<Record<string, string>>>> = { track: inverted(TRACK), keyframe: inverted(KEYFRAME) };

/** Values of the fields every record of these types has, for objects whose unit was never written. */
const ABSENT: Partial<Record<ObjectType, Fields>> = {
  track: { label: null, extent: 'still', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null },
  keyframe: { shape: null, occluded: false, truncated: false },
  label: { skeleton: null },
  flag: { look: null, taken: null, strip: [] },
  answer: { partly: [], appliesWhen: APPLIES_TO_NONE, revision: null, noChange: null },
  task: { effort: null },
  worktime: { edits: 0, undone: 0 },
  project: { relations: [] },
  relation: { mutual: false },
  proposal: { of: null },
  finding: { verdict: null },
};

/** What few objects have: `false` or `null` is absent and has no unit, so that many objects do not pay for them. */
const RARE: Partial<Record<ObjectType, ReadonlySet<string>>> = { track: new Set(['locked', 'pinned', 'difficult', 'group']), keyframe: new Set(['truncated']), label: new Set(['skeleton']), flag: new Set(['look', 'taken']), relation: new Set(['mutual']), task: new Set(['effort']), proposal: new Set(['of']) };

/** Types whose id is made of their contents: two people who make one offline meet in it. */
export function hasDerivedId(type: ObjectType): boolean {
  return type === 'keyframe' || type === 'task' || type === 'flagLink' || type === 'frame' || type === 'relation' || type === 'guidelineChoice' || type === 'acknowledgement' || type === 'camera' || type === 'cameraPath' || type === 'finding';
}

/** Whether the units name the id they are stored under. True for every type with ids of chance. */
export function fitsId(type: ObjectType, id: Uuid, units: Units): boolean {
  if (type === 'task') return taskStateIdOf(units['task'] as TaskId) === id;
  if (type === 'flagLink') return flagLinkIdOf(units['a'] as FlagId, units['b'] as FlagId) === id;
  if (type === 'guidelineChoice') return guidelineChoiceIdOf(units['base'] as RevisionId | null) === id;
  if (type === 'acknowledgement') return acknowledgementIdOf(units['revision'] as RevisionId, units['person'] as string) === id;
  if (type === 'frame') return frameIdOf(units['task'] as TaskId, Number(units['frame'])) === id;
  if (type === 'finding') return findingIdOf(units['task'] as TaskId, { check: units['check'] as string, key: units['key'] as string }) === id;
  if (type === 'relation') return relationIdOf({ from: units['from'] as TrackId, to: units['to'] as TrackId, name: units['name'] as string }) === id;
  if (type === 'camera') return cameraIdOf(units['task'] as TaskId) === id;
  if (type === 'cameraPath') return cameraPathIdOf(units['task'] as TaskId, Number(units['from'])) === id;
  if (type !== 'keyframe') return true;
  const link = linkOf(units['link']);
  return link !== null && keyframeIdOf(link.track as TrackId, link.frame) === id;
}

/** Units that may not change once the object is there. */
export function isFixed(type: ObjectType, unit: string): boolean {
  return type === 'revision' || (type === 'acknowledgement' && unit !== 'at') || (type === 'guidelineChoice' && unit === 'base') || (type === 'keyframe' && unit === 'link') || (type === 'frame' && unit !== 'proof') || (type === 'task' && (unit === 'task' || unit === 'item')) || (type === 'flagLink' && (unit === 'a' || unit === 'b')) || (type === 'relation' && unit !== 'mutual') || (type === 'finding' && (unit === 'task' || unit === 'check' || unit === 'key'));
}

/** Whether objects of this type have such a unit. */
export function isUnit(type: ObjectType, unit: string): boolean {
  const fields = FIELDS[type];
  if (fields === undefined) return PLAIN[type]?.has(unit) ?? false;
  return Object.hasOwn(fields, unit) || ATTRIBUTE.test(unit) || (type === 'keyframe' && unit === 'link');
}

/** All units of a record. An attribute that is `null` is absent and has none, as has a rare mark that is not set. */
export function unitsOf(record: DocumentRecord): Units {
  const { id: _id, type, ...rest } = record as unknown as { id: Uuid; type: ObjectType } & Fields;
  const fields: Fields = rest as Fields;
  const units: Record<string, Json> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (isPartOfLink(type, field) || (value === null && isAttribute(type, field)) || ((value === false || value === null) && isRare(type, field))) continue;
    units[unitOf(type, field)] = value;
  }
  if (type === 'keyframe') units['link'] = { track: fields['track'] ?? null, frame: fields['frame'] ?? null };
  return units;
}

/** The units that new values of some fields write. Parts of a link are fixed and left out. */
export function unitsOfFields(type: ObjectType, set: Fields): Units {
  const units: Record<string, Json> = {};
  for (const [field, value] of Object.entries(set)) if (!isPartOfLink(type, field)) units[unitOf(type, field)] = value;
  return units;
}

/** The fields of some units; the way back from `unitsOfFields`. */
export function fieldsOfUnits(type: ObjectType, units: Units): Fields {
  const fields: Record<string, Json> = {};
  for (const [unit, value] of Object.entries(units)) {
    if (unit === LIFE) continue;
    const link = type === 'keyframe' && unit === 'link' ? linkOf(value) : null;
    if (link === null) fields[fieldOf(type, unit)] = value;
    else Object.assign(fields, link);
  }
  return fields;
}

/** The record the units describe. Trusts them: what enters from outside is parsed by its reader. */
export function recordOf(type: ObjectType, id: Uuid, units: Units): DocumentRecord {
  const fields = fieldsOfUnits(type, units);
  const present = Object.entries(fields).filter(([field, value]) => value !== null || !(isAttribute(type, field) || isRare(type, field)));
  return { ...ABSENT[type], ...Object.fromEntries(present), id, type } as unknown as DocumentRecord;
}

/** The values of a ledger row, without numbers and authors. */
export function valuesOf(row: ObjectRow): Units {
  return Object.fromEntries(Object.entries(row.units).map(([unit, [value]]) => [unit, value]));
}

/** The frame column of a ledger row. */
export function frameOf(type: ObjectType, units: Units): number | null {
  if (type === 'frame') return typeof units['frame'] === 'number' ? units['frame'] : null;
  return type === 'keyframe' ? (linkOf(units['link'])?.frame ?? null) : null;
}

/** The units of `next` that differ from `before`, and `null` for those that only `before` has. */
export function changedUnits(before: Units, next: Units): Units {
  const changed: Record<string, Json> = {};
  for (const [unit, value] of Object.entries(next)) if (!sameJson(before[unit] ?? null, value)) changed[unit] = value;
  for (const [unit, value] of Object.entries(before)) if (unit !== LIFE && value !== null && !(unit in next)) changed[unit] = null;
  return changed;
}

function unitOf(type: ObjectType, field: string): string {
  if (isAttribute(type, field)) return `attr.${field.slice(2)}`;
  return NAMES[type]?.[field] ?? field;
}

function fieldOf(type: ObjectType, unit: string): string {
  if (NAMES[type] !== undefined && unit.startsWith('attr.')) return `a:${unit.slice(5)}`;
  return FIELDS[type]?.[unit] ?? unit;
}

function isAttribute(type: ObjectType, field: string): boolean {
  return NAMES[type] !== undefined && field.startsWith('a:');
}

function isRare(type: ObjectType, field: string): boolean {
  return RARE[type]?.has(field) ?? false;
}

function isPartOfLink(type: ObjectType, field: string): boolean {
  return type === 'keyframe' && (field === 'track' || field === 'frame');
}

function linkOf(value: Json | undefined): { readonly track: string; readonly frame: number } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { track, frame } = value as Fields;
  return typeof track === 'string' && typeof frame === 'number' ? { track, frame } : null;
}

function inverted(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).map(([field, unit]) => [unit, field]));
}
