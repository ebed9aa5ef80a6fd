import { AppError } from '#shared/base/errors.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import type { DecoderContract } from '../services/video/decoderContract.ts';
import { columnsOf, indexOf } from '../services/video/indexColumns.ts';
import { ClipSession, notOpen, type SessionPorts } from './clipSession.ts';
import { serveReview } from './serveReview.ts';

const LARGEST_PIXELS = 150_000_000;

/** Answers for one clip. The clip is opened once; everything else is asked of that one. */
export function serveDecoder(ports: SessionPorts): HandlersOf<DecoderContract> {
  let session: ClipSession | null = null;
  const open = (): ClipSession => {
    if (session === null) throw notOpen();
    return session;
  };
  const signalOf = (options: { readonly signal?: AbortSignal | undefined } | undefined): AbortSignal => options?.signal ?? new AbortController().signal;
  return {
    clip: {
      open: async ({ path, name }) => {
        session = new ClipSession({ path, name }, ports);
        const { facts } = session;
        if (facts.width < 1 || facts.height < 1) throw new AppError('media/broken', `“${name}” does not say how large its pictures are: it is damaged.`, { params: { name } });
        if (facts.width * facts.height > LARGEST_PIXELS) throw new AppError('video/too-large', `The pictures of “${name}” are too large to show: ${facts.width} × ${facts.height} pixels.`, { params: { name, width: facts.width, height: facts.height } });
        return facts;
      },
      scan: async function* (_input, options) {
        for await (const step of open().scan(signalOf(options))) {
          yield { share: step.share, done: step.done, index: step.index === null ? null : columnsOf(step.index), end: step.end, problems: [...step.problems] };
        }
      },
      use: async (input) => {
        const index = indexOf(input.index);
        if (index !== null) open().use(index);
        return {};
      },
      frame: async ({ frame, as }, options) => ({ bytes: await open().frame(frame, as, signalOf(options)) }),
      prove: async ({ frames }, options) => open().prove(frames, signalOf(options)),
      travel: async (travel) => (open().travel(travel), {}),
    },
    review: serveReview(ports),
  };
}
