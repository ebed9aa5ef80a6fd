import { raiseFlag } from '#shared/edits/raiseFlag.ts';
import { judgeAnswer } from '#shared/edits/answerFlags.ts';
import { setTaskProgress } from '#shared/edits/setTaskProgress.ts';
import { taskStateIdOf, type FlagId, type ItemId } from '#shared/model/ids.ts';
import type { DocumentRecord, Flag, FlagKind } from '#shared/model/records.ts';
import type { FlagCrops, FlagEnd, FlagPanelState, FlagWords, OpenTask } from '../commands/workbench.ts';
import { cropRegion } from '../panels/flags/cropRegion.ts';
import { parseFlagDraft, type FlagDraft } from '../panels/flags/flagDraft.ts';
import type { ImageRegion, StageHandle } from '../stage2d/stageHandle.ts';
import { effortOf } from './effortOf.ts';
import { attempt, tell } from './inside.ts';
import type { Hall } from './hall.ts';
import { lookOf } from './lookOf.ts';

const LONGEST = 1280;
const KEEP_AFTER = 150;

/** Raising flags: the crop first, then the panel, then the record. */
export class FlagDesk {
  readonly #inside: Hall;
  #latest: FlagWords | null = null;
  #callOff: (() => void) | null = null;
  #submitted: FlagPanelState | null = null;

  constructor(inside: Hall) {
    this.#inside = inside;
  }

  /** The crop is taken of what is on the stage now, before the panel covers any of it. */
  open(): void {
    const { work, clock } = this.#inside;
    const { open, stage } = work.getState();
    if (open === null || stage === null) return;
    const kept = parseFlagDraft(open.keptDraft);
    const { region, tracks } = anchorOfKept(kept) ?? stage.anchorRegion();
    const crops = cropsOfKept(kept) ?? this.#crops(stage, open, region);
    crops.catch(() => undefined);
    const panel: FlagPanelState = { task: open.task, region, frames: this.#frames(kept), tracks, dock: this.#dock(region), openedAt: kept?.openedAt ?? clock.now(), crops, kept };
    work.setState({ panel });
    void crops.then(() => this.keep({ tags: kept?.tags ?? [], text: kept?.text ?? '', uploads: kept?.uploads ?? [] }), () => undefined);
  }

  /** The draft reaches the local database within a quarter of a second of the last key. */
  keep(words: FlagWords): void {
    this.#latest = words;
    this.#callOff ??= this.#inside.after(KEEP_AFTER, () => void this.#flush());
  }

  async #flush(): Promise<void> {
    const words = this.#latest;
    this.#forgetTimer();
    const { panel, open } = this.#inside.work.getState();
    if (words === null || panel === null || open === null) return;
    const draft = await draftOf(panel, open, words);
    const now = this.#inside.work.getState();
    if (now.open?.task !== open.task || this.#submitted === panel) return;
    this.#inside.work.setState({ open: { ...now.open, keptDraft: draft } });
    await attempt(this.#inside, () => this.#saveDraft(open, draft));
  }

  #forgetTimer(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#latest = null;
  }

  /** Escape keeps what was written. */
  async close(): Promise<void> {
    await this.#flush();
    this.#inside.work.setState({ panel: null });
    this.#inside.work.getState().stage?.focus();
  }

  /** Answers whether the flag was raised. The crops are waited for: a flag never goes without what was seen, unless taking it failed. */
  async submit(words: FlagWords, { disposition, taken }: FlagEnd): Promise<boolean> {
    const { panel, open, about } = this.#inside.work.getState();
    if (panel === null || open === null) return false;
    this.#submitted = panel;
    this.#forgetTimer();
    const crops = await panel.crops.catch(() => null);
    if (crops === null) tell(this.#inside, 'warn', { key: 'toast.noCrop' });
    const kind: FlagKind = about?.tags.find(({ name }) => words.tags.includes(name))?.kind ?? 'question';
    const id = this.#inside.newId() as FlagId;
    const flag = { id, task: open.task, kind, anchor: anchorOf(panel, open), ...copied(words), disposition, crop: crops?.crop ?? null, cleanCrop: crops?.cleanCrop ?? null, look: crops?.look ?? null, frozen: frozenRecords(open, panel.tracks), openedAt: panel.openedAt, taken };
    if (disposition === 'parked') this.#undoDone(open);
    const no = open.editor.commit(raiseFlag, { item: open.item.id as ItemId, flag, effort: effortOf(this.#inside, open) });
    if (no !== null) {
      this.#submitted = null;
      tell(this.#inside, 'bad', { key: `error.${no.refused}`, fallback: no.refused });
      return false;
    }
    this.#inside.work.setState({ panel: null, open: { ...open, keptDraft: null } });
    await attempt(this.#inside, () => this.#saveDraft(open, null));
    return true;
  }

  judge(flag: Flag, verdict: 'clear' | 'does_not_help', reason: string | null): void {
    const no = this.#inside.room?.editor.commit(judgeAnswer, { flag: flag.id, verdict, reason }) ?? null;
    if (no !== null) tell(this.#inside, 'bad', { key: `error.${no.refused}`, fallback: no.refused });
  }

  /** A finished task that is parked after all is no longer finished; else its answer would never bring it back. */
  #undoDone(open: OpenTask): void {
    const state = open.editor.document.get(taskStateIdOf(open.task));
    if (state?.type === 'task' && state.progress === 'done') open.editor.commit(setTaskProgress, { task: open.task, item: open.item.id as ItemId, progress: 'active' });
  }

  async #crops(stage: StageHandle, open: OpenTask, region: ImageRegion): Promise<FlagCrops> {
    const { width, height } = open.item;
    const around = cropRegion(region, { width: width ?? region[0] + region[2], height: height ?? region[1] + region[3] });
    const [drawn, clean] = await Promise.all([stage.crop(around, { overlay: true, longest: LONGEST }), stage.crop(around, { overlay: false, longest: LONGEST })]);
    const [crop, cleanCrop, look] = await Promise.all([this.store(drawn), this.store(clean), lookOf(clean)]);
    return { crop, cleanCrop, look };
  }

  /** Puts a picture into the content-addressed store; the answer is its name there. */
  async store(picture: Blob): Promise<string> {
    const bytes = new Uint8Array(await picture.arrayBuffer());
    const { sha256 } = await this.#inside.host.blobs.put({ bytes, type: picture.type });
    return sha256;
  }

  async #saveDraft(open: OpenTask, draft: FlagDraft | null): Promise<void> {
    const { project } = this.#inside.work.getState();
    if (project !== null) await this.#inside.workspace.commit.saveDraft({ project: project.id, stream: open.stream, draft });
  }

  /** The frames chosen on the timeline when the one in hand is among them, else that one. */
  #frames(kept: FlagDraft | null): FlagPanelState['frames'] {
    if (kept !== null) return { from: kept.anchor.frame, to: kept.anchor.until ?? kept.anchor.frame };
    const { frame, range } = this.#inside.session.getState();
    return range !== null && range.from <= frame && range.to >= frame ? range : { from: frame, to: frame };
  }

  /** Opposite to the anchor, so that the panel never covers what the flag is about. */
  #dock([x, , width]: ImageRegion): FlagPanelState['dock'] {
    return x + width / 2 > this.#inside.session.getState().view.x ? 'start' : 'end';
  }
}

function anchorOfKept(kept: FlagDraft | null): { readonly region: ImageRegion; readonly tracks: readonly string[] } | null {
  return kept === null || kept.anchor.region === null ? null : { region: kept.anchor.region, tracks: kept.anchor.tracks };
}

function cropsOfKept(kept: FlagDraft | null): Promise<FlagCrops> | null {
  return kept === null || kept.crop === null || kept.cleanCrop === null ? null : Promise.resolve({ crop: kept.crop, cleanCrop: kept.cleanCrop, look: kept.look });
}

/** Crops that are still being encoded are left out; the next keeping brings them. */
async function draftOf(panel: FlagPanelState, open: OpenTask, words: FlagWords): Promise<FlagDraft> {
  const crops = await Promise.race([panel.crops, Promise.resolve(null)]).catch(() => null);
  return { draft: 'flag', anchor: anchorOf(panel, open), ...copied(words), crop: crops?.crop ?? null, cleanCrop: crops?.cleanCrop ?? null, look: crops?.look ?? null, openedAt: panel.openedAt };
}

function anchorOf(panel: FlagPanelState, open: OpenTask): Flag['anchor'] {
  const [x, y, width, height] = panel.region;
  const { from, to } = panel.frames;
  return { item: open.item.id, frame: from, ...(to > from ? { until: to } : {}), tracks: [...panel.tracks].slice(0, 200), region: [x, y, width, height] };
}

function copied({ tags, text, uploads }: FlagWords): { tags: string[]; text: string; uploads: string[] } {
  return { tags: [...tags], text, uploads: [...uploads] };
}

/** The touched things as they were, so that a later change cannot alter what was asked about. */
function frozenRecords(open: OpenTask, tracks: readonly string[]): readonly DocumentRecord[] {
  const { document } = open.editor;
  return tracks.flatMap((id): readonly DocumentRecord[] => {
    const track = document.all('track').find((one) => one.id === id);
    return track === undefined ? [] : [track, ...document.keyframesOf(track.id)];
  }).slice(0, 400);
}
