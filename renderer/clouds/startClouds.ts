import type { CloudWorker, FromClouds } from './cloudMessages.ts';

/** Starts the worker that reads clouds. */
export function startClouds(): CloudWorker {
  const worker = new Worker(new URL('./cloud.worker.ts', import.meta.url), { type: 'module', name: 'clouds' });
  return {
    ask: (message) => worker.postMessage(message),
    onAnswer: (listener) => {
      worker.onmessage = ({ data }: MessageEvent<FromClouds>) => listener(data);
      return () => void (worker.onmessage = null);
    },
    onLost: (listener) => {
      worker.onerror = () => listener();
      return () => void (worker.onerror = null);
    },
    end: () => worker.terminate(),
  };
}
