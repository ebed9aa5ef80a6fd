import * as z from 'zod';
import type { Uuid } from '../base/id.ts';
import { acknowledgement, APPLIES_TO_NONE, appliesWhen, guidelineChoice, revision, type Acknowledgement, type AppliesWhen, type GuidelineChoice, type Revision } from './guideline.ts';
import type { AnswerId, FindingId, FlagId, ItemId, KeyframeId, LabelId, ProposalId, RecordId, RelationId, RevisionId, StretchId, TaskId, TrackId } from './ids.ts';
import { attribute, attributeValue, kindName, skeletonTemplate, type KindName, type SkeletonTemplate } from './ontology.ts';
import type { Shape } from './kinds/shape.ts';
import { shape } from './kinds/shape.ts';
import { reflection, share, worktime, type PrivateRecord } from './privateRecords.ts';

/**
 * The flat records of a document. A field is the smallest thing that can be merged: geometry is one field, each
 * attribute (`a:<key>`) is its own. Absent is `null`.
 */
export type AttributeKey = `a:${string}`;

/** One thing that was annotated. A still box is a track with one keyframe and extent `still`. */
export interface Track {
  readonly id: TrackId;
  readonly type: 'track';
  readonly kind: KindName;
  readonly label: LabelId | null;
  readonly extent: 'still' | 'span';
  /** Painting order; larger is on top, ties by id. */
  readonly z: number;
  readonly note: string | null;
  /** Cannot be changed until it is unlocked; held where edits enter the document. */
  readonly locked: boolean;
  /** Can be changed, but is not carried off by a drag. */
  readonly pinned: boolean;
  /** Hard to tell even for a person; what is trained or measured with it may leave it out. */
  readonly difficult: boolean;
  /** Things with the same number in one task belong together; null for most. */
  readonly group: number | null;
  readonly [attribute: AttributeKey]: string | number | boolean | null;
}

/** Where that thing is at one frame. `shape` null: it is outside the view from here on. */
export interface Keyframe {
  readonly id: KeyframeId;
  readonly type: 'keyframe';
  readonly track: TrackId;
  readonly frame: number;
  readonly shape: Shape | null;
  readonly occluded: boolean;
  /** Cut off by the edge of the picture. */
  readonly truncated: boolean;
  readonly [attribute: AttributeKey]: string | number | boolean | null;
}

/**
 * What one thing of a task is to another: `from` is, say, towed by `to`. The id is made of both and the name, so another
 * name or direction is another record. Rings are allowed. Where an end is gone the record stays and is not shown.
 */
export interface Relation {
  readonly id: RelationId;
  readonly type: 'relation';
  readonly from: TrackId;
  readonly to: TrackId;
  readonly name: string;
  /** It holds the other way round as well. */
  readonly mutual: boolean;
}

/** Letters of a relation's name, and names a project offers. */
export const MOST_RELATION_NAME = 80;
export const MOST_RELATION_NAMES = 100;

/** Where a flag points to. Boxes are `[x, y, width, height]` in image pixels. */
export const anchor = z.object({
  item: z.string(),
  frame: z.number().int().min(0),
  /** The last frame of a range that begins with `frame`; most point to one frame and have none. */
  until: z.number().int().min(0).optional(),
  tracks: z.array(z.string()).max(200),
  region: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export type Anchor = z.infer<typeof anchor>;

/** What proves that a frame is the one that was labelled: its time in ticks of `timebase` seconds (null when the file has none) and a hash of its decoded pixels. */
export const proof = z.object({ pts: z.number().int().nullable(), timebase: z.tuple([z.number().int(), z.number().int()]), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type Proof = z.infer<typeof proof>;

/** A frame of a clip that carries labels, and what it looked like then. */
export interface FrameRecord {
  readonly id: RecordId;
  readonly type: 'frame';
  readonly task: TaskId;
  readonly frame: number;
  readonly proof: Proof;
}

/** Frames `from` to `to`, both among them: a chapter with a title, or frames that are left out. Labels on those stay. */
export interface StretchRecord {
  readonly id: StretchId;
  readonly type: 'stretch';
  readonly is: 'chapter' | 'deleted';
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/**
 * That the camera of a clip was measured, and whether shapes between keyframes go along with it. What decides where
 * shapes are is a record, so that every machine and every export sees the same.
 */
export interface CameraRecord {
  readonly id: RecordId;
  readonly type: 'camera';
  readonly task: TaskId;
  /** What measured it. */
  readonly by: { readonly name: string; readonly version: string };
  /** Frames of the clip that was measured, and their size: steps are told about the middle. */
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** What its first frame looked like, so that another version of the file is noticed. */
  readonly proof: Proof;
  /** Between keyframes shapes lie still, or move evenly, against the ground instead of against the picture. */
  readonly steady: boolean;
  /**
   * How far places of the ground are from where they would be put between two frames that are `PROBE_SPAN` apart (`vision/motion/cameraSurvey.ts`), in
   * tenths of a pixel, four numbers each: right and down for plain interpolation, right and down for steady.
   */
  readonly probes: readonly number[];
}

/** How the picture moved before each of the frames `from`, `from + 1`, …: five whole numbers each, see `model/camera.ts`. */
export interface CameraPathRecord {
  readonly id: RecordId;
  readonly type: 'cameraPath';
  readonly task: TaskId;
  readonly from: number;
  readonly steps: readonly number[];
}

/** What a person says to a finding: it was put right, nothing is wrong, the guideline says nothing about it, or whoever found it is mistaken. */
export const findingVerdict = z.object({ said: z.enum(['fixed', 'fine', 'guideline_gap', 'check_wrong']), by: z.string().max(200), at: z.number() });
export type FindingVerdict = z.infer<typeof findingVerdict>;

/**
 * Something that may be wrong, where it is, and what was said to it. What checks find is computed and becomes a record
 * when a person says something to it; what people mark in a review clip is one from the beginning. The id is made of the
 * task, the check and `key`, so that the same finding is one record, however often it is found or brought in.
 */
export interface Finding {
  readonly id: FindingId;
  readonly type: 'finding';
  readonly task: TaskId;
  /** What found it, e.g. `review.mark`, and its version. */
  readonly check: string;
  readonly version: number;
  /** Tells it from the other findings of the check on this task. */
  readonly key: string;
  readonly severity: 'block' | 'warn' | 'look';
  readonly anchor: Anchor;
  readonly text: string;
  /** What was measured, by name; empty for what a person saw. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly author: string;
  readonly at: number;
  readonly verdict: FindingVerdict | null;
}

/** A frame near the one a flag is about, as a small picture in the content-addressed store. */
export const flagFrame = z.object({ frame: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type FlagFrame = z.infer<typeof flagFrame>;

export const disposition = z.enum(['parked', 'provisional', 'note']);
export type Disposition = z.infer<typeof disposition>;

export const flagKind = z.enum(['question', 'guideline_gap', 'ontology_gap', 'data_problem', 'sensor_problem', 'prelabel_wrong', 'tool_problem', 'sensitive', 'insight']);
export type FlagKind = z.infer<typeof flagKind>;

/**
 * An entry of the Calibration Log. What was seen is frozen in it: the crops (content hashes) and the records that
 * were touched. Snapshots never change.
 */
export interface Flag {
  readonly id: FlagId;
  readonly type: 'flag';
  readonly task: TaskId;
  readonly author: string;
  readonly kind: FlagKind;
  readonly anchor: Anchor;
  readonly tags: readonly string[];
  readonly text: string;
  readonly disposition: Disposition;
  /** SHA-256 of the crop with the overlay, and of the same crop without it. */
  readonly crop: string | null;
  readonly cleanCrop: string | null;
  readonly uploads: readonly string[];
  /** Perceptual hash of the clean crop (`shared/vision/perceptualHash.ts`), so that questions that look alike are found; null without a crop. */
  readonly look: string | null;
  /** Of a clip: what came before the frame and after it, by time. Empty where there is nothing of it. */
  readonly strip: readonly FlagFrame[];
  /** The touched tracks and keyframes as they were. */
  readonly frozen: readonly DocumentRecord[];
  readonly openedAt: number;
  readonly submittedAt: number;
  /** An earlier answer the author found and took instead of waiting; null when none was. */
  readonly taken: AnswerId | null;
  /** The author's word on the answer; null until said. */
  readonly verdict: 'clear' | 'does_not_help' | null;
  readonly verdictReason: string | null;
}

/** A binding answer to one or many flags. In the project stream. */
export interface Answer {
  readonly id: AnswerId;
  readonly type: 'answer';
  readonly flags: readonly FlagId[];
  /** Those of `flags` to which it applies only in part. */
  readonly partly: readonly FlagId[];
  readonly tasks: readonly TaskId[];
  readonly author: string;
  readonly rule: string;
  readonly explanation: string;
  readonly effect: 'clarify' | 'change_rule' | 'change_ontology' | 'exclude_data' | 'fix_prelabel_source' | 'tool_bug' | 'unanswerable';
  /** To which other things it applies. */
  readonly appliesWhen: AppliesWhen;
  /** The revision of the guideline it became; null needs `noChange`. */
  readonly revision: RevisionId | null;
  /** Why the guideline stays as it is; null when it became a revision. Answers from before there was a guideline have neither. */
  readonly noChange: string | null;
  readonly answeredAt: number;
}

/**
 * What a person said of two questions: one answer settles both, or it does not. In the project stream; the id is made of
 * the two, so that people who say it apart from each other meet in it. `a` is the smaller id.
 */
export interface FlagLink {
  readonly id: RecordId;
  readonly type: 'flagLink';
  readonly a: FlagId;
  readonly b: FlagId;
  readonly same: boolean;
  readonly at: number;
}

/** What is known of a task beside its annotations. In the project stream; absent means `todo`, never opened. */
export interface TaskState {
  readonly id: RecordId;
  readonly type: 'task';
  readonly task: TaskId;
  readonly item: ItemId;
  readonly progress: 'todo' | 'active' | 'done';
  /** Parked while set and `until` is null. Parked is never counted as skipped. */
  readonly hold: { readonly flags: readonly FlagId[]; readonly from: number; readonly until: number | null; readonly answer: AnswerId | null } | null;
  /** What it took when it was last finished or parked; null until then. It names nobody. */
  readonly effort: TaskEffort | null;
}

/** Active seconds, and what is seen of a task that may say how long it takes. */
export const taskEffort = z.object({
  active: z.number().min(0), objects: z.number().int().min(0), vertices: z.number().min(0), frames: z.number().int().min(0), classes: z.number().int().min(0),
  small: z.number().min(0).max(1), proposed: z.number().min(0).max(1), media: z.string().max(40),
  /** Why the person whose time it is says that it is wrong: it counts for nothing then. */
  contested: z.string().max(500).nullable(),
});
export type TaskEffort = z.infer<typeof taskEffort>;

/** A label of the project's ontology. In the project stream. */
export interface LabelRecord {
  readonly id: LabelId;
  readonly type: 'label';
  readonly name: string;
  readonly color: string;
  readonly kinds: readonly KindName[];
  readonly attributes: readonly z.infer<typeof attribute>[];
  /** What is placed for it as a skeleton; null: nothing. */
  readonly skeleton: SkeletonTemplate | null;
  readonly order: number;
}

/** Name and description of the project itself; its id is the project's. */
export interface ProjectRecord {
  readonly id: Uuid;
  readonly type: 'project';
  readonly name: string;
  readonly description: string;
  /** Digit-key tags of the flag panel, in order. */
  readonly tags: readonly { readonly name: string; readonly kind: FlagKind }[];
  /** Names of relations that are offered; others can be written. */
  readonly relations: readonly string[];
}

/** Who proposed: a kind of aid, the name and version it goes by, and the SHA-256 of its file (null for what needs none). */
export const proposer = z.object({
  aid: z.enum(['detector', 'click', 'wand', 'scissors', 'grabcut', 'superpixels', 'prelabel', 'tracker']),
  name: z.string().min(1).max(200), version: z.string().max(80), hash: z.string().max(64).nullable(),
});
export type Proposer = z.infer<typeof proposer>;

/** What a person said to a proposal. Accepted as it was, accepted and then changed by hand, or refused. */
export const proposalVerdict = z.object({
  said: z.enum(['accepted', 'corrected', 'refused']),
  by: z.string().max(200), at: z.number(),
  /** The thing that came of it. It may be gone by now. */
  track: z.string().nullable(),
});
export interface ProposalVerdict extends z.infer<typeof proposalVerdict> {
  readonly track: TrackId | null;
}

/**
 * Something a machine offered. It is not an annotation, is never exported as one, and becomes one only by a person's
 * verdict; it stays as the record of what was offered and what came of it.
 */
export interface Proposal {
  readonly id: ProposalId;
  readonly type: 'proposal';
  readonly frame: number;
  readonly shape: Shape;
  /** The thing this would be a keyframe of; null for what would be a new thing. */
  readonly of: TrackId | null;
  readonly label: LabelId | null;
  /** The model's own word for it; empty where it has none. */
  readonly word: string;
  /** How sure the model was, 0 to 1; null where it does not say. */
  readonly score: number | null;
  readonly from: Proposer;
  readonly proposedAt: number;
  readonly verdict: ProposalVerdict | null;
}

/** A unit where two people met; see `shared/sync`. Made by the ledger, closed by a person. */
export interface ConflictRecord {
  readonly id: Uuid;
  readonly type: 'conflict';
  readonly object: RecordId;
  readonly unit: string;
  readonly reason: 'stale' | 'edit_of_deleted' | 'del_vs_edit' | 'near_equal' | 'over_machine' | 'review';
  readonly kept: unknown;
  readonly keptBy: string;
  readonly offered: unknown;
  readonly offeredBy: string;
  readonly keptOp: Uuid | null;
  readonly offeredOp: Uuid;
  readonly at: number;
  readonly state: 'open' | 'mine' | 'theirs' | 'merged' | 'info';
}

export type DocumentRecord = Track | Keyframe | Relation | Proposal | Flag | Answer | FlagLink | TaskState | LabelRecord | ProjectRecord | ConflictRecord | PrivateRecord | Revision | GuidelineChoice | Acknowledgement | FrameRecord | StretchRecord | CameraRecord | CameraPathRecord | Finding;
export type RecordType = DocumentRecord['type'];

const attributes = z.record(z.string(), z.unknown());
const common = { id: z.string() };

const track = z.object({ ...common, type: z.literal('track'), kind: kindName, label: z.string().nullable(), extent: z.enum(['still', 'span']), z: z.number(), note: z.string().max(16384).nullable(), locked: z.boolean().default(false), pinned: z.boolean().default(false), difficult: z.boolean().default(false), group: z.number().int().min(1).max(1e9).nullable().default(null) }).catchall(attributeValue);
const keyframe = z.object({ ...common, type: z.literal('keyframe'), track: z.string(), frame: z.number().int().min(0), shape: shape.nullable(), occluded: z.boolean(), truncated: z.boolean().default(false) }).catchall(attributeValue);
const relation = z.object({ ...common, type: z.literal('relation'), from: z.string(), to: z.string(), name: z.string().min(1).max(MOST_RELATION_NAME), mutual: z.boolean().default(false) });
const proposal = z.object({
  ...common, type: z.literal('proposal'), frame: z.number().int().min(0), shape, of: z.string().nullable().default(null), label: z.string().nullable(), word: z.string().max(200), score: z.number().nullable(),
  from: proposer, proposedAt: z.number(), verdict: proposalVerdict.nullable(),
});
const flag = z.object({
  ...common, type: z.literal('flag'), task: z.string(), author: z.string(), kind: flagKind, anchor,
  tags: z.array(z.string().max(80)).max(40), text: z.string().max(4000), disposition,
  crop: z.string().nullable(), cleanCrop: z.string().nullable(), uploads: z.array(z.string()).max(20), look: z.string().regex(/^[0-9a-f]{16}$/).nullable().default(null),
  strip: z.array(flagFrame).max(9).default([]), frozen: z.array(attributes).max(400), openedAt: z.number(), submittedAt: z.number(), taken: z.string().nullable().default(null),
  verdict: z.enum(['clear', 'does_not_help']).nullable(), verdictReason: z.string().max(4000).nullable(),
});
const answer = z.object({
  ...common, type: z.literal('answer'), flags: z.array(z.string()), partly: z.array(z.string()).default([]), tasks: z.array(z.string()), author: z.string(), rule: z.string().max(300),
  explanation: z.string().max(16384), effect: z.enum(['clarify', 'change_rule', 'change_ontology', 'exclude_data', 'fix_prelabel_source', 'tool_bug', 'unanswerable']),
  appliesWhen: appliesWhen.default(APPLIES_TO_NONE), revision: z.string().nullable().default(null), noChange: z.string().max(2000).nullable().default(null), answeredAt: z.number(),
});
const flagLink = z.object({ ...common, type: z.literal('flagLink'), a: z.string(), b: z.string(), same: z.boolean(), at: z.number() });
const task = z.object({
  ...common, type: z.literal('task'), task: z.string(), item: z.string(), progress: z.enum(['todo', 'active', 'done']),
  hold: z.object({ flags: z.array(z.string()), from: z.number(), until: z.number().nullable(), answer: z.string().nullable() }).nullable(),
  effort: taskEffort.nullable().default(null),
});
const label = z.object({ ...common, type: z.literal('label'), name: z.string().min(1).max(80), color: z.string().regex(/^#[0-9a-f]{6}$/i), kinds: z.array(kindName), attributes: z.array(attribute).max(200), skeleton: skeletonTemplate.nullable().default(null), order: z.number() });
const project = z.object({ ...common, type: z.literal('project'), name: z.string().min(1).max(200), description: z.string().max(16384), tags: z.array(z.object({ name: z.string().max(80), kind: flagKind })).max(40), relations: z.array(z.string().min(1).max(MOST_RELATION_NAME)).max(MOST_RELATION_NAMES).default([]) });
const conflict = z.object({
  ...common, type: z.literal('conflict'), object: z.string(), unit: z.string(), reason: z.enum(['stale', 'edit_of_deleted', 'del_vs_edit', 'near_equal', 'over_machine', 'review']),
  kept: z.unknown(), keptBy: z.string(), offered: z.unknown(), offeredBy: z.string(), keptOp: z.string().nullable(), offeredOp: z.string(), at: z.number(), state: z.enum(['open', 'mine', 'theirs', 'merged', 'info']),
});
const frame = z.object({ ...common, type: z.literal('frame'), task: z.string(), frame: z.number().int().min(0), proof });
const stretch = z.object({ ...common, type: z.literal('stretch'), is: z.enum(['chapter', 'deleted']), title: z.string().max(200), from: z.number().int().min(0), to: z.number().int().min(0) });
const camera = z.object({ ...common, type: z.literal('camera'), task: z.string(), by: z.object({ name: z.string().min(1).max(80), version: z.string().max(80) }), frames: z.number().int().min(1), width: z.number().int().min(1), height: z.number().int().min(1), proof, steady: z.boolean(), probes: z.array(z.number().int()).max(4000).refine((all) => all.length % 4 === 0, 'a probe is four numbers') });
const cameraPath = z.object({ ...common, type: z.literal('cameraPath'), task: z.string(), from: z.number().int().min(0), steps: z.array(z.number().int()).max(10_000).refine((all) => all.length % 5 === 0, 'a step is five numbers') });

const finding = z.object({
  ...common, type: z.literal('finding'), task: z.string(), check: z.string().regex(/^[a-z][a-zA-Z0-9.]{0,79}$/), version: z.number().int().min(1), key: z.string().max(400), severity: z.enum(['block', 'warn', 'look']), anchor,
  text: z.string().max(4000), numbers: z.record(z.string().max(80), z.number()), author: z.string().max(200), at: z.number(), verdict: findingVerdict.nullable(),
});

/** Parses one record where it enters (wire, file, database upgrade). Inside, the TypeScript types are trusted. */
export const documentRecord = z.discriminatedUnion('type', [track, keyframe, relation, proposal, flag, answer, flagLink, task, label, project, conflict, frame, stretch, revision, guidelineChoice, acknowledgement, worktime, reflection, share, camera, cameraPath, finding]) as unknown as z.ZodType<DocumentRecord>;
