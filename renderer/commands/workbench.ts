import type { StoreApi } from 'zustand/vanilla';
import type { Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { Capability, FolderGrant, HostContract, HostInfo, Item, ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { ReviewOrder } from '#shared/bridge/reviewContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import type { WorkspaceContract, WorkspaceStatus } from '#shared/bridge/workspaceContract.ts';
import type { Edit } from '#shared/edits/edit.ts';
import type { Copied } from '#shared/edits/pasteTracks.ts';
import type { AnswerId, LabelId, TaskId } from '#shared/model/ids.ts';
import type { Answer, Disposition, DocumentRecord, Flag, FlagFrame, LabelRecord, ProjectRecord } from '#shared/model/records.ts';
import type { StreamId, Via } from '#shared/model/transaction.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import type { SurveyRun, TraceState } from '../media/cameraWork.ts';
import type { ClipInHand } from '../media/clipState.ts';
import type { ModelDesk } from '../models/modelDesk.ts';
import type { Frames } from '../session/motion.ts';
import type { ScreenStore } from '../session/screenStore.ts';
import type { SeeingStore } from '../session/seeingStore.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import type { Counts, QueueRow } from '../session/taskQueue.ts';
import type { ImageRegion, StageHandle } from '../stage2d/stageHandle.ts';
import type { Message } from '../i18n/i18n.ts';

/** The task in hand. */
export interface OpenTask {
  readonly task: TaskId;
  readonly item: Item;
  readonly stream: StreamId;
  readonly editor: OpenEditor;
  /** Another window writes this task; this one looks on. */
  readonly readOnly: boolean;
  /** A flag that was being written when the task was left. */
  readonly keptDraft: unknown;
}

export interface IndexState {
  readonly found: number;
  readonly done: boolean;
  readonly skipped: readonly { readonly name: string; readonly problem: string }[];
}

export interface FlagRow {
  readonly flag: Flag;
  readonly answer: Answer | null;
  /** Not yet acknowledged by the server; null where there is none. */
  readonly pending: boolean | null;
  readonly item: Item | null;
}

/** What the window knows of the project in hand. Everything in it is a picture of records that live in the database. */
export interface Work {
  readonly project: ProjectInfo | null;
  /** Who edits here: the person's id, or `local`. */
  readonly me: string;
  readonly about: ProjectRecord | null;
  readonly labels: readonly LabelRecord[];
  readonly items: readonly Item[];
  readonly index: IndexState;
  readonly rows: readonly QueueRow[];
  readonly counts: Counts;
  readonly flags: readonly FlagRow[];
  /** The project's one editor; it stays when the task changes. */
  readonly editor: OpenEditor | null;
  readonly open: OpenTask | null;
  readonly opening: boolean;
  /** Why the task or project asked for last could not be shown. */
  readonly problem: Message | null;
  readonly status: WorkspaceStatus | null;
  readonly stage: StageHandle | null;
  /** The clip of the task in hand; null when it is none. */
  readonly clip: ClipInHand | null;
  /** The following of a thing through the clip in hand. */
  readonly trace: TraceState;
  /** The measuring of its camera; null while nobody measures. */
  readonly survey: SurveyRun | null;
  /** What is known of clips that were opened since the start, by item. */
  readonly clips: ReadonlyMap<string, { readonly frames: number; readonly duration: number }>;
  /** Changes on their way to the database. */
  readonly unsaved: number;
  /** The database did not take a change; it is kept in memory until it does or is saved elsewhere. */
  readonly failed: boolean;
  /** The person stopped syncing for now. */
  readonly paused: boolean;
  /** Rises with every change of the open document, so that views read it again. */
  readonly revision: number;
  readonly panel: FlagPanelState | null;
  /** The part of the picture to bring into view when the task's stage is ready. */
  readonly look: ImageRegion | null;
}

/** The flag panel while it is open. The crops were taken before it opened and arrive when they are encoded. */
export interface FlagPanelState {
  readonly task: TaskId;
  readonly region: ImageRegion;
  /** Of a clip: the frame that was seen, or those chosen around it. */
  readonly frames: Frames;
  readonly dock: 'start' | 'end';
  readonly tracks: readonly string[];
  readonly openedAt: number;
  readonly crops: Promise<FlagCrops>;
  readonly kept: { readonly text: string; readonly tags: readonly string[]; readonly uploads: readonly string[] } | null;
}

/** Names of the crops in the content-addressed store, and what the clean one looks like. */
export interface FlagCrops {
  readonly crop: string;
  readonly cleanCrop: string;
  readonly look: string | null;
  /** Of a clip: frames around the one that was seen. */
  readonly strip: readonly FlagFrame[];
}

/** What becomes of the task, and the earlier answer that was taken, if one was. */
export interface FlagEnd {
  readonly disposition: Disposition;
  readonly taken: AnswerId | null;
}

export interface FlagWords {
  readonly tags: readonly string[];
  readonly text: string;
  readonly uploads: readonly string[];
}

/** A review clip that is asked for, and where it goes. */
export interface ReviewRequest {
  readonly project: string;
  readonly item: string;
  readonly tag: string;
  readonly order: ReviewOrder;
  readonly folder: FolderGrant;
  /** Of the files, without what they end in. */
  readonly name: string;
  readonly replace: boolean;
}

/** The deeds behind commands and panels, assembled in `app/`. Each answers for showing what went wrong. */
export interface Deeds {
  pickFolder(): Promise<FolderGrant | null>;
  openFolder(grant: FolderGrant): Promise<void>;
  openSample(scene: 'street' | 'field'): Promise<void>;
  openRemote(account: string, project: string): Promise<void>;
  reopen(project: string): Promise<void>;
  closeProject(): Promise<void>;
  /** `frame`: of a clip. */
  openTask(task: TaskId, look?: ImageRegion | null, frame?: number): Promise<void>;
  /** The neighbour in the list. */
  step(by: 1 | -1): Promise<void>;
  /** The next of the queue: released first, then what is to do. */
  next(): Promise<void>;
  finishTask(): Promise<void>;
  reopenTask(): void;
  /** Through the open document, or the project's own when no task is open. False and a toast when refused. */
  commit<Args>(edit: Edit<Args>, args: Args, via?: Via): boolean;
  undo(): void;
  redo(): void;
  /** Something that went onto other pictures is what undo, or redo, would act on. */
  spreadIsNext(way: 'undo' | 'redo'): boolean;
  /** Lets the chosen model look for things on the picture; what it finds is offered. */
  detect(): Promise<void>;
  /** Ends what a model is doing. */
  stopModels(): void;
  /** Follows the chosen thing through the clip, on or back; the keyframes it needs are offered. */
  trace(direction: 1 | -1): Promise<void>;
  stopTrace(): void;
  /** Measures the camera of the clip, from where it was left or `anew`. */
  survey(anew: boolean): Promise<void>;
  stopSurvey(): void;
  /** Puts copies onto other pictures as one step; false when that was refused, which has been said. */
  propagate(copies: readonly Copied[], tasks: readonly TaskId[]): Promise<boolean>;
  openFlagPanel(): void;
  keepFlagDraft(words: FlagWords): void;
  closeFlagPanel(): Promise<void>;
  /** Name of a picture in the content-addressed store. */
  storePicture(picture: Blob): Promise<string>;
  submitFlag(words: FlagWords, end: FlagEnd): Promise<void>;
  showFlag(row: FlagRow): Promise<void>;
  judge(flag: Flag, verdict: 'clear' | 'does_not_help', reason: string | null): void;
  addLabel(name: string, color: string): LabelId | null;
  syncNow(): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  saveElsewhere(): Promise<void>;
  /** Puts imported records into a task, open or not, as one undoable change; `null` = labels, into the project. */
  importInto(task: TaskId | null, records: readonly DocumentRecord[]): Promise<void>;
  refreshFlags(): Promise<void>;
  /** Makes a review clip while work goes on; how far it is stands on the screen. */
  makeReview(request: ReviewRequest): Promise<void>;
  stopReview(): void;
}

/** What a command or a panel may look at and act through. */
export interface Workbench {
  readonly host: ClientOf<HostContract>;
  readonly info: HostInfo;
  can(what: Capability): boolean;
  readonly workspace: ClientOf<WorkspaceContract>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  /** Runs work after some milliseconds; the answer calls it off. */
  after(milliseconds: number, work: () => void): () => void;
  readonly session: SessionStore;
  readonly screen: ScreenStore;
  readonly seeing: SeeingStore;
  readonly work: StoreApi<Work>;
  readonly deeds: Deeds;
  readonly models: ModelDesk;
}
