import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { findAnswers } from '#shared/flags/findAnswers.ts';
import { questionOf, type Question } from '#shared/flags/question.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Answer } from '#shared/model/records.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import type { FlagPanelState, FlagRow, FlagWords } from '../../commands/workbench.ts';
import { useSession, useWork } from '../benchContext.ts';
import { useDocument, useProjectDocument } from '../useDocument.ts';

/** Answers on this machine that may settle what is being asked, likeliest first. They are looked for anew with every word, behind the typing. */
export function useEarlierAnswers(panel: FlagPanelState, words: FlagWords): readonly Answer[] {
  const project = useProjectDocument();
  const flags = useWork((work) => work.flags);
  const [answers, find] = useMemo(() => {
    const all = project === null ? [] : project.all('answer');
    return [all, findAnswers(all.map(({ id, rule, flags: answered }) => ({ id, rule, questions: questionsOf(flags, answered) })))] as const;
  }, [project, flags]);
  const about = useAbout(panel);
  const asked = useDeferredValue(words);
  return useMemo(() => find({ ...about, text: asked.text, tags: asked.tags }).flatMap((id) => answers.find((answer) => answer.id === id) ?? []), [find, about, asked, answers]);
}

function questionsOf(flags: readonly FlagRow[], answered: Answer['flags']): readonly Question[] {
  return flags.filter(({ flag }) => answered.includes(flag.id)).map(({ flag }) => questionOf(flag));
}

/** What the panel points at, beside the words. The look of the crop comes when the crop is there. */
function useAbout(panel: FlagPanelState): Omit<Question, 'text' | 'tags'> {
  const document = useDocument();
  const frame = useSession((session) => session.frame);
  const [look, setLook] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    panel.crops.then((crops) => here && setLook(crops.look), () => undefined);
    return () => {
      here = false;
    };
  }, [panel.crops]);
  return useMemo(() => ({ id: '', look, ...thingOf(document, panel, frame) }), [document, panel, frame, look]);
}

function thingOf(document: ReadDocument | null, { tracks, region }: FlagPanelState, frame: number): Pick<Question, 'label' | 'size'> {
  const track = document?.all('track').find(({ id }) => id === tracks[0]);
  const shape = document === null || track === undefined ? null : shapeAt(document, track.id, frame);
  const bounds = shape === null ? null : kindOf(shape).bounds(shape);
  return { label: track?.label ?? null, size: bounds === null ? [region[2], region[3]] : [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY] };
}
