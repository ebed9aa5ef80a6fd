import * as z from 'zod';
import { call, type Contract } from '../bridge/service.ts';

/** What the window may ask of its flags worker: grouping some hundred questions takes longer than a frame. */
const question = z.object({
  id: z.string(), text: z.string().max(4000), tags: z.array(z.string()), label: z.string().nullable(),
  size: z.tuple([z.number(), z.number()]).nullable(), look: z.string().regex(/^[0-9a-f]{16}$/).nullable(),
});
const link = z.object({ a: z.string(), b: z.string(), same: z.boolean() });
const cluster = z.object({ members: z.array(z.string()), because: z.array(z.enum(['text', 'image', 'tags', 'class', 'geometry'])), byHand: z.boolean() });

export const flagsContract = {
  flags: {
    /** Groups of questions that one answer may settle; each question is in one. */
    cluster: call(z.object({ questions: z.array(question), links: z.array(link) }), z.array(cluster)),
  },
} satisfies Contract;

export type FlagsContract = typeof flagsContract;
