import type { Sink } from '../files/files.ts';
import { stemOf } from '../files/look.ts';
import { xmlLine } from '../files/xmlElements.ts';
import type { WriteInput, Work } from '../format.ts';
import type { Report } from '../report.ts';
import { attributesOf, boxAround, Classes, noteLosses, stillPictures, type Still, type StillPicture } from '../stills.ts';
import { writeNotes as notes } from './notes.ts';
import type { Counting } from './read.ts';

/** Writes `Annotations/…xml`, one for each picture, the list of them, and `labelmap.txt` as CVAT does. */
export function writeVoc(counting: Counting): (input: WriteInput, sink: Sink, work: Work) => Promise<void> {
  return async (input, sink, { report, onProgress, signal }) => {
    const classes = new Classes(input.labels, report);
    const encoder = new TextEncoder();
    const stems = new Set<string>();
    let done = 0;
    for await (const document of input.documents) {
      signal?.throwIfAborted();
      for (const picture of stillPictures(document, report)) {
        const stem = stemOf(picture.name);
        if (stems.has(stem)) report.note(notes.sameStem, picture.name);
        else await sink.write(`Annotations/${stem}.xml`, encoder.encode(pictureText(picture, { classes, counting, report })));
        stems.add(stem);
      }
      onProgress(done += 1, input.count);
    }
    await sink.write('ImageSets/Main/default.txt', encoder.encode([...stems].map((stem) => `${stem}\n`).join('')));
    await sink.write('labelmap.txt', encoder.encode(`# label:color_rgb:parts:actions\n${classes.names.map((name) => `${name}:::\n`).join('')}`));
  };
}

interface Job {
  readonly classes: Classes;
  readonly counting: Counting;
  readonly report: Report;
}

function pictureText(picture: StillPicture, job: Job): string {
  const { item, name, things } = picture;
  const size = `  <size>\n${xmlLine(2, 'width', String(item.width))}${xmlLine(2, 'height', String(item.height))}${xmlLine(2, 'depth', '3')}  </size>\n`;
  const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
  return `<annotation>\n${xmlLine(1, 'folder', folder)}${xmlLine(1, 'filename', name)}${size}${xmlLine(1, 'segmented', '0')}${things.map((still) => objectText(still, picture, job)).join('')}</annotation>\n`;
}

function objectText(still: Still, { name }: StillPicture, { classes, counting, report }: Job): string {
  const { track, keyframe } = still;
  const bounds = boxAround(still, name, report);
  if (bounds === null) return '';
  if (counting === 'pixels') report.note(notes.pixels);
  noteLosses(still, ['attributes', 'occluded', 'truncated', 'difficult'], report);
  const [first, last] = counting === 'pixels' ? [(value: number) => String(Math.floor(value + 1e-9) + 1), (value: number) => String(Math.ceil(value - 1e-9))] : [decimal, decimal];
  const mark = (is: boolean): string => (is ? '1' : '0');
  return [
    '  <object>\n', xmlLine(2, 'name', classes.nameOf(track, name)), xmlLine(2, 'pose', 'Unspecified'), xmlLine(2, 'truncated', mark(keyframe.truncated)), xmlLine(2, 'difficult', mark(track.difficult)), xmlLine(2, 'occluded', mark(keyframe.occluded)),
    '    <bndbox>\n', xmlLine(3, 'xmin', first(bounds.minX)), xmlLine(3, 'ymin', first(bounds.minY)), xmlLine(3, 'xmax', last(bounds.maxX)), xmlLine(3, 'ymax', last(bounds.maxY)), '    </bndbox>\n',
    attributesText(still, report), '  </object>\n',
  ].join('');
}

function attributesText({ track, keyframe }: Still, report: Report): string {
  const now = attributesOf(keyframe);
  if (now.length > 0) report.note(notes.perFrame, null, now.length);
  const all = new Map([...attributesOf(track), ...now]);
  if (all.size === 0) return '';
  const lines = [...all].map(([key, value]) => `      <attribute>\n${xmlLine(4, 'name', key)}${xmlLine(4, 'value', String(value))}      </attribute>\n`);
  return `    <attributes>\n${lines.join('')}    </attributes>\n`;
}

/** A thousandth of a pixel. */
function decimal(value: number): string {
  return String(Number(value.toFixed(3)));
}
