import type { ChildProcess, Serializable } from 'node:child_process';
import type { ProcessEnd } from './processWire.ts';

/** The line to a child of plain Node, started with `serialization: 'advanced'`. */
export function childEnd(child: ChildProcess): ProcessEnd {
  return {
    post(message) {
      if (child.connected) child.send(message as Serializable, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onGone(listener) {
      child.on('disconnect', () => listener('its process ended'));
      child.on('exit', (code, signal) => listener(`its process ended (${signal ?? code ?? 'unknown'})`));
    },
    close() {
      if (child.connected) child.disconnect();
    },
  };
}
