import { createStoreServices } from '../services/createStoreServices.ts';
import { machineClock, machineRandom } from '../services/machineClock.ts';
import { parentEnd } from './parentEnd.ts';
import { processWire } from './processWire.ts';
import { serveStore } from './serveStore.ts';
import { readStoreArguments } from './storeArguments.ts';

/** Ctrl-C reaches every process of the terminal; main decides when this one ends. */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

const wire = processWire(parentEnd());
const machine = { ...readStoreArguments(process.argv), clock: machineClock, random: machineRandom, fetch: globalThis.fetch };
const started = serveStore(wire, machine, createStoreServices);

/** Without main there is nobody to work for: what is under way is finished, then the process ends. */
wire.onClose(() => void started.then((store) => store.close()).finally(() => process.exit(0)));
await started;
