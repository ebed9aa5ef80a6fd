import { offerProposals } from '#shared/edits/proposals.ts';
import { openProposals, type Offered } from '#shared/edits/proposalRules.ts';
import { oneOutline } from '#shared/vision/oneOutline.ts';
import type { FoundThing } from '../models/modelsContract.ts';
import type { ModelDesk } from '../models/modelDesk.ts';
import { labelOfWord } from '../models/wordLabels.ts';
import { messageOf } from '../i18n/i18n.ts';
import type { Hall } from './hall.ts';
import { tell } from './inside.ts';

/** What is less sure than this is not offered. */
const LEAST_SURE = 0.25;
const MOST_OVERLAP = 0.45;

/** Lets the chosen model look for things on the picture in hand. One search at a time; leaving the picture ends it. */
export class Detecting {
  readonly #inside: Hall;
  readonly #models: ModelDesk;
  #stop: AbortController | null = null;

  constructor(inside: Hall, models: ModelDesk) {
    this.#inside = inside;
    this.#models = models;
  }

  async run(): Promise<void> {
    const { work, screen } = this.#inside;
    const { open, stage } = work.getState();
    if (open === null || stage === null || this.#stop !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    const leave = work.subscribe((now) => {
      if (now.open?.task !== open.task) stop.abort();
    });
    try {
      await this.#models.load();
      if (this.#models.detector() === null) {
        tell(this.#inside, 'warn', { key: 'error.model/none-chosen' });
        return screen.setState({ dialog: 'models' });
      }
      const found = await this.#models.detect((input, signal) => stage.pixels(input, signal), { least: LEAST_SURE, overlap: MOST_OVERLAP }, stop.signal);
      if (!stop.signal.aborted) this.#offer(found);
    } catch (error) {
      tell(this.#inside, stop.signal.aborted ? 'plain' : 'bad', stop.signal.aborted ? { key: 'error.model/stopped' } : messageOf(error));
    } finally {
      leave();
      this.#stop = null;
    }
  }

  stop(): void {
    this.#stop?.abort();
  }

  #offer(found: readonly FoundThing[]): void {
    const { room, work, session } = this.#inside;
    const from = this.#models.proposer('detector');
    if (room === null || from === null) return;
    const offers = found.map((thing) => this.#offered(thing));
    const { frame } = session.getState();
    const no = room.editor.commit(offerProposals, { from, frame, offers }, 'model');
    if (no !== null) return tell(this.#inside, 'warn', { key: `error.${no.refused}`, fallback: no.refused });
    const open = openProposals(room.editor.document, frame);
    session.setState({ proposal: open[0]?.id ?? null, tool: 'select' });
    tell(this.#inside, 'plain', open.length === 0 ? { key: 'proposals.noneFound', params: { model: from.name } } : { key: 'proposals.found', params: { count: open.length, model: from.name } });
    const unknown = [...new Set(offers.filter(({ label }) => label === null).map(({ word }) => word))];
    if (unknown.length > 0 && work.getState().labels.length > 0) tell(this.#inside, 'warn', { key: 'proposals.unknownWords', params: { words: unknown.join(', ') } });
  }

  #offered({ x, y, width, height, class: number, score, rings }: FoundThing): Offered {
    const model = this.#models.detector();
    const { project, labels } = this.#inside.work.getState();
    const word = (model?.signature.part === 'detector' ? model.signature.names[number] : undefined) ?? String(number);
    const label = labelOfWord(this.#models.store.getState(), { project: project?.id ?? '', hash: model?.hash ?? null, word }, labels);
    const outline = oneOutline(rings);
    return { shape: outline.length > 0 ? { kind: 'polygon', rings: outline } : { kind: 'box', x, y, width, height, angle: 0 }, label, word, score };
  }
}
