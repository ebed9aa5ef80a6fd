import { useState } from 'react';
import { addFindings } from '#shared/edits/findings.ts';
import { findingIdOf, type TrackId } from '#shared/model/ids.ts';
import { placeMarks, type PlacedMarks } from '#shared/review/placeMarks.ts';
import { readBrought, type MarkFile } from '#shared/review/readMarks.ts';
import { AppError } from '#shared/base/errors.ts';
import type { Workbench } from '../../commands/workbench.ts';
import { currentFinding, lookAtFinding } from '../../commands/lookAtFindings.ts';
import { messageOf, type Message } from '../../i18n/i18n.ts';
import { useBench } from '../benchContext.ts';

export interface MarksFlow {
  readonly problem: Message | null;
  /** What the files hold, and how much of it is new. */
  readonly found: (PlacedMarks & { readonly fresh: number }) | null;
  readonly read: (files: readonly File[]) => Promise<void>;
  /** True when they are in. */
  readonly apply: () => boolean;
}

const LARGEST = 200_000_000;

/** Files with marks, what is in them, and only then the marks themselves. */
export function useMarks(): MarksFlow {
  const bench = useBench();
  const [problem, setProblem] = useState<Message | null>(null);
  const [found, setFound] = useState<MarksFlow['found']>(null);
  const read = async (files: readonly File[]): Promise<void> => {
    setProblem(null);
    setFound(null);
    try {
      setFound(placed(bench, await Promise.all(files.map(textOf))));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const apply = (): boolean => {
    if (found === null || !bench.deeds.commit(addFindings, { findings: found.placed }, 'import')) return false;
    const [first] = found.placed.toSorted((a, b) => a.anchor.frame - b.anchor.frame);
    if (first !== undefined) {
      bench.session.setState({ finding: findingIdOf(first.task, first) });
      lookAtFinding(bench, currentFinding(bench));
    }
    bench.screen.setState({ side: 'findings' });
    return true;
  };
  return { problem, found, read, apply };
}

async function textOf(file: File): Promise<MarkFile> {
  if (file.size > LARGEST) throw new AppError('review/too-large', `“${file.name}” is too large for a file of marks.`, { params: { name: file.name } });
  return { name: file.name, text: await file.text() };
}

function placed({ work }: Workbench, files: readonly MarkFile[]): PlacedMarks & { readonly fresh: number } {
  const { open, clip } = work.getState();
  if (open === null || clip === null || clip.facts === null) throw new AppError('review/no-clip', 'Open the clip first that the marks are of.');
  const { document } = open.editor;
  const { marks, map } = readBrought(files);
  const result = placeMarks({ marks, map, task: open.task, frames: clip.facts.frames, has: (track: TrackId) => document.track(track) !== undefined });
  const fresh = new Set(result.placed.map((draft) => findingIdOf(draft.task, draft)).filter((id) => document.get(id) === undefined));
  return { ...result, fresh: fresh.size };
}
