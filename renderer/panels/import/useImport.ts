import { useState } from 'react';
import { AppError } from '#shared/base/errors.ts';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { ImportPreview } from '#shared/formats/formatsContract.ts';
import { taskIdOf, type ItemId, type ProjectId } from '#shared/model/ids.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { useBench } from '../benchContext.ts';
import { useJob, type Job } from '../useJob.ts';
import { findAnnotationFiles, readFiles, type FoundFile } from './readFolder.ts';
import { useFormats, type Formats } from './useFormats.ts';

export interface Sniffed {
  readonly format: string;
  readonly title: string;
}

export interface ImportFlow {
  readonly job: Job;
  readonly folder: FolderGrant | null;
  readonly files: readonly FoundFile[];
  readonly chosen: ReadonlySet<string>;
  readonly formats: readonly Sniffed[];
  readonly preview: ImportPreview | null;
  readonly applied: boolean;
  readonly pick: () => Promise<void>;
  readonly choose: (paths: ReadonlySet<string>) => void;
  readonly look: () => Promise<void>;
  readonly previewAs: (format: string) => Promise<void>;
  readonly apply: () => Promise<void>;
}

type ReadRequest = Parameters<Formats['preview']>[0];

/** Folder, files, format, report, and only then the change. */
export function useImport(): ImportFlow {
  const bench = useBench();
  const worker = useFormats();
  const job = useJob();
  const [folder, setFolder] = useState<FolderGrant | null>(null);
  const [files, setFiles] = useState<readonly FoundFile[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [source, setSource] = useState<string | null>(null);
  const [formats, setFormats] = useState<readonly Sniffed[]>([]);
  const [request, setRequest] = useState<ReadRequest | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [applied, setApplied] = useState(false);
  const choose = (paths: ReadonlySet<string>): void => {
    setChosen(paths);
    setFormats([]);
    setPreview(null);
  };
  const pick = async (): Promise<void> => {
    const grant = await bench.deeds.pickFolder();
    if (grant === null) return;
    setFolder(grant);
    await job.start(async (_tell, signal) => {
      const found = await findAnnotationFiles(bench, grant, signal);
      setFiles(found);
      choose(new Set(found.map(({ path }) => path)));
    });
  };
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
    if (worker === null || folder === null) return;
    const likeliest: { source: string; format: string }[] = [];
    await job.start(async (tell, signal) => {
      const opened = await worker.open({ files: [] });
      await readFiles(bench, { grant: folder, files: files.filter(({ path }) => chosen.has(path)), tell, signal }, async (read) => void (await worker.add({ source: opened.source, files: read })));
      const sniffed = await worker.sniff(opened);
      setSource(opened.source);
      setFormats(sniffed);
      if (sniffed[0] === undefined) throw new AppError('import/unknown-format', 'None of these files is in a format that Sightline reads.');
      likeliest.push({ source: opened.source, format: sniffed[0].format });
    });
    for (const one of likeliest) await previewAs(one.format, one.source);
  };
  const apply = async (): Promise<void> => {
    if (worker === null || request === null) return;
    if (await job.start((tell, signal) => applyImport(bench, worker.read(request, { signal }), tell))) setApplied(true);
  };
  return { job, folder, files, chosen, formats, preview, applied, pick, choose, look, previewAs: (format) => previewAs(format), apply };
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
