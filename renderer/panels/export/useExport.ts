import { useEffect, useState } from 'react';
import { AppError } from '#shared/base/errors.ts';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { ExportProgress } from '#shared/formats/formatsContract.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { useBench, useWork } from '../benchContext.ts';
import { useFormats } from '../import/useFormats.ts';
import { useJob, type Job } from '../useJob.ts';
import { collectDocuments } from './collectDocuments.ts';

export interface WritableFormat {
  readonly id: string;
  readonly title: string;
  readonly fileName: string;
}

export interface ExportFlow {
  readonly job: Job;
  readonly formats: readonly WritableFormat[];
  readonly format: string | null;
  readonly folder: FolderGrant | null;
  readonly fileName: string;
  readonly ready: ExportProgress | null;
  readonly unreadable: readonly string[];
  readonly written: string | null;
  readonly setFormat: (id: string) => void;
  readonly setFileName: (name: string) => void;
  readonly pick: () => Promise<void>;
  readonly prepare: () => Promise<void>;
  readonly write: (replace: boolean) => Promise<void>;
}

const MOST_PER_PORTION = 200;

/** Format and place, then the report of the finished file, and only then the file itself. */
export function useExport(): ExportFlow {
  const bench = useBench();
  const worker = useFormats(null);
  const job = useJob();
  const labels = useWork((work) => work.labels);
  const [formats, setFormats] = useState<readonly WritableFormat[]>([]);
  const [format, chooseFormat] = useState<string | null>(null);
  const [fileName, setFileName] = useState('');
  const [folder, setFolder] = useState<FolderGrant | null>(null);
  const [ready, setReady] = useState<ExportProgress | null>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const [written, setWritten] = useState<string | null>(null);
  const setFormat = (id: string, from = formats): void => {
    chooseFormat(id);
    setReady(null);
    const proposed = from.find((one) => one.id === id)?.fileName ?? '';
    // A name that somebody typed stays, also when the formats arrive after it.
    setFileName((typed) => (typed === '' || from.some((one) => one.fileName === typed) ? proposed : typed));
  };
  useEffect(() => {
    worker?.list({}).then((all) => {
      const writable = all.filter(({ writes }) => writes);
      setFormats(writable);
      if (writable[0] !== undefined) setFormat(writable[0].id, writable);
    }, (error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
  }, [worker, bench.screen]);
  const prepare = async (): Promise<void> => {
    if (worker === null || format === null) return;
    setReady(null);
    setWritten(null);
    await job.start(async (tell, signal) => {
      const { documents, unreadable: left } = await collectDocuments(bench, tell, signal);
      setUnreadable(left);
      const started = await worker.startWrite({ format, projectName: bench.work.getState().project?.name ?? '', labels: [...labels] });
      for (let at = 0; at < documents.length; at += MOST_PER_PORTION) await worker.addDocuments({ job: started.job, documents: documents.slice(at, at + MOST_PER_PORTION) });
      for await (const step of worker.write({ job: started.job, now: bench.clock.now(), discard: false }, { signal })) if (step.report !== null) setReady(step);
    });
  };
  const write = async (replace: boolean): Promise<void> => {
    const [first] = ready?.files ?? [];
    if (folder === null || first === undefined) return;
    const done = await job.start(async (_tell, signal) => {
      if (!replace) await refuseIfThere(bench.host, folder, fileName);
      await bench.host.files.write({ grant: folder.grant, path: fileName, bytes: first.bytes, replace }, { signal });
    });
    if (done) setWritten(fileName);
  };
  return { job, formats, format, folder, fileName, ready, unreadable, written, setFormat, setFileName, prepare, write, pick: async () => setFolder((await bench.deeds.pickFolder()) ?? folder) };
}

/** A file that is there is not overwritten without a word. */
async function refuseIfThere(host: ReturnType<typeof useBench>['host'], { grant }: FolderGrant, name: string): Promise<void> {
  const there = await host.files.list({ grant, path: name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '' });
  if (there.some((entry) => entry.name === name.slice(name.lastIndexOf('/') + 1))) throw new AppError('export/exists', `There is already a file “${name}” in this folder. Choose another name, or replace it.`, { params: { name } });
}
