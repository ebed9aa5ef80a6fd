import type { SkeletonShape } from '../../model/kinds/shape.ts';
import type { SkeletonTemplate } from '../../model/ontology.ts';
import { isCoordinate, listOf, looseOf, textOf, type Loose } from '../loose.ts';

/** What a category says of its joints: their names, and edges between them by number, from 0. */
export interface CocoJoints {
  readonly names: readonly string[];
  readonly edges: readonly (readonly [number, number])[];
}

/** COCO counts joints from 1. Null for a category without any. */
export function jointsOf(category: Loose): CocoJoints | null {
  const names = (listOf(category['keypoints']) ?? []).map((name) => textOf(name)?.trim().slice(0, 40) ?? '');
  if (names.length === 0 || names.length > 200 || names.includes('')) return null;
  return { names, edges: edgesIn(category['skeleton'], names.length, 1) };
}

function edgesIn(value: unknown, count: number, first: number): readonly (readonly [number, number])[] {
  return (listOf(value) ?? []).flatMap((entry) => {
    const [from, to] = (listOf(entry) ?? []).map((end) => (typeof end === 'number' ? end - first : NaN));
    const isSound = [from, to].every((end) => end !== undefined && Number.isInteger(end) && end >= 0 && end < count) && from !== to;
    return isSound && from !== undefined && to !== undefined ? [[from, to] as const] : [];
  });
}

/** `x, y, v` for each joint: 0 not there, 1 hidden, 2 seen. Null where an annotation has none that is there. */
export function readJoints(annotation: Loose, joints: CocoJoints | null): SkeletonShape | null {
  const list = listOf(annotation['keypoints']) ?? [];
  const count = list.length / 3;
  if (!Number.isInteger(count) || count < 1 || count > 200 || !list.every(isCoordinate)) return null;
  const own = ownJoints(annotation, count) ?? (joints?.names.length === count ? joints : null);
  const shape: SkeletonShape = {
    kind: 'skeleton',
    joints: Array.from({ length: count }, (_, at) => {
      const [x = 0, y = 0, seen = 0] = list.slice(at * 3, at * 3 + 3);
      return { name: own?.names[at] ?? `joint ${at + 1}`, x, y, state: seen === 0 ? 'outside' : seen === 1 ? 'occluded' : 'visible' };
    }),
    edges: (own?.edges ?? []).map(([from, to]) => [from, to]),
  };
  return shape.joints.every(({ state }) => state === 'outside') ? null : shape;
}

/** Written by us where a skeleton is not as its category says. */
function ownJoints(annotation: Loose, count: number): CocoJoints | null {
  const own = looseOf(looseOf(annotation['sightline'])?.['joints']);
  const names = (listOf(own?.['names']) ?? []).filter((name) => typeof name === 'string' && name !== '').map((name) => String(name).slice(0, 40));
  return own === null || names.length !== count ? null : { names, edges: edgesIn(own['edges'], count, 0) };
}

/** The fields of an annotation for a skeleton. */
export function writeJoints({ joints }: SkeletonShape): { readonly keypoints: readonly number[]; readonly num_keypoints: number } {
  const keypoints = joints.flatMap(({ x, y, state }) => (state === 'outside' ? [0, 0, 0] : [x, y, state === 'occluded' ? 1 : 2]));
  return { keypoints, num_keypoints: joints.filter(({ state }) => state !== 'outside').length };
}

/** Names and edges of a skeleton that its label's template does not have; null where they are the same. */
export function ownJointsOf({ joints, edges }: SkeletonShape, template: SkeletonTemplate | null): CocoJoints | null {
  const names = joints.map(({ name }) => name);
  const same = template !== null && JSON.stringify([template.joints.map(({ name }) => name), template.edges]) === JSON.stringify([names, edges]);
  return same ? null : { names, edges };
}

/** The fields of a category for a template. */
export function categoryJoints(template: SkeletonTemplate | null): object {
  return template === null ? {} : { keypoints: template.joints.map(({ name }) => name), skeleton: template.edges.map(([from, to]) => [from + 1, to + 1]) };
}
