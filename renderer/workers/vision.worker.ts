import { serveVision } from '#shared/vision/serveVision.ts';
import { visionContract } from '#shared/vision/visionContract.ts';
import { serveWindow } from '../host/workerLine.ts';

/** Looks at pixels away from the window, which goes on while a region is cut out. */
serveWindow(visionContract, serveVision(breather()));

/** A turn of the event loop: a question that is no longer wanted is called off by a message. */
function breather(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
