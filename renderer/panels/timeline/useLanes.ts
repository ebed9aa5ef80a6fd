import { useMemo } from 'react';
import { chaptersOf, deletedStretches } from '#shared/edits/stretches.ts';
import type { CameraPath } from '#shared/model/camera.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Frames } from '../../session/motion.ts';
import { useWork } from '../benchContext.ts';
import type { Band, Lane } from './paintTimeline.ts';

/** What a document says about time, as the timeline shows it. */
export interface TimeContents {
  readonly lanes: readonly Lane[];
  readonly chapters: readonly Band[];
  readonly deleted: readonly Frames[];
  readonly flagged: readonly Frames[];
  readonly camera: CameraPath | null;
  /** Frames on which something was found that nobody has judged yet. */
  readonly found: readonly number[];
}

const NOTHING: TimeContents = { lanes: [], chapters: [], deleted: [], flagged: [], camera: null, found: [] };
const NO_LABEL = '#9aa3b2';

/** Read once per change of the document. Things are in the order in which they first appear. */
export function useTimeContents(): TimeContents {
  const revision = useWork((work) => work.revision);
  const document = useWork((work) => work.open?.editor.document ?? null);
  const task = useWork((work) => work.open?.task ?? null);
  const fileChapters = useWork((work) => work.clip?.facts?.chapters ?? null);
  const flags = useWork((work) => work.flags);
  // The document changes in place; its revision says when it is another one.
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  const contents = useMemo(() => (now.document === null ? NOTHING : readContents(now.document)), [now]);
  return useMemo(() => ({
    ...contents,
    chapters: [...contents.chapters, ...(fileChapters ?? [])].toSorted((a, b) => a.from - b.from),
    flagged: flags.flatMap(({ flag }) => (flag.task === task ? [{ from: flag.anchor.frame, to: flag.anchor.until ?? flag.anchor.frame }] : [])),
  }), [contents, fileChapters, flags, task]);
}

function readContents(document: ReadDocument): TimeContents {
  const offered = new Map<TrackId, number[]>();
  for (const { of, verdict, frame } of document.all('proposal')) if (of !== null && verdict === null) offered.set(of, [...(offered.get(of) ?? []), frame]);
  const lanes = document.tracks().map((track): Lane => {
    const label = track.label === null ? undefined : document.get(track.label);
    return { track, keys: document.keyframesOf(track.id), offered: offered.get(track.id) ?? [], color: label?.type === 'label' ? label.color : NO_LABEL };
  });
  const first = ({ keys }: Lane): number => keys[0]?.frame ?? 0;
  return { lanes: lanes.toSorted((a, b) => first(a) - first(b) || a.track.z - b.track.z), chapters: chaptersOf(document), deleted: deletedStretches(document), flagged: [], camera: document.camera()?.path ?? null, found: document.all('finding').filter(({ verdict }) => verdict === null).map(({ anchor }) => anchor.frame) };
}
