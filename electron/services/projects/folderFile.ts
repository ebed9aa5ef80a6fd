import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { AppError, errorCode } from '#shared/base/errors.ts';
import { attribute, kindName } from '#shared/model/ontology.ts';
import { flagKind } from '#shared/model/records.ts';
import { diskError } from '../files/diskError.ts';
import { parseJsonFile, type JsonFormat } from '../files/jsonFile.ts';
import { openInside } from '../files/openInside.ts';

const color = z.string().regex(/^#[0-9a-f]{6}$/i);
const label = z.object({ name: z.string().min(1).max(80), color, kinds: z.array(kindName).default([]), attributes: z.array(attribute).max(200).default([]) });
const tag = z.object({ name: z.string().min(1).max(80), kind: flagKind });

const folderName = z.string().min(1).max(1024);

export const projectSeed = z.object({ description: z.string().max(16384), labels: z.array(label).max(2000), tags: z.array(tag).max(40) });
export type ProjectSeed = z.infer<typeof projectSeed>;

/** A folder of pictures may describe itself in `sightline.json`: what to label, and what is a sequence. */
const folderFile = z.object({
  name: z.string().min(1).max(200),
  description: z.string().max(16384).default(''),
  labels: z.array(label).max(2000).default([]),
  tags: z.array(tag).max(40).default([]),
  /** Folders to look for pictures and clips in; everywhere when absent. */
  images: z.array(folderName).max(1000).optional(),
  clips: z.array(folderName).max(1000).optional(),
  /** Folders that are one item each. */
  sequences: z.array(folderName).max(10_000).default([]),
});
export type FolderFile = z.infer<typeof folderFile>;

export const FOLDER_FILE_NAME = 'sightline.json';
const FOLDER_FILE: JsonFormat<FolderFile> = { format: 'sightline-project', version: 1, room: 'project', schema: folderFile };
const MOST_BYTES = 16 * 1024 * 1024;

const DEFAULT_LABELS: ProjectSeed['labels'] = [
  { name: 'Person', color: '#e6550d', kinds: [], attributes: [] },
  { name: 'Vehicle', color: '#3182bd', kinds: [], attributes: [] },
  { name: 'Animal', color: '#31a354', kinds: [], attributes: [] },
  { name: 'Plant', color: '#8c6bb1', kinds: [], attributes: [] },
  { name: 'Object', color: '#c0a000', kinds: [], attributes: [] },
];

const DEFAULT_TAGS: ProjectSeed['tags'] = [
  { name: 'I am not sure what this is', kind: 'question' },
  { name: 'The guideline does not cover this', kind: 'guideline_gap' },
  { name: 'No label fits', kind: 'ontology_gap' },
  { name: 'The picture is bad', kind: 'data_problem' },
  { name: 'The proposal is wrong', kind: 'prelabel_wrong' },
  { name: 'Sensitive content', kind: 'sensitive' },
  { name: 'I noticed something', kind: 'insight' },
];

/** The folder's own description; `null` when it has none. A newer or broken one is refused and never touched. */
export async function readFolderFile(folder: string): Promise<FolderFile | null> {
  const text = await readText(folder);
  return text === null ? null : parseJsonFile(text, FOLDER_FILE_NAME, FOLDER_FILE);
}

async function readText(folder: string): Promise<string | null> {
  let handle: FileHandle;
  try {
    handle = await openInside(folder, FOLDER_FILE_NAME);
  } catch (error) {
    if (errorCode(error) === 'files/missing') return null;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size > MOST_BYTES) throw new AppError('project/broken', `“${FOLDER_FILE_NAME}” is too big to be a project file.`, { params: { name: FOLDER_FILE_NAME } });
    return await handle.readFile('utf8');
  } catch (cause) {
    throw diskError(cause, FOLDER_FILE_NAME);
  } finally {
    await handle.close();
  }
}

/** What a new project starts with. */
export function seedOf(file: FolderFile | null): ProjectSeed {
  return {
    description: file?.description ?? '',
    labels: file === null || file.labels.length === 0 ? DEFAULT_LABELS : file.labels,
    tags: file === null || file.tags.length === 0 ? DEFAULT_TAGS : file.tags,
  };
}

/** What the project is called until the person says otherwise. */
export function nameOf(file: FolderFile | null, folder: string): string {
  return (file?.name ?? basename(folder)).slice(0, 200) || 'Folder';
}

/** Which folders of a project hold what. `null` means everywhere. */
export interface Layout {
  readonly images: readonly string[] | null;
  readonly clips: readonly string[] | null;
  readonly sequences: ReadonlySet<string>;
}

export function layoutOf(file: FolderFile | null): Layout {
  return { images: file?.images ?? null, clips: file?.clips ?? null, sequences: new Set(file?.sequences ?? []) };
}
