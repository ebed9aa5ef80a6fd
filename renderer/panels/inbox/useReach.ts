import { useEffect, useMemo, useState } from 'react';
import { ruleReach, saysWhen, type RuleReach, type TaskRecords } from '#shared/flags/ruleReach.ts';
import type { AppliesWhen } from '#shared/model/guideline.ts';
import type { DocumentRecord, Flag, TaskState } from '#shared/model/records.ts';
import { useBench, useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';

const NO_STATES: readonly TaskState[] = [];

/** What an answer would reach. The things of finished tasks are read only once somebody says to which it applies. */
export function useReach(when: AppliesWhen, flags: readonly Flag[]): RuleReach & { readonly reading: boolean } {
  const asked = saysWhen(when);
  const tasks = useTaskRecords(asked);
  const states = useProjectDocument()?.all('task') ?? NO_STATES;
  const reach = useMemo(() => ruleReach(when, flags, { tasks: tasks ?? [], states }), [when, flags, tasks, states]);
  return { ...reach, reading: asked && tasks === null };
}

function useTaskRecords(asked: boolean): readonly TaskRecords[] | null {
  const bench = useBench();
  const project = useWork((work) => work.project?.id ?? null);
  const [found, setFound] = useState<readonly TaskRecords[] | null>(null);
  useEffect(() => {
    if (!asked || project === null) return undefined;
    const stop = new AbortController();
    bench.workspace.streams.query({ project, types: ['track', 'keyframe'] }, { signal: stop.signal }).then((rows) => {
      const byTask = new Map<string, DocumentRecord[]>();
      for (const { stream, record } of rows) {
        const known = byTask.get(stream.slice(2));
        if (known === undefined) byTask.set(stream.slice(2), [record]);
        else known.push(record);
      }
      setFound([...byTask].map(([task, records]) => ({ task, records })));
    }, () => undefined);
    return () => stop.abort();
  }, [bench, project, asked]);
  return found;
}
