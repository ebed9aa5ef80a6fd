import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { clusterQuestions } from '#shared/flags/clusterQuestions.ts';
import type { Question } from '#shared/flags/question.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

/*
 * Questions as people ask them, sorted by hand into those that one answer settles. The fixture names no looks: crops say
 * little about what is asked, and made-up hashes would only prove themselves.
 */
const row = z.object({ cluster: z.string(), text: z.string(), tags: z.array(z.string()), label: z.string().nullable(), size: z.tuple([z.number(), z.number()]) });
const rows = z.array(row).parse(JSON.parse(readFileSync(join(repositoryRoot, 'tests', 'flags', 'questions.json'), 'utf8')));
const questions = rows.map(({ text, tags, label, size }, at): Question => ({ id: String(at), text, tags, label, size, look: null }));

/** Over all pairs: how many that were put together belong together, and how many that belong together were. */
function pairwise(found: readonly (readonly string[])[]): { readonly precision: number; readonly recall: number; readonly f1: number } {
  const groupOf = new Map(found.flatMap((members, group) => members.map((id) => [id, group] as const)));
  let [both, together, belonging] = [0, 0, 0];
  for (let a = 0; a < rows.length; a += 1) {
    for (let b = a + 1; b < rows.length; b += 1) {
      const isTogether = groupOf.get(String(a)) === groupOf.get(String(b));
      const belongs = rows[a]?.cluster === rows[b]?.cluster;
      together += Number(isTogether);
      belonging += Number(belongs);
      both += Number(isTogether && belongs);
    }
  }
  const [precision, recall] = [both / together, both / belonging];
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

it('puts questions together as people did: pairwise F1 of 0.75 and more over 150 flags', () => {
  expect(rows.length).toBeGreaterThanOrEqual(150);
  const quality = pairwise(clusterQuestions(questions, []).map(({ members }) => members));
  expect(quality.f1, JSON.stringify(quality)).toBeGreaterThanOrEqual(0.75);
});
