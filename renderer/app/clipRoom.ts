import type { Stop } from '#shared/base/listeners.ts';
import type { ClipFacts, ClipProgress, FrameProof } from '#shared/bridge/clipContract.ts';
import { deletedStretches } from '#shared/edits/stretches.ts';
import { labelledFrames, proofsOf, proveFrames } from '#shared/edits/frames.ts';
import type { TaskId } from '#shared/model/ids.ts';
import type { StretchRecord } from '#shared/model/records.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import type { ClipPort } from '../media/clipPort.ts';
import { frameCount, type ClipInHand } from '../media/clipState.ts';
import { identify } from '../media/identity.ts';
import { Player } from '../media/player.ts';
import { TimeTable } from '../media/timeTable.ts';
import type { Inside } from './inside.ts';

/** Times fetched at once, and frames proven at once. */
const TIMES = 10_000;
const PROOFS = 24;
const PROVE_AFTER = 1200;
/** Frames fetched ahead in the direction of travel; of large ones fewer. */
const AHEAD = 3;
const LARGE_PIXELS = 4_000_000;

export interface ClipRoomPorts {
  readonly inside: Inside;
  readonly editor: OpenEditor;
  readonly port: ClipPort;
  readonly item: string;
  readonly task: TaskId;
  /** Calls back with the next picture of the screen. */
  tick(work: () => void): Stop;
}

/** A clip while its task is in hand: it is read, moved through, and what is labelled on it is proven. */
export class ClipRoom {
  readonly #ports: ClipRoomPorts;
  readonly #player: Player;
  readonly #stop = new AbortController();
  readonly #leave: Stop;
  #reading: AbortController | null = null;
  #callOff: Stop | null = null;
  #left: { readonly revision: number; readonly stretches: readonly StretchRecord[] } = { revision: -1, stretches: [] };
  #proving = false;
  #lastAsked = 0;

  constructor(ports: ClipRoomPorts) {
    this.#ports = ports;
    const { inside, port, editor } = ports;
    const { session } = inside;
    this.#player = new Player({
      frames: () => frameCount(this.#clip),
      frame: () => session.getState().frame,
      speed: () => session.getState().speed,
      timeOf: (frame) => this.#clip?.times.timeOf(frame) ?? 0,
      frameAt: (seconds) => this.#clip?.times.frameAt(seconds) ?? 0,
      kept: (frame, direction) => this.#kept(frame, direction),
      show: (frame) => this.#show(frame),
      now: () => inside.clock.ticks(),
      tick: ports.tick,
      moved: (motion) => session.setState({ motion }),
      travel: (hint) => {
        const tag = this.#clip?.facts?.tag;
        if (tag !== undefined) port.travel(tag, hint);
        // While one is on the way farther on, what is fetched ahead would only stand in its way.
        if (hint.playing || this.#player.goal === hint.at) this.#ahead(hint.at, hint.direction < 0 ? -1 : 1, hint.playing ? 1 : hint.stride);
      },
    });
    this.#leave = editor.subscribe(() => this.#soonProve());
    this.#put({
      item: ports.item, facts: null, share: 0, done: false, stopped: false, problem: null, news: [], identity: { is: 'unknown' }, player: this.#player, port, times: new TimeTable(25), timesKnown: 0,
      stop: () => this.#stopReading(),
      again: () => this.#read(),
      hush: (news) => this.#set((clip) => ({ news: clip.news.filter((one) => one !== news) })),
    });
    this.#read();
    void this.#listen();
  }

  close(): void {
    this.#stop.abort();
    this.#reading?.abort();
    this.#callOff?.();
    this.#leave();
    this.#player.dispose();
    this.#ports.inside.work.setState({ clip: null, trace: { run: null, result: null } });
  }

  get #clip(): ClipInHand | null {
    const { clip } = this.#ports.inside.work.getState();
    return clip?.player === this.#player ? clip : null;
  }

  #put(clip: ClipInHand): void {
    this.#ports.inside.work.setState({ clip });
  }

  #set(change: (clip: ClipInHand) => Partial<ClipInHand>): void {
    const clip = this.#clip;
    if (clip !== null && !this.#stop.signal.aborted) this.#put({ ...clip, ...change(clip) });
  }

  #read(): void {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#set(() => ({ stopped: false, problem: null, done: false }));
    const follow = async (): Promise<void> => {
      for await (const step of this.#ports.port.read(reading.signal)) this.#stepped(step);
      if (!reading.signal.aborted) await this.#readToTheEnd();
    };
    void follow().catch((problem: unknown) => {
      if (!reading.signal.aborted) this.#set(() => ({ problem }));
    });
  }

  #stopReading(): void {
    this.#reading?.abort();
    this.#set(() => ({ stopped: true }));
  }

  #stepped({ share, done, clip: facts }: ClipProgress): void {
    this.#set((clip) => {
      const first = clip.facts === null && facts !== null;
      return { share, done, facts: facts ?? clip.facts, ...(first ? { times: new TimeTable(facts.rate) } : {}) };
    });
    const { work } = this.#ports.inside;
    if (facts !== null) this.#learnSize(facts);
    if (facts !== null) work.setState(({ clips }) => ({ clips: new Map([...clips, [this.#ports.item, { frames: facts.frames, duration: facts.duration }]]) }));
  }

  /** What is drawn lies in the pixels frames are delivered in. */
  #learnSize({ width, height }: ClipFacts): void {
    const { work } = this.#ports.inside;
    const { open } = work.getState();
    if (open === null || open.item.id !== this.#ports.item || (open.item.width === width && open.item.height === height)) return;
    work.setState({ open: { ...open, item: { ...open.item, width, height } } });
  }

  async #readToTheEnd(): Promise<void> {
    const clip = this.#clip;
    if (clip === null || clip.facts === null) return;
    const { signal } = this.#stop;
    while (clip.times.known < clip.facts.frames) {
      const { from, times } = await this.#ports.port.times(clip.facts.tag, { from: clip.times.known, count: Math.min(TIMES, clip.facts.frames - clip.times.known) }, signal);
      if (times.length === 0 || from !== clip.times.known) break;
      clip.times.add(from, times);
      this.#set(({ times: table }) => ({ timesKnown: table.known }));
    }
    await this.#identify();
    this.#soonProve();
  }

  async #listen(): Promise<void> {
    try {
      for await (const news of this.#ports.port.news(this.#stop.signal)) this.#set((clip) => ({ news: [...clip.news.filter(({ code }) => code !== news.code), news] }));
    } catch {
      // The reading itself says what is wrong with the clip; without news there is nothing to tell.
    }
  }

  async #identify(): Promise<void> {
    const clip = this.#clip;
    if (clip === null || clip.facts === null) return;
    const records = [...proofsOf(this.#ports.editor.document).values()];
    const identity = await identify(records, { frames: clip.facts.frames, frameAt: (seconds) => clip.times.frameAt(seconds), prove: (frames) => this.#prove(frames) });
    this.#set(() => ({ identity }));
  }

  async #prove(frames: readonly number[]): Promise<FrameProof[]> {
    const found: FrameProof[] = [];
    const tag = this.#clip?.facts?.tag ?? '';
    for (let at = 0; at < frames.length; at += PROOFS) found.push(...(await this.#ports.port.prove(tag, frames.slice(at, at + PROOFS), this.#stop.signal)));
    return found;
  }

  /** Labelled frames are proven once the hand rests. Without the file they wait for the next opening. */
  #soonProve(): void {
    const clip = this.#clip;
    if (clip === null || !clip.done || clip.identity.is === 'other' || this.#ports.editor.readOnly) return;
    this.#callOff?.();
    this.#callOff = this.#ports.inside.after(PROVE_AFTER, () => void this.#proveLabelled().catch(() => undefined));
  }

  async #proveLabelled(): Promise<void> {
    const { editor, task } = this.#ports;
    const frames = this.#clip?.facts?.frames ?? 0;
    const known = proofsOf(editor.document);
    const open = labelledFrames(editor.document).filter((frame) => frame < frames && !known.has(frame)).slice(0, PROOFS);
    if (open.length === 0 || this.#proving || editor.task !== task) return;
    this.#proving = true;
    const proofs = await this.#prove(open).finally(() => void (this.#proving = false));
    // A change of our own would take what is being dragged out of the hand.
    if (this.#ports.inside.session.getState().drafting) return this.#soonProve();
    if (editor.task === task && proofs.length > 0) editor.commit(proveFrames, { task, proofs: proofs.map(({ frame, pts, timebase, sha256 }) => ({ frame, proof: { pts, timebase, sha256 } })) }, 'model');
  }

  async #show(frame: number): Promise<boolean> {
    const { stage } = this.#ports.inside.work.getState();
    const tag = this.#clip?.facts?.tag;
    if (stage === null || tag === undefined) return false;
    if (this.#player.motion.is === 'playing') this.#playAhead(frame, tag);
    this.#lastAsked = frame;
    return stage.showFrame(frame, this.#ports.port.frameUrl(frame, tag));
  }

  /** What comes next while it plays, as far apart as the frames that were shown last. */
  #playAhead(frame: number, tag: string): void {
    const stride = Math.min(8, Math.max(1, frame - this.#lastAsked));
    this.#ports.port.travel(tag, { at: frame, direction: 1, stride, playing: true });
    this.#ahead(frame, 1, stride);
  }

  #ahead(at: number, direction: 1 | -1, stride: number): void {
    const { stage } = this.#ports.inside.work.getState();
    const facts = this.#clip?.facts ?? null;
    if (stage === null || facts === null) return;
    const count = facts.width * facts.height > LARGE_PIXELS ? 1 : AHEAD;
    const frames = [...Array.from({ length: count }, (_, index) => at + direction * stride * (index + 1)), at - direction * stride].filter((frame) => frame >= 0 && frame < facts.frames);
    stage.prefetchFrames(frames.map((frame) => this.#ports.port.frameUrl(frame, facts.tag)));
  }

  #kept(frame: number, direction: 1 | -1): number | null {
    const { revision, document } = this.#ports.editor;
    if (revision !== this.#left.revision) this.#left = { revision, stretches: deletedStretches(document) };
    const frames = frameCount(this.#clip);
    let at = frame;
    for (const stretch of direction === 1 ? this.#left.stretches : [...this.#left.stretches].reverse()) if (at >= stretch.from && at <= stretch.to) at = direction === 1 ? stretch.to + 1 : stretch.from - 1;
    return at < 0 || at >= frames ? null : at;
  }
}
