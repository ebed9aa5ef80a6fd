import { uuidMaker } from '#shared/base/id.ts';
import { formatsContract } from '#shared/formats/formatsContract.ts';
import { serveFormats } from '#shared/formats/serveFormats.ts';
import { serveWindow } from '../host/workerLine.ts';

/** Reads and writes annotation files away from the window, which stays quick while a large file is taken apart. */
const newId = uuidMaker({ now: () => Date.now(), ticks: () => performance.now() }, (count) => crypto.getRandomValues(new Uint8Array(count)));
serveWindow(formatsContract, serveFormats(newId));
