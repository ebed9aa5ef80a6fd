import { sameJson } from '../base/json.ts';
import type { LabelId } from '../model/ids.ts';
import { skeletonTemplate, type SkeletonTemplate } from '../model/ontology.ts';
import { edit, refused } from './edit.ts';
import { labelOf } from './labelRules.ts';

/** The skeleton that is placed for a label from now on; null takes it away. What is placed already keeps its own joints. */
export const setSkeleton = edit<{ readonly label: LabelId; readonly skeleton: SkeletonTemplate | null }>('label.setSkeleton', (document, { label, skeleton }) => {
  const record = labelOf(document, label);
  if (record === undefined) return refused('edit/gone');
  if (skeleton !== null && !skeletonTemplate.safeParse(skeleton).success) return refused('edit/bad-skeleton');
  if (sameJson(record.skeleton, skeleton)) return [];
  const allowed = skeleton === null || record.kinds.length === 0 || record.kinds.includes('skeleton');
  return [{ op: 'patch', id: label, set: { skeleton, ...(allowed ? {} : { kinds: [...record.kinds, 'skeleton'] }) } }];
});
