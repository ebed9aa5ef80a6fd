import { uuidMaker } from '#shared/base/id.ts';
import { serve } from '#shared/bridge/serve.ts';
import { formatsContract } from '#shared/formats/formatsContract.ts';
import { serveFormats } from '#shared/formats/serveFormats.ts';
import { portWire } from '../host/portWire.ts';

/** Reads and writes annotation files away from the window, which stays quick while a large file is taken apart. */
const newId = uuidMaker({ now: () => Date.now(), ticks: () => performance.now() }, (count) => crypto.getRandomValues(new Uint8Array(count)));
const handlers = serveFormats(newId);

addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (port !== undefined) serve(formatsContract, handlers, portWire(port));
});
