import { useState } from 'react';
import { AppError } from '#shared/base/errors.ts';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { ImportPreview } from '#shared/formats/formatsContract.ts';
import { taskIdOf, type ItemId, type ProjectId } from '#shared/model/ids.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { useBench } from '../benchContext.ts';
import { useJob, type Job } from '../useJob.ts';
import { useAsker, usePlace } from './importPlace.ts';
import type { FoundFile } from './readFolder.ts';
import { useFormats, type Formats } from './useFormats.ts';

export interface Sniffed {
  readonly format: string;
  readonly title: string;
  /** Why it may be this format: a code for translation and the sentence itself. */
  readonly code: string;
  readonly sentence: string;
}

export interface ImportFlow {
  readonly job: Job;
  readonly folder: FolderGrant | null;
  readonly files: readonly FoundFile[];
  readonly chosen: ReadonlySet<string>;
  readonly pictures: number;
  readonly formats: readonly Sniffed[];
  /** Several formats claim the files; null or the one that was decided for. */
  readonly format: string | null;
  readonly preview: ImportPreview | null;
  readonly applied: boolean;
  /** How many files were chosen or dropped by themselves, instead of a folder. */
  readonly own: number;
  readonly pick: () => Promise<void>;
  readonly take: (files: ReadonlyMap<string, File>) => void;
  readonly drop: (data: DataTransfer) => Promise<void>;
  readonly choose: (paths: ReadonlySet<string>) => void;
  readonly look: () => Promise<void>;
  readonly previewAs: (format: string) => Promise<void>;
  readonly apply: () => Promise<void>;
}

type ReadRequest = Parameters<Formats['preview']>[0];

/** Folder, files, format, report, and only then the change. */
export function useImport(): ImportFlow {
  const bench = useBench();
  const job = useJob();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [source, setSource] = useState<string | null>(null);
  const [formats, setFormats] = useState<readonly Sniffed[]>([]);
  const [request, setRequest] = useState<ReadRequest | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [applied, setApplied] = useState(false);
  const choose = (paths: ReadonlySet<string>): void => {
    setChosen(paths);
    setFormats([]);
    setRequest(null);
    setPreview(null);
  };
  const { place, pick, take, drop } = usePlace({ bench, job, choose });
  const { folder, files, pictures } = place;
  const worker = useFormats(useAsker(bench, place));
  const previewAs = async (format: string, from = source): Promise<void> => {
    if (worker === null || from === null) return;
    setPreview(null);
    await job.start(async (tell, signal) => {
      const asked: ReadRequest = { source: from, format, target: await targetOf(bench, signal) };
      setRequest(asked);
      for await (const step of worker.preview(asked, { signal })) {
        tell(step.done, step.total === 0 ? null : step.total, '');
        if (step.report !== null) setPreview(step);
      }
    });
  };
  const look = async (): Promise<void> => {
    if (worker === null) return;
    const decided: { source: string; format: string }[] = [];
    await job.start(async (_tell, signal) => {
      const opened = await openSource(worker, [...files.filter(({ path }) => chosen.has(path)), ...pictures], signal);
      const { guesses, contested } = await worker.sniff(opened, { signal });
      setSource(opened.source);
      setFormats(guesses);
      if (guesses[0] === undefined) throw new AppError('import/unknown-format', 'None of these files is in a format that Sightline reads.');
      if (!contested) decided.push({ source: opened.source, format: guesses[0].format });
    });
    for (const one of decided) await previewAs(one.format, one.source);
  };
  const apply = async (): Promise<void> => {
    if (worker === null || request === null) return;
    if (await job.start((tell, signal) => applyImport(bench, worker.read(request, { signal }), tell))) setApplied(true);
  };
  return { job, folder, take, drop, own: place.own.size, files, pictures: pictures.length, chosen, formats, format: request?.format ?? null, preview, applied, pick, choose, look, previewAs: (format) => previewAs(format), apply };
}

const MOST_PER_PORTION = 5000;

/** Tells the worker which files there are; it asks for what is in them. */
async function openSource(worker: Formats, files: readonly FoundFile[], signal: AbortSignal): Promise<{ readonly source: string }> {
  const opened = await worker.open({ files: [] }, { signal });
  for (let at = 0; at < files.length; at += MOST_PER_PORTION) await worker.add({ ...opened, files: files.slice(at, at + MOST_PER_PORTION).map(({ path, bytes }) => ({ name: path, bytes })) }, { signal });
  return opened;
}

async function targetOf({ work, workspace }: Workbench, signal: AbortSignal): Promise<ReadRequest['target']> {
  const { project, labels, items } = work.getState();
  const id = (project?.id ?? '') as ProjectId;
  const there = await workspace.streams.query({ project: id, types: ['track', 'label'] }, { signal });
  return {
    project: id, labels: [...labels], present: there.map(({ record }) => record.id),
    items: items.map(({ id, name, width, height }) => ({ id: id as ItemId, name, size: width === null || height === null ? null : { width, height } })),
  };
}

/** Each item's things are one undoable change of its task; labels come first. */
async function applyImport({ deeds }: Workbench, batches: ReturnType<Formats['read']>, tell: (done: number, total: number | null, name: string) => void): Promise<void> {
  for await (const { item, records, done, total } of batches) {
    tell(done, total === 0 ? null : total, '');
    await deeds.importInto(item === null ? null : taskIdOf(item as ItemId), records);
  }
}
