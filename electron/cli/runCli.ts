import { basename, dirname, resolve } from 'node:path';
import { errorCode, errorSentence } from '#shared/base/errors.ts';
import { uuidMaker } from '#shared/base/id.ts';
import type { Clock, Random } from '#shared/base/ports.ts';
import type { Sink } from '#shared/formats/files/files.ts';
import type { Format } from '#shared/formats/format.ts';
import { formats } from '#shared/formats/registry.ts';
import type { Machine } from '../services/machine.ts';
import { cliMachine } from './cliMachine.ts';
import { progressTo, sayOutcome, type Console, type Outcome } from './console.ts';
import { convert } from './convert.ts';
import { exportProject } from './exportProject.ts';
import { folderSource } from './folderSource.ts';
import { importInto } from './importInto.ts';
import { openProject, type CliProject } from './openProject.ts';
import { readArguments, type Order } from './readArguments.ts';
import { reviewProject } from './reviewProject.ts';
import { sizeBeside } from './sizeBeside.ts';
import { usage } from './usage.ts';
import { checkOut, nowhere, openOut } from './writeOut.ts';

/** What a command needs of the world. */
export interface CliWorld {
  readonly console: Console;
  readonly cwd: string;
  /** Where the profile is unless told otherwise. */
  readonly profile: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Starts a process that decodes clips. */
  readonly launchDecoder: Machine['launchDecoder'];
  readonly signal: AbortSignal;
}

type Job<V extends Order['verb']> = Extract<Order, { verb: V }>;

/** Runs one command; answers the exit code. Never throws. */
export async function runCli(argv: readonly string[], world: CliWorld): Promise<number> {
  try {
    await obey(readArguments(argv), world);
    return 0;
  } catch (error) {
    world.console.err(world.signal.aborted ? 'Stopped. Nothing was changed.\n' : `${errorSentence(error)}\n`);
    return errorCode(error) === 'cli/arguments' ? 2 : 1;
  }
}

async function obey(order: Order, world: CliWorld): Promise<void> {
  switch (order.verb) {
    case 'help':
      return world.console.out(usage());
    case 'formats':
      return listFormats(order, world);
    case 'export':
      return sayOutcome(world.console, await runExport(order, world), order.json);
    case 'import':
      return sayOutcome(world.console, await runImport(order, world), order.json);
    case 'review':
      return sayOutcome(world.console, await runReview(order, world), order.json);
    case 'convert':
      return sayOutcome(world.console, await runConvert(order, world), order.json);
  }
}

function listFormats({ json }: Job<'formats'>, { console }: CliWorld): void {
  const list = formats.map(({ id, title, read, write }) => ({ id, title, reads: read !== null, writes: write !== null }));
  if (json) return console.out(`${JSON.stringify(list, null, 2)}\n`);
  for (const { id, title, reads, writes } of list) console.out(`${id.padEnd(16)} ${[reads ? 'in' : '', writes ? 'out' : ''].filter(Boolean).join(', ').padEnd(8)} ${title}\n`);
}

async function runExport(order: Job<'export'>, world: CliWorld): Promise<Outcome> {
  return writing(order, world, async (sink) => withProject(order, world, async (project) => {
    const onProgress = progressTo(world.console, 'Pictures');
    const { report, pictures } = await exportProject(project, { format: order.format, sink, now: world.clock.now(), onProgress, signal: world.signal });
    return { counts: { pictures }, report: report.lines() };
  }));
}

/** Does a job that writes; what it wrote is put in its place only when it came to its end. */
async function writing({ out: path, format, replace, preview }: Writing, world: CliWorld, job: (sink: Sink) => Promise<Omit<Outcome, 'sentence'>>): Promise<Outcome> {
  const place = resolve(world.cwd, path);
  if (!preview) await checkOut(place, { format, replace });
  const out = preview ? nowhere : await openOut(place, { format, replace, now: world.clock.now() });
  try {
    const done = await job(out.sink);
    world.signal.throwIfAborted();
    await out.finish();
    return { ...done, sentence: preview ? 'Nothing was written.' : `“${basename(place)}” was written.` };
  } catch (error) {
    await out.discard();
    throw error;
  }
}

interface Writing {
  readonly out: string;
  readonly format: Format;
  readonly replace: boolean;
  readonly preview: boolean;
}

async function runImport(order: Job<'import'>, world: CliWorld): Promise<Outcome> {
  const { source } = await folderSource(resolve(world.cwd, order.input));
  return withProject(order, world, async (project) => {
    const say = { pictures: progressTo(world.console, 'Pictures'), labels: progressTo(world.console, 'Labels') };
    const { report, things, pictures, labels } = await importInto(project, {
      format: order.format, source, newId: uuidMaker(world.clock, world.random), now: world.clock.now(), preview: order.preview, signal: world.signal,
      onProgress: (what, done, total) => say[what](done, total),
    });
    const sentence = order.preview ? 'Nothing was changed.' : `${things} things were added to ${pictures} pictures of “${project.file.name}”. They show when it is opened next.`;
    return { sentence, counts: { things, pictures, labels }, report: report.lines() };
  });
}

async function runReview(order: Job<'review'>, world: CliWorld): Promise<Outcome> {
  const out = resolve(world.cwd, order.out);
  const onProgress = progressTo(world.console, 'Frames');
  return withProject(order, world, async (project) => {
    const { written, parts, frames } = await reviewProject(project, { ...order, grant: 'out', name: basename(out), newId: uuidMaker(world.clock, world.random), onProgress, signal: world.signal });
    return { sentence: `“${written.join('”, “')}” were written.`, counts: { parts, frames }, report: [] };
  });
}

async function runConvert(order: Job<'convert'>, world: CliWorld): Promise<Outcome> {
  const { source, folder } = await folderSource(resolve(world.cwd, order.input));
  return writing({ ...order, format: order.to }, world, async (sink) => {
    const say = { read: progressTo(world.console, 'Read'), written: progressTo(world.console, 'Written') };
    const { report, pictures, things } = await convert({
      from: order.from, to: order.to, source, sink, sizeOf: sizeBeside(folder, source), newId: uuidMaker(world.clock, world.random),
      now: world.clock.now(), onProgress: (what, done, total) => say[what](done, total), signal: world.signal,
    });
    return { counts: { pictures, things }, report: report.lines() };
  });
}

async function withProject<T>(order: Job<'export' | 'import' | 'review'>, world: CliWorld, work: (project: CliProject) => Promise<T>): Promise<T> {
  const { project, profile } = order;
  const machine = cliMachine({ ...world, profile: profile === null ? world.profile : resolve(world.cwd, profile), out: order.verb === 'review' ? dirname(resolve(world.cwd, order.out)) : null });
  const opened = await openProject(resolve(world.cwd, project), machine);
  try {
    return await work(opened);
  } finally {
    await opened.services.close();
  }
}
