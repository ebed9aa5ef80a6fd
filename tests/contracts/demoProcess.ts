import { serve } from '#shared/bridge/serve.ts';
import { goTo, readMeetingPoint } from '../../electron/services/meeting.ts';
import { demoContract, demoHandlers } from './demoService.ts';

/** A child that serves the demo, for the suite over a real process line. */
const wire = await goTo(readMeetingPoint(process.argv));
serve(demoContract, demoHandlers(), wire);
wire.onClose(() => process.exit(0));
