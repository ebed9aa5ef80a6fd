import { uuidMaker } from '#shared/base/id.ts';
import { connect } from '#shared/bridge/client.ts';
import { serve } from '#shared/bridge/serve.ts';
import { askerContract, formatsContract } from '#shared/formats/formatsContract.ts';
import { serveFormats } from '#shared/formats/serveFormats.ts';
import { portWire } from '../host/portWire.ts';

/** Reads and writes annotation files away from the window, which stays quick while a large file is taken apart. */
const newId = uuidMaker({ now: () => Date.now(), ticks: () => performance.now() }, (count) => crypto.getRandomValues(new Uint8Array(count)));

addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port, back] = event.ports;
  if (port === undefined || back === undefined) return;
  const { asker } = connect(askerContract, portWire(back));
  serve(formatsContract, serveFormats({ newId, now: () => Date.now(), asker }), portWire(port));
});
