import type { Stop } from '#shared/base/listeners.ts';
import { connect } from '#shared/bridge/client.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import { visionContract, type VisionContract } from '#shared/vision/visionContract.ts';
import { portWire } from '../host/portWire.ts';

export type Vision = ClientOf<VisionContract>['vision'];

/** Starts the vision worker: one per stage, when the first aid is taken up. */
export function startVision(): { readonly vision: Vision; readonly stop: Stop } {
  const worker = new Worker(new URL('./vision.worker.ts', import.meta.url), { type: 'module', name: 'vision' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  const wire = portWire(port1);
  const { vision } = connect(visionContract, wire);
  return {
    vision,
    stop: () => {
      wire.close();
      worker.terminate();
    },
  };
}
