import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';

/**
 * A whole, fsynced copy of the database folder in one file: the folder has a thousand files, and a thousand fsyncs take
 * seconds where one takes none. With the journal since then it is everything that was acknowledged, whatever the power
 * did to the folder in use. Per file: length of the head, head, bytes, check sum. A path that ends with `/` is a folder.
 */
export async function takeSnapshot(from: string, to: string): Promise<void> {
  const fresh = `${to}.new`;
  const out = await open(fresh, 'w', 0o600);
  try {
    for (const path of await contentsOf(from)) await (path.endsWith('/') ? packHead(out, { path, size: 0 }) : packFile(out, from, path));
    await packHead(out, { path: '', size: 0 });
    await out.sync();
  } finally {
    await out.close();
  }
  await rename(fresh, to);
  await syncFolder(dirname(to));
}

/** Puts the copy in the place of a folder that cannot be trusted; that one is kept beside, never deleted. False: there is no copy. */
export async function restoreSnapshot(snapshot: string, folder: string, aside: string): Promise<boolean> {
  if (!(await exists(snapshot))) return false;
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  const file = await open(snapshot, 'r');
  try {
    while (await unpackFile(file, fresh));
  } finally {
    await file.close();
  }
  if (await exists(folder)) await rename(folder, aside);
  await rename(fresh, folder);
  return true;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

const head = z.object({ path: z.string(), size: z.number().int().min(0) });
const BUFFER = 1 << 20;

async function packHead(out: FileHandle, about: z.infer<typeof head>): Promise<void> {
  const text = Buffer.from(JSON.stringify(about), 'utf8');
  await out.write(Buffer.concat([number(text.length), text]));
}

async function packFile(out: FileHandle, root: string, path: string): Promise<void> {
  const file = await open(join(root, path), 'r');
  try {
    const { size } = await file.stat();
    await packHead(out, { path, size });
    await out.write(number(await pour(file, out, size)));
  } finally {
    await file.close();
  }
}

/** False at the end mark. */
async function unpackFile(file: FileHandle, root: string): Promise<boolean> {
  const about = head.parse(JSON.parse((await exactly(file, (await exactly(file, 4)).readUInt32LE())).toString('utf8')));
  if (about.path === '') return false;
  const target = join(root, about.path);
  if (about.path.endsWith('/')) {
    await mkdir(target, { recursive: true, mode: 0o700 });
    return true;
  }
  const out = await open(target, 'w', 0o600);
  try {
    const sum = await pour(file, out, about.size);
    if (sum !== (await exactly(file, 4)).readUInt32LE()) throw damaged();
  } finally {
    await out.close();
  }
  return true;
}

/** Copies so many bytes from where `from` stands; answers their check sum. */
async function pour(from: FileHandle, to: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.alloc(Math.min(size, BUFFER));
  let sum = 0;
  for (let left = size; left > 0; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(left, buffer.length));
    if (bytesRead === 0) throw damaged();
    const part = buffer.subarray(0, bytesRead);
    sum = crc32(part, sum);
    await to.write(part);
    left -= bytesRead;
  }
  return sum;
}

async function exactly(file: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length);
  if (bytesRead < length) throw damaged();
  return buffer;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function damaged(): AppError {
  return new AppError('server/copy-damaged', 'The copy of the database is damaged, and the folder in use cannot be trusted after the machine stopped. Nothing was changed. Restore the data folder from your backup.');
}

/** Folders (before what is in them) and files below, with `/`. */
async function contentsOf(root: string, at = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, at), { withFileTypes: true })) {
    const path = `${at}${entry.name}`;
    if (entry.isDirectory()) found.push(`${path}/`, ...(await contentsOf(root, `${path}/`)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
