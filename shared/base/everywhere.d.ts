/**
 * The few globals every machine of ours has (page, worker, Electron, Node). Adding one is a decision: it must exist
 * in all of them, unchanged.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: { prototype: AbortController; new (): AbortController };
interface TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare const TextEncoder: { prototype: TextEncoder; new (): TextEncoder };
interface TextDecoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
declare const TextDecoder: { prototype: TextDecoder; new (label?: string, options?: { fatal?: boolean }): TextDecoder };
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(work: () => void): void;
declare function atob(text: string): string;
interface PackingStream {
  readonly readable: { getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>; cancel(): Promise<void> } };
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void>; abort(): Promise<void> } };
}
type Packing = 'deflate' | 'deflate-raw';
declare const DecompressionStream: { prototype: PackingStream; new (format: Packing): PackingStream };
declare const CompressionStream: { prototype: PackingStream; new (format: Packing): PackingStream };
