import type { Deeds, ReviewRequest } from '../commands/workbench.ts';
import { messageOf } from '../i18n/i18n.ts';
import { tell, type Inside } from './inside.ts';

/** Makes review clips, one at a time, while work goes on. Another task or project does not end it. */
export class Reviewing {
  readonly #inside: Inside;
  #stop: AbortController | null = null;

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  deeds(): Pick<Deeds, 'makeReview' | 'stopReview'> {
    return { makeReview: (request) => this.#run(request), stopReview: () => this.#stop?.abort() };
  }

  async #run({ folder, name, ...request }: ReviewRequest): Promise<void> {
    if (this.#stop !== null) return tell(this.#inside, 'warn', { key: 'review.oneAtATime' });
    const { host, screen } = this.#inside;
    const stop = new AbortController();
    this.#stop = stop;
    screen.setState({ reviewing: { name, share: 0 } });
    try {
      for await (const { done, total, written } of host.video.review({ ...request, grant: folder.grant, name }, { signal: stop.signal })) {
        screen.setState({ reviewing: { name, share: done / Math.max(1, total) } });
        if (written !== null) tell(this.#inside, 'good', { key: 'review.done', params: { name: written[0] ?? name, folder: folder.name } });
      }
      if (stop.signal.aborted) tell(this.#inside, 'plain', { key: 'review.stopped' });
    } catch (error) {
      tell(this.#inside, stop.signal.aborted ? 'plain' : 'bad', stop.signal.aborted ? { key: 'review.stopped' } : messageOf(error));
    } finally {
      this.#stop = null;
      screen.setState({ reviewing: null });
    }
  }
}
