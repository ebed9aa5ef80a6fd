import { createStoreServices } from '../services/createStoreServices.ts';
import { machineClock, machineRandom } from '../services/machineClock.ts';
import { goTo } from '../services/meeting.ts';
import { serveStore } from './serveStore.ts';
import { readStoreArguments } from './storeArguments.ts';

/** Ctrl-C reaches every process of the terminal; main decides when this one ends. */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

const { point, ...settings } = readStoreArguments(process.argv);
const wire = await goTo(point);
const started = serveStore(wire, { ...settings, clock: machineClock, random: machineRandom, fetch: globalThis.fetch }, createStoreServices);

/** Without main there is nobody to work for: what is under way is finished, then the process ends. */
wire.onClose(() => void started.then((store) => store.close()).finally(() => process.exit(0)));
await started;
