import type { Source } from '../files/files.ts';
import { isPicture, type Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess, type Imported, type ImportTarget, type Work } from '../format.ts';
import { ImportLabels } from '../importLabels.ts';
import { NOT_HERE, Page, type Reading } from '../page.ts';
import { readNotes as notes } from './notes.ts';

/** A picture lies in the folder of its class: `train/cat/a.jpg`. Read only: pictures are not copied when labels are written. */
export const yoloClassify: Format = { id: 'yolo-classify', title: 'YOLO classification (folders of pictures)', fileName: '', writes: 'files', sniff, read, write: null };

const FOLDERS: Guess = { likelihood: 0.6, code: 'yolo/folders', sentence: 'Pictures lie in folders below train, val or test, as classes do.' };
const SPLIT = /(^|\/)(train|val|valid|test)\/([^/]+)\/[^/]+$/i;

function sniff(look: Look): Promise<Guess> {
  const classes = new Set(look.source.names.filter(isPicture).map(classOf).filter((name) => name !== null && !/^(images|labels)$/i.test(name)));
  return Promise.resolve(classes.size >= 2 && look.named('txt', 'json', 'xml', 'csv').length === 0 ? FOLDERS : NO_GUESS);
}

function classOf(name: string): string | null {
  return SPLIT.exec(name)?.[3] ?? null;
}

async function* read(source: Source, target: ImportTarget, { report, onProgress, signal }: Work): AsyncGenerator<Imported> {
  const reading: Reading = { target, report, labels: new ImportLabels(target, report) };
  const pictures = source.names.filter(isPicture);
  for (const [index, name] of pictures.entries()) {
    signal?.throwIfAborted();
    const kind = classOf(name);
    const item = kind === null ? null : target.findItem(name, null);
    if (kind === null) report.note(notes.noClass, name);
    else if (item === null) report.note(NOT_HERE, name);
    else {
      const page = new Page(item, null, reading);
      page.add({ shape: { kind: 'tag' }, label: reading.labels.named(kind) });
      yield* page.imported();
    }
    onProgress(index + 1, pictures.length);
  }
}
