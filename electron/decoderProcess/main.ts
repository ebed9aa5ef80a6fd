import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { serve } from '#shared/bridge/serve.ts';
import { machineClock } from '../services/machineClock.ts';
import { goTo, readMeetingPoint } from '../services/meeting.ts';
import { decoderContract } from '../services/video/decoderContract.ts';
import { serveDecoder } from './serveDecoder.ts';

/** Ctrl-C reaches every process of the terminal; this one ends with the line to the store process. */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

/** One thread more than there are processors: while one hands out its picture the others work on. */
const THREADS = availableParallelism() + 1;
/** Frames that are ready. */
const MOST_BYTES = 256 * 2 ** 20;

const wire = await goTo(readMeetingPoint(process.argv));
serve(decoderContract, serveDecoder({ ticks: () => machineClock.ticks(), pause: () => setImmediate(), threads: THREADS, mostBytes: MOST_BYTES }), wire);
wire.onClose(() => process.exit(0));
