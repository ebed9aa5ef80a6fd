import * as z from 'zod';
import type { Uuid } from '../base/id.ts';
import { call, feed, type Contract } from '../bridge/service.ts';
import { documentRecord, type LabelRecord } from '../model/records.ts';
import { reportLine } from './report.ts';

/**
 * What the window may ask of its formats worker, over the worker's port. The worker reads and writes bytes; it knows
 * no host and no database. Of the files of a source it is told the names, and asks back for the bytes it needs.
 */
const nothing = z.object({});
const uuid = z.string().regex(/^[0-9a-f-]{36}$/) as unknown as z.ZodType<Uuid>;
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const file = z.object({ name: z.string().max(4096), bytes });
/** A file of a source; `bytes`: its size. */
const listed = z.object({ name: z.string().max(4096), bytes: z.number().int().min(0) });
const source = z.string().max(40);
const size = z.object({ width: z.number(), height: z.number() });
const label = documentRecord.refine((record) => record.type === 'label') as unknown as z.ZodType<LabelRecord>;

/**
 * The project read into: its labels, its pictures with their size where it is known, and the ids of the tracks and
 * labels it has, which an import leaves alone.
 */
const target = z.object({ project: uuid, labels: z.array(label), items: z.array(z.object({ id: uuid, name: z.string(), size: size.nullable() })), present: z.array(uuid) });
const readRequest = z.object({ source, format: z.string().max(40), target });

const progress = z.object({ done: z.number().int(), total: z.number().int() });
/** What the import would bring. `report` and `counts` are null until the last answer. */
export const importPreview = progress.extend({
  report: z.array(reportLine).nullable(),
  counts: z.object({ labels: z.number().int(), items: z.number().int(), things: z.number().int() }).nullable(),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** One step of an import, in an order that can be applied at once: new labels, then an item's new records. */
export const importBatch = progress.extend({ item: uuid.nullable(), records: z.array(documentRecord) });
export type ImportBatch = z.infer<typeof importBatch>;

/** The file of an export (an archive where the format has many) is in the last answer only, together with the finished report. */
export const exportProgress = progress.extend({ report: z.array(reportLine).nullable(), files: z.array(file) });
export type ExportProgress = z.infer<typeof exportProgress>;

export const formatsContract = {
  formats: {
    list: call(nothing, z.array(z.object({ id: z.string(), title: z.string(), fileName: z.string(), reads: z.boolean(), writes: z.boolean() }))),
    /** Starts a source; further `add`s bring the rest of a folder. */
    open: call(z.object({ files: z.array(listed) }), z.object({ source })),
    add: call(z.object({ source, files: z.array(listed) }), nothing),
    close: call(z.object({ source }), nothing),
    /** Likeliest first; empty when it is none of ours. `contested`: several claim it, and a person decides. */
    sniff: call(z.object({ source }), z.object({
      guesses: z.array(z.object({ format: z.string(), title: z.string(), likelihood: z.number(), code: z.string(), sentence: z.string() })),
      contested: z.boolean(),
    })),
    /** Reads everything and applies nothing: the report before the import. */
    preview: feed(readRequest, importPreview),
    /** The same reading, batch by batch. The window applies each as a transaction with `via: 'import'`. */
    read: feed(readRequest, importBatch),
    /** Starts an export; documents follow in any number of `addDocuments`, then `write` once. */
    startWrite: call(z.object({ format: z.string().max(40), projectName: z.string(), labels: z.array(label) }), z.object({ job: source })),
    addDocuments: call(z.object({ job: source, documents: z.array(z.object({ item: z.object({ id: uuid, name: z.string() }).extend(size.shape), records: z.array(documentRecord) })) }), nothing),
    /** Report and files; forgets the job. Stopping it, or asking with `discard`, forgets it as well. */
    write: feed(z.object({ job: source, now: z.number(), discard: z.boolean() }), exportProgress),
  },
} satisfies Contract;

export type FormatsContract = typeof formatsContract;

/** What the worker asks back of its window. */
export const askerContract = {
  asker: {
    /** Bytes of a file of the source, by the name it was listed with; fewer where the file ends. */
    part: call(z.object({ name: z.string().max(4096), from: z.number().int().min(0), to: z.number().int().min(0) }), bytes),
    /** The size of one of the target's pictures; null when it cannot be read. */
    sizeOf: call(z.object({ item: uuid }), size.nullable()),
  },
} satisfies Contract;

export type AskerContract = typeof askerContract;
