import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REVIEW_ENDINGS, type ReviewCodec, type ReviewOrder } from '#shared/bridge/reviewContract.ts';
import type { FolderGrant } from '#shared/bridge/hostContract.ts';
import { numberedTracks, partsOf, recordsDrawn, type NumberedTrack, type ReviewContent } from '#shared/review/composeReview.ts';
import { lengthOf, type PlannedSpan } from '#shared/review/planReview.ts';
import type { OpenTask, Workbench } from '../../commands/workbench.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { useBench, useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { useClip } from '../timeline/useClip.ts';
import { reasonText, wordsOfPlayer } from './reviewWords.ts';

/** What a person can choose. */
export interface ReviewChoice {
  readonly content: ReviewContent;
  readonly onlyChosen: boolean;
  readonly mostSeconds: number;
  readonly codec: ReviewCodec;
  readonly height: number | null;
  readonly name: string;
}

export interface ReviewFlow {
  readonly choice: ReviewChoice;
  readonly set: (change: Partial<ReviewChoice>) => void;
  readonly codecs: readonly ReviewCodec[];
  readonly parts: readonly PlannedSpan[];
  readonly things: readonly NumberedTrack[];
  readonly frames: number;
  readonly seconds: number;
  readonly chosen: number;
  readonly folder: FolderGrant | null;
  readonly taken: boolean;
  readonly pick: () => Promise<void>;
  /** True when it has begun. */
  readonly start: (replace: boolean) => boolean;
}

/** Which parts of the clip would go into a review clip, and the way to have it made. */
export function useReview(): ReviewFlow {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const document = useDocument();
  const chosen = useSession((session) => session.selection);
  const range = useSession((session) => session.range);
  const open = bench.work.getState().open;
  const [choice, setChoice] = useState<ReviewChoice>({ content: 'risky', onlyChosen: false, mostSeconds: 120, codec: 'vp9', height: null, name: nameFor(open) });
  const [folder, setFolder] = useState<FolderGrant | null>(null);
  const codecs = useCodecs(bench);
  const facts = clip?.facts ?? null;
  const { content, onlyChosen, mostSeconds } = choice;
  const parts = useMemo(() => (document === null || open === null || facts === null ? [] : partsOf({ document, task: open.task, frames: facts.frames, rate: facts.rate, content, chosen, range, onlyChosen, mostSeconds })), [document, open, facts, content, chosen, range, onlyChosen, mostSeconds]);
  const things = useMemo(() => (document === null ? [] : numberedTracks({ document, chosen, onlyChosen })), [document, chosen, onlyChosen]);
  const taken = useTaken(bench, { folder, file: `${choice.name}${REVIEW_ENDINGS[choice.codec]}` });
  const frames = lengthOf(parts);
  const start = (replace: boolean): boolean => {
    if (open === null || document === null || facts === null || folder === null) return false;
    const named = new Map(things.map((thing) => [thing.track, thing]));
    const order: ReviewOrder = {
      review: bench.newId(), task: open.task, codec: choice.codec, height: choice.height,
      spans: parts.map(({ from, to, moments }) => {
        const reasons = moments.map((moment) => ({ why: moment.why, frame: moment.frame, tracks: [...moment.tracks], text: reasonText(moment, things) }));
        return { from, to, title: reasons.map(({ text }) => text).join(' · ').slice(0, 500), reasons: reasons.slice(0, 500) };
      }),
      objects: [...things], records: [...recordsDrawn(document, new Set(named.keys()))],
      words: { frame: t('player.frame'), cut: t('player.part') }, player: wordsOfPlayer(open.item.name),
    };
    void bench.deeds.makeReview({ project: bench.work.getState().project?.id ?? '', item: open.item.id, tag: facts.tag, order, folder, name: choice.name, replace });
    return true;
  };
  return {
    choice, codecs, parts, things, frames, folder, taken, start, chosen: chosen.size,
    seconds: facts === null || facts.rate === 0 ? 0 : frames / facts.rate,
    set: (change) => setChoice((old) => ({ ...old, ...change })),
    pick: async () => setFolder((await bench.deeds.pickFolder()) ?? folder),
  };
}

function nameFor(open: OpenTask | null): string {
  const file = open?.item.name.split('/').at(-1) ?? '';
  return `${file.replace(/\.[^.]+$/, '')}-review`;
}

/** The codecs this computer can write; until it has said so, the one that is always there. */
function useCodecs(bench: Workbench): readonly ReviewCodec[] {
  const [codecs, setCodecs] = useState<readonly ReviewCodec[]>(['vp9']);
  useEffect(() => {
    bench.host.video.reviewCodecs({}).then((found) => setCodecs(found.codecs), (error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
  }, [bench]);
  return codecs;
}

/** Whether a file of that name is there already. */
function useTaken(bench: Workbench, { folder, file }: { readonly folder: FolderGrant | null; readonly file: string }): boolean {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (folder === null) return;
    bench.host.files.list({ grant: folder.grant, path: '' }).then((entries) => setNames(new Set(entries.map(({ name }) => name))), (error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
  }, [bench, folder]);
  return names.has(file);
}
