import { useEffect, useMemo, useState } from 'react';
import type { Cluster } from '#shared/flags/clusterQuestions.ts';
import { questionOf } from '#shared/flags/question.ts';
import { remainingMinutes } from '#shared/time/remainingMinutes.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { FlagLink } from '#shared/model/records.ts';
import type { FlagRow } from '../../commands/workbench.ts';
import { startFlags } from '../../workers/startFlags.ts';
import { useBench, useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';
import { inboxGroups, type InboxGroup } from './inboxRows.ts';

type Grouping = ReturnType<typeof startFlags>['client']['flags'];

/** Waiting flags in groups. While they are being grouped anew the last groups stay, and what is new stands alone. */
export function useGroups(rows: readonly FlagRow[]): readonly InboxGroup[] {
  const { clock } = useBench();
  const grouping = useGrouping();
  const document = useProjectDocument();
  const revision = useWork((work) => work.revision);
  const links = useMemo(() => linksOf({ document, revision }), [document, revision]);
  const [clusters, setClusters] = useState<readonly Cluster[]>([]);
  // As text: the records are new objects after every change of anything, and grouping is worth a change of these only.
  const asked = useMemo(() => JSON.stringify(askedOf(rows, links)), [rows, links]);
  useEffect(() => {
    if (grouping === null) return undefined;
    const stop = new AbortController();
    grouping.cluster(JSON.parse(asked) as Asked, { signal: stop.signal }).then(setClusters, () => undefined);
    return () => stop.abort();
  }, [grouping, asked]);
  const minutes = useMemo(() => (document === null || revision < 0 ? new Map<string, number>() : remainingMinutes(document.all('task'))), [document, revision]);
  return useMemo(() => inboxGroups(rows, clusters, { now: clock.now(), minutes }), [rows, clusters, clock, minutes]);
}

/** The document changes in place; its revision says when it is another one. */
function linksOf({ document }: { readonly document: ReadDocument | null; readonly revision: number }): readonly FlagLink[] {
  return document?.all('flagLink') ?? [];
}

type Asked = Parameters<Grouping['cluster']>[0];

function askedOf(rows: readonly FlagRow[], links: readonly FlagLink[]): Asked {
  const questions = rows.map(({ flag }) => questionOf(flag)).map(({ tags, size, ...rest }): Asked['questions'][number] => ({ ...rest, tags: [...tags], size: size === null ? null : [size[0], size[1]] }));
  return { questions, links: [...links].sort((x, y) => x.at - y.at).map(({ a, b, same }) => ({ a, b, same })) };
}

function useGrouping(): Grouping | null {
  const [grouping, setGrouping] = useState<Grouping | null>(null);
  useEffect(() => {
    const { client, stop } = startFlags();
    setGrouping(client.flags);
    return stop;
  }, []);
  return grouping;
}
