import type { ProcessEnd } from './processWire.ts';

/** Electron's utility processes find their parent here; plain Node has no such thing. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The line to the process that started this one: a utility process of Electron, or a child of plain Node. */
export function parentEnd(): ProcessEnd {
  const port = 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
  return port === undefined ? nodeParent() : utilityParent(port);
}

function nodeParent(): ProcessEnd {
  return {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.on('disconnect', () => listener('the main process is gone')),
    close: () => process.disconnect(),
  };
}

/** Electron ends a utility process together with its parent, so nothing is heard of that here. */
function utilityParent(port: ParentPort): ProcessEnd {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onGone: () => undefined,
    close: () => process.exit(0),
  };
}
