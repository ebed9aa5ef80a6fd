import type * as z from 'zod';
import type { Stop } from '../base/listeners.ts';

/** One question, one answer. */
export interface Call<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly verb: 'call';
  readonly takes: In;
  readonly gives: Out;
}

/** One question, many answers, until either side stops. */
export interface Feed<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly verb: 'feed';
  readonly takes: In;
  readonly gives: Out;
}

/** A named group of calls and feeds. */
export type Service = Readonly<Record<string, Call | Feed>>;

/** All services that cross one border. A value: client, server, validation and the version test derive from it. */
export type Contract = Readonly<Record<string, Service>>;

export function call<In extends z.ZodType, Out extends z.ZodType>(takes: In, gives: Out): Call<In, Out> {
  return { verb: 'call', takes, gives };
}

export function feed<In extends z.ZodType, Out extends z.ZodType>(takes: In, gives: Out): Feed<In, Out> {
  return { verb: 'feed', takes, gives };
}

/** Cancels a call or a feed. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

type MethodOf<M> = M extends Call<infer In, infer Out>
  ? (input: z.infer<In>, options?: CallOptions) => Promise<z.infer<Out>>
  : M extends Feed<infer In, infer Out>
    ? (input: z.infer<In>, options?: CallOptions) => AsyncIterable<z.infer<Out>>
    : never;

/**
 * What the near side holds. Handlers have the same shape, so a client may stand in for a handler: that is how one
 * process passes a service on to another.
 */
export type ClientOf<C extends Contract> = { readonly [S in keyof C]: ServiceClient<C[S]> };
export type ServiceClient<S extends Service> = { readonly [M in keyof S]: MethodOf<S[M]> };
export type HandlersOf<C extends Contract> = ClientOf<C>;

/** What travels on a wire. `body` is plain data and `Uint8Array`s; each receiver parses it with the contract. */
export type Frame =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly body: unknown }
  | { readonly kind: 'feed'; readonly id: number; readonly method: string; readonly body: unknown }
  | { readonly kind: 'stop'; readonly id: number }
  /** The reader of a feed has used up `count` items and may be sent as many more: a feed never runs ahead of its reader by more than a window. */
  | { readonly kind: 'more'; readonly id: number; readonly count: number }
  | { readonly kind: 'answer'; readonly id: number; readonly body: unknown }
  | { readonly kind: 'item'; readonly id: number; readonly body: unknown }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'error'; readonly id: number; readonly body: { readonly code: string; readonly sentence: string; readonly params: Readonly<Record<string, string | number>> } };

/** The smallest thing that can carry frames, in order. */
export interface Wire {
  send(frame: Frame): void;
  onFrame(listener: (frame: Frame) => void): Stop;
  onClose(listener: (why: string) => void): Stop;
  close(): void;
}
