import type { Uuid } from '../base/id.ts';
import { shareIdOf, type Reflection, type Share } from '../model/privateRecords.ts';

/** What was hard to look at leaves the machine in no form; it is for the person and for help. */
export const NEVER_SHARED = 'look';
export const WHY_TAGS = ['unclear_picture', 'unclear_rule', 'unusual', 'crowded', 'occluded', 'sensor', 'prelabel', 'tool', 'pressure', NEVER_SHARED, 'other'] as const;

export type Sharing = 'named' | 'unnamed' | 'private';

/** What may be shared of a look back, item by item, exactly as it would leave. */
export interface Shareable {
  readonly key: string;
  readonly share: Omit<Share, 'id' | 'type' | 'name' | 'sharedAt'>;
}

/** Classes of a task, and how much longer than expected it took. */
export interface SharedFacts {
  labelsOf(task: string): readonly string[];
  residualOf(task: string): number | null;
}

/** The items of a look back that have something to say. */
export function shareables({ week, cards, highlight, insight }: Reflection, facts: SharedFacts): readonly Shareable[] {
  const words = (what: 'highlight' | 'insight', text: string): readonly Shareable[] => (text.trim() === '' ? [] : [{ key: what, share: { week, what, labels: [], effort: null, residual: null, tags: [], text: text.trim() } }]);
  return [
    ...cards.filter(({ effort }) => effort !== null).map(({ task, effort, tags, comment }): Shareable => ({
      key: task,
      share: { week, what: 'card', labels: [...facts.labelsOf(task)], effort, residual: facts.residualOf(task), tags: tags.filter((tag) => tag !== NEVER_SHARED), text: comment.trim() },
    })),
    ...words('highlight', highlight), ...words('insight', insight),
  ];
}

/** The records that leave. What stays private makes none. */
export function sharesOf(reflected: Uuid, items: readonly Shareable[], choice: { readonly of: (key: string) => Sharing; readonly name: string | null; readonly now: number }): readonly Share[] {
  return items.flatMap(({ key, share }): Share[] => {
    const sharing = choice.of(key);
    if (sharing === 'private') return [];
    return [{ ...share, id: shareIdOf(reflected, key), type: 'share', name: sharing === 'named' ? choice.name : null, sharedAt: choice.now }];
  });
}
