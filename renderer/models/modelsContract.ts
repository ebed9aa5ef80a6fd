import * as z from 'zod';
import { call, type Contract } from '#shared/bridge/service.ts';
import type { Signature } from '#shared/vision/models/signature.ts';
import type { TensorValue } from '#shared/vision/models/inputTensor.ts';

/** What a window may ask of a worker that runs models. Both are of this program, so what has a type of its own is not parsed again. */
const nothing = z.object({});
const file = z.custom<Blob>((value) => value instanceof Blob);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const tensors = z.custom<Readonly<Record<string, TensorValue>>>((value) => typeof value === 'object' && value !== null);
const signature = z.custom<Signature>((value) => typeof value === 'object' && value !== null && 'part' in value);
const size = z.object({ width: z.number().int().min(1), height: z.number().int().min(1) });
const model = z.string();

export const provider = z.enum(['cpu', 'webgpu']);
export type Provider = z.infer<typeof provider>;

/** What is known of a model's file. `hash` is its SHA-256. */
export const modelFacts = z.object({
  hash: z.string(), name: z.string(), version: z.string(), bytes: z.number(), signature,
  inputs: z.array(z.string()), outputs: z.array(z.string()),
});
export type ModelFacts = z.infer<typeof modelFacts>;

const prompt = z.object({
  points: z.array(z.object({ x: z.number(), y: z.number(), inside: z.boolean() })).max(500),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});

const rings = z.array(z.array(z.number()));
const found = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), class: z.number().int(), score: z.number(), rings });
export type FoundThing = z.infer<typeof found>;

/** No rings where the model found nothing. */
const clickAnswer = z.object({ rings, score: z.number().nullable(), at: z.number().int(), of: z.number().int() });
export type ClickAnswer = z.infer<typeof clickAnswer>;

export const modelsContract = {
  models: {
    /** Reads a file without running it. Refuses what is no whole model, and what is too large. */
    inspect: call(z.object({ file, name: z.string() }), modelFacts),
    /** Makes a model ready to run; at once when it is. */
    open: call(z.object({ model, file, signature }), z.object({ provider })),
    close: call(z.object({ model }), nothing),
    /** Looks at a picture, drawn as the model's input wants it (four bytes a pixel). */
    embed: call(z.object({ model, picture: size, pixels: bytes }), z.object({ embedding: tensors })),
    /** Keeps what was seen, for clicks; the least lately used go when there is too much. */
    hold: call(z.object({ key: z.string(), embedding: tensors }), nothing),
    holds: call(z.object({ key: z.string() }), z.object({ here: z.boolean() })),
    /** Answers what was said about a held picture with one of `of` candidates, counted on by `pick`; `encoder` says how the picture lies in it. */
    click: call(z.object({ model, encoder: signature, key: z.string(), picture: size, prompt, pick: z.number().int().min(0), smoothing: z.number().min(0).max(10) }), clickAnswer),
    detect: call(z.object({ model, picture: size, pixels: bytes, least: z.number(), overlap: z.number() }), z.object({ found: z.array(found) })),
  },
} satisfies Contract;

export type ModelsContract = typeof modelsContract;
