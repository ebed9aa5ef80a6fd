import { taskStateIdOf, type TaskId } from '#shared/model/ids.ts';
import type { SharedFacts } from '#shared/reflection/shares.ts';
import { timeModelOf } from '#shared/time/remainingMinutes.ts';
import { useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';

/** What goes along with a share: the classes of the task in hand as far as they are here, and how its time compares. */
export function useSharedFacts(): SharedFacts {
  const document = useProjectDocument();
  const labels = useWork((work) => work.labels);
  const open = useWork((work) => work.open?.task ?? null);
  return {
    labelsOf: (task) => {
      if (document === null || task !== open) return [];
      const used = new Set(document.tracks().map(({ label }) => label));
      return labels.filter(({ id }) => used.has(id)).map(({ name }) => name);
    },
    residualOf: (task) => {
      const state = document?.get(taskStateIdOf(task as TaskId));
      if (document === null || state?.type !== 'task' || state.effort === null) return null;
      return timeModelOf(document.all('task')).residual({ facts: state.effort, active: state.effort.active });
    },
  };
}
