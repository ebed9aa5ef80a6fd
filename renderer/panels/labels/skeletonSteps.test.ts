import fc from 'fast-check';
import { expect, it } from 'vitest';
import { skeletonTemplate, type SkeletonTemplate } from '#shared/model/ontology.ts';
import { personTemplate } from '#shared/model/personTemplate.ts';
import { joined, moved, renamed, withJoint, withoutJoint } from './skeletonSteps.ts';

it('stays a template whatever is done to it', () => {
  const step = fc.record({ deed: fc.nat(3), at: fc.nat(30), other: fc.nat(30), x: fc.double({ min: -1, max: 2, noNaN: true }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    let template: SkeletonTemplate | null = personTemplate;
    for (const { deed, at, other, x } of steps) {
      const count: number = template?.joints.length ?? 0;
      if (template === null || deed === 0) template = withJoint(template, { at: [0.2, 0.3], from: at % Math.max(1, count), name: 'joint' });
      else if (deed === 1) template = withoutJoint(template, at % count);
      else if (deed === 2 && at % count !== other % count) template = joined(template, at % count, other % count);
      else template = moved(template, at % count, [x, x]);
      if (template !== null) expect(skeletonTemplate.safeParse(template).success).toBe(true);
    }
  }));
});

it('a joint taken out takes its edges along, and the others keep theirs', () => {
  const names = (template: SkeletonTemplate | null): string[] => (template?.edges ?? []).map((edge) => edge.map((at) => template?.joints[at]?.name).join('-'));
  const without = withoutJoint(personTemplate, 0);
  expect(names(without)).toEqual(names(personTemplate).filter((edge) => !edge.includes('nose')));
});

it('joining twice leaves it as it was', () => expect(joined(joined(personTemplate, 0, 16), 16, 0)).toEqual(personTemplate));
it('the last joint taken out takes the skeleton away', () => expect(withoutJoint({ joints: [{ name: 'a', x: 0, y: 0 }], edges: [] }, 0)).toBeNull());
it('trims a name', () => expect(renamed(personTemplate, 0, ' tip ').joints[0]?.name).toBe('tip'));
