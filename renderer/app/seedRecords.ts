import * as z from 'zod';
import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import { derivedId } from '#shared/base/id.ts';
import type { LabelId, ProjectId } from '#shared/model/ids.ts';
import { attribute, kindName } from '#shared/model/ontology.ts';
import { flagKind, type DocumentRecord, type LabelRecord, type ProjectRecord } from '#shared/model/records.ts';

const label = z.object({ name: z.string().min(1).max(80), color: z.string().regex(/^#[0-9a-f]{6}$/i), kinds: z.array(kindName), attributes: z.array(attribute) });
const tag = z.object({ name: z.string().min(1).max(80), kind: flagKind });

/** First contents of a project's stream. Ids derive from the project, so that two first starts on one folder meet in the same labels. */
export function seedRecords(project: ProjectInfo): readonly DocumentRecord[] {
  const id = project.id as ProjectId;
  const own: ProjectRecord = { id, type: 'project', name: project.name, description: project.seed.description, tags: project.seed.tags.map((one) => tag.parse(one)), relations: [] };
  const labels = project.seed.labels.map((one, order): LabelRecord => {
    const parsed = label.parse(one);
    return { id: derivedId(id, `label:${parsed.name}`) as LabelId, type: 'label', skeleton: null, order, ...parsed };
  });
  return [own, ...labels];
}
