import { useMemo, useState } from 'react';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import { isPicture } from '#shared/formats/files/look.ts';
import type { AskerContract } from '#shared/formats/formatsContract.ts';
import type { Workbench } from '../../commands/workbench.ts';
import type { Job } from '../useJob.ts';
import { findAnnotationFiles, firstChoice, type FoundFile, type FoundFiles } from './readFolder.ts';

/** Where an import comes from: a folder of the host, or files that were chosen or dropped by themselves. */
export interface ImportPlace extends FoundFiles {
  readonly folder: FolderGrant | null;
  readonly own: ReadonlyMap<string, File>;
}

const NO_PLACE: ImportPlace = { folder: null, own: new Map(), files: [], pictures: [] };

/** Named by the path they were dropped with, so that a folder of labels keeps its folders. */
function placeOfFiles(files: ReadonlyMap<string, File>): ImportPlace {
  const listed = [...files].map(([path, { size }]): FoundFile => ({ path, bytes: size }));
  return { folder: null, own: files, files: listed.filter(({ path }) => !isPicture(path)), pictures: listed.filter(({ path }) => isPicture(path)) };
}

export function filesByName(files: Iterable<File>): ReadonlyMap<string, File> {
  return new Map([...files].map((file) => [file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file]));
}

/** Everything that was dropped, folders with what is in them. Must be asked while the drop is being handled. */
async function droppedFiles(data: DataTransfer): Promise<ReadonlyMap<string, File>> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found = new Map<string, File>();
  for (const entry of entries) await gather(entry, found);
  return found;
}

async function gather(entry: FileSystemEntry, found: Map<string, File>): Promise<void> {
  if (entry instanceof FileSystemFileEntry) {
    found.set(entry.fullPath.replace(/^\//, ''), await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  } else if (entry instanceof FileSystemDirectoryEntry) {
    const reader = entry.createReader();
    // A folder hands out a hundred at a time, and then none.
    for (let some = await next(reader); some.length > 0; some = await next(reader)) for (const one of some) await gather(one, found);
  }
}

function next(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

interface PlaceUse {
  readonly bench: Workbench;
  readonly job: Job;
  /** Told which files are chosen at first in a new place. */
  readonly choose: (paths: ReadonlySet<string>) => void;
}

export interface PlaceWays {
  readonly place: ImportPlace;
  readonly pick: () => Promise<void>;
  readonly take: (files: ReadonlyMap<string, File>) => void;
  readonly drop: (data: DataTransfer) => Promise<void>;
}

/** The place of an import and the ways to choose one. */
export function usePlace({ bench, job, choose }: PlaceUse): PlaceWays {
  const [place, setPlace] = useState<ImportPlace>(NO_PLACE);
  const take = (own: ReadonlyMap<string, File>): void => {
    if (own.size === 0) return;
    const taken = placeOfFiles(own);
    setPlace(taken);
    choose(new Set(taken.files.map(({ path }) => path)));
  };
  const pick = async (): Promise<void> => {
    const grant = await bench.deeds.pickFolder();
    if (grant === null) return;
    setPlace({ ...NO_PLACE, folder: grant });
    await job.start(async (_tell, signal) => {
      const found = await findAnnotationFiles(bench, grant, signal);
      setPlace({ ...NO_PLACE, ...found, folder: grant });
      choose(firstChoice(found.files));
    });
  };
  const drop = async (data: DataTransfer): Promise<void> => void (await job.start(async () => take(await droppedFiles(data))));
  return { place, pick, take, drop };
}

/** What the worker, one for each place, asks back: bytes of its files, and sizes of the project's pictures. */
export function useAsker(bench: Workbench, { folder, own }: ImportPlace): HandlersOf<AskerContract> {
  const grant = folder?.grant ?? '';
  return useMemo(() => ({
    asker: {
      part: async ({ name, from, to }, options) => {
        const file = own.get(name);
        return file === undefined ? bench.host.files.readPart({ grant, path: name, from, to }, options) : new Uint8Array(await file.slice(from, to).arrayBuffer());
      },
      sizeOf: async ({ item }, options) => {
        const project = bench.work.getState().project?.id ?? '';
        const { width, height } = await bench.host.media.probe({ project, item }, options);
        return width === null || height === null ? null : { width, height };
      },
    },
  }), [bench, grant, own]);
}
