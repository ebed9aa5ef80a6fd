import { serve } from '#shared/bridge/serve.ts';
import { parentEnd } from '../../electron/storeProcess/parentEnd.ts';
import { processWire } from '../../electron/storeProcess/processWire.ts';
import { demoContract, demoHandlers } from './demoService.ts';

/** A child that serves the demo, for the suite over a real process line. */
serve(demoContract, demoHandlers(), processWire(parentEnd()));
