import { pathDistance } from '../../geometry/path.ts';
import { distance, type Point } from '../../geometry/point.ts';
import { rectOf, type Rect } from '../../geometry/rect.ts';
import { ringsBounds } from '../../geometry/polygon.ts';
import { moved } from '../../geometry/similarity.ts';
import type { SkeletonTemplate } from '../ontology.ts';
import { coordinateProblem, type Kind, type Stroke } from './kind.ts';
import type { SkeletonShape } from './shape.ts';

type Joint = SkeletonShape['joints'][number];

/**
 * Named joints with edges between them. A shape carries names and edges itself, so it stays whole when the label's
 * template changes. Handles `j:<index>`; a joint outside the view has no place on the picture and is not painted.
 */
export const skeleton: Kind<SkeletonShape> = {
  name: 'skeleton',
  space: 'image',
  drawnBy: 'drag',
  // Two corners alone make none: see `skeletonWithin`.
  fromPoints: () => null,
  problem({ joints, edges }) {
    const wrong = coordinateProblem(joints.flatMap(({ x, y }) => [x, y]));
    if (wrong !== null) return wrong;
    if (joints.every(({ state }) => state === 'outside')) return 'edit/too-few-vertices';
    if (new Set(joints.map(({ name }) => name)).size < joints.length) return 'edit/bad-skeleton';
    return edges.every(([from, to]) => from < joints.length && to < joints.length && from !== to) ? null : 'edit/bad-skeleton';
  },
  isLargeEnough(shape, scale) {
    const bounds = boundsOf(shape);
    return bounds !== null && Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) * scale >= 3;
  },
  handles: ({ joints }) => joints.flatMap(({ x, y, name, state }, index) => (state === 'outside' ? [] : [{ id: `j:${index}`, at: [x, y] as const, role: 'vertex' as const, rise: null, name }])),
  moveHandle: (shape, handle, { to }) => withJoint(shape, handle, (joint) => ({ ...joint, x: to[0], y: to[1] })),
  withoutHandle(shape, handle) {
    const without = withJoint(shape, handle, (joint) => ({ ...joint, state: 'outside' }));
    return without === shape || without.joints.every(({ state }) => state === 'outside') ? null : without;
  },
  translate: (shape, [dx, dy]) => ({ ...shape, joints: shape.joints.map((joint) => ({ ...joint, x: joint.x + dx, y: joint.y + dy })) }),
  carry: (shape, by) => ({
    ...shape, joints: shape.joints.map((joint) => {
      const [x, y] = moved(by, [joint.x, joint.y]);
      return { ...joint, x, y };
    }),
  }),
  contains: () => false,
  edgeDistance(shape, at) {
    const toJoints = shown(shape).map(({ x, y }) => distance([x, y], at));
    return Math.min(Infinity, ...toJoints, ...edgePaths(shape).map((path) => pathDistance(path, at)));
  },
  area: () => 0,
  bounds: boundsOf,
  between(a, b, t) {
    const ends = new Map(b.joints.map((joint) => [joint.name, joint]));
    return { ...a, joints: a.joints.map((joint) => jointBetween(joint, ends.get(joint.name), t)) };
  },
  strokes(shape) {
    const dots = (state: Joint['state'], form: Stroke['form']): readonly Stroke[] => {
      const coords = shape.joints.filter((joint) => joint.state === state).flatMap(({ x, y }) => [x, y]);
      return coords.length === 0 ? [] : [{ form, coords }];
    };
    return [...edgePaths(shape).map((coords): Stroke => ({ form: 'line', coords })), ...dots('visible', 'dots'), ...dots('occluded', 'hollow')];
  },
};

/** A template stretched over the box between two corners. */
export function skeletonWithin(template: SkeletonTemplate, from: Point, to: Point): SkeletonShape {
  const { minX, minY, maxX, maxY } = rectOf(from, to);
  return {
    kind: 'skeleton',
    joints: template.joints.map(({ name, x, y }) => ({ name, x: minX + x * (maxX - minX), y: minY + y * (maxY - minY), state: 'visible' })),
    edges: template.edges.map(([one, other]) => [one, other]),
  };
}

/** Whether a shape has other joints than the template by which its label is placed now. */
export function differsFrom(shape: SkeletonShape, template: SkeletonTemplate | null): boolean {
  return template === null || template.joints.length !== shape.joints.length || template.joints.some(({ name }, index) => name !== shape.joints[index]?.name);
}

/** A joint is the one of the same name. It moves only between two places where it is on the picture; how it is seen changes with the keyframe. */
function jointBetween(from: Joint, to: Joint | undefined, t: number): Joint {
  if (to === undefined || from.state === 'outside' || to.state === 'outside') return from;
  return { ...from, x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}

function shown({ joints }: SkeletonShape): readonly Joint[] {
  return joints.filter(({ state }) => state !== 'outside');
}

function boundsOf(shape: SkeletonShape): Rect | null {
  return ringsBounds([shown(shape).flatMap(({ x, y }) => [x, y])]);
}

function edgePaths({ joints, edges }: SkeletonShape): readonly (readonly number[])[] {
  return edges.flatMap(([one, other]) => {
    const [from, to] = [joints[one], joints[other]];
    const hidden = from === undefined || to === undefined || from.state === 'outside' || to.state === 'outside';
    return hidden ? [] : [[from.x, from.y, to.x, to.y]];
  });
}

function withJoint(shape: SkeletonShape, handle: string, change: (joint: Joint) => Joint): SkeletonShape {
  const at = Number(/^j:(\d+)$/.exec(handle)?.[1] ?? -1);
  return shape.joints[at] === undefined ? shape : { ...shape, joints: shape.joints.map((joint, index) => (index === at ? change(joint) : joint)) };
}
