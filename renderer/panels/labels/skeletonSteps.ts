import type { SkeletonTemplate } from '#shared/model/ontology.ts';

type Edge = SkeletonTemplate['edges'][number];

/** A joint more, joined with another; the first one begins the skeleton. */
export function withJoint(template: SkeletonTemplate | null, { at: [x, y], from, name }: { readonly at: readonly [number, number]; readonly from: number; readonly name: string }): SkeletonTemplate {
  const joints = template?.joints ?? [];
  const free = freeName(name, new Set(joints.map((joint) => joint.name)));
  const edges = joints[from] === undefined ? [] : [[from, joints.length] satisfies Edge];
  return { joints: [...joints, { name: free, x, y }], edges: [...(template?.edges ?? []), ...edges] };
}

/** Without one joint and its edges; null when it was the last. */
export function withoutJoint({ joints, edges }: SkeletonTemplate, at: number): SkeletonTemplate | null {
  if (joints.length === 1) return null;
  const closed = (index: number): number => (index > at ? index - 1 : index);
  return { joints: joints.filter((_, index) => index !== at), edges: edges.filter((edge) => !edge.includes(at)).map(([a, b]) => [closed(a), closed(b)]) };
}

/** Two joints joined, or no longer. */
export function joined({ joints, edges }: SkeletonTemplate, one: number, other: number): SkeletonTemplate {
  const left = edges.filter(([a, b]) => !((a === one && b === other) || (a === other && b === one)));
  return { joints, edges: left.length < edges.length ? left : [...edges, [other, one]] };
}

/** One joint somewhere else on the board. */
export function moved({ joints, edges }: SkeletonTemplate, at: number, [x, y]: readonly [number, number]): SkeletonTemplate {
  const share = (value: number): number => Math.min(1, Math.max(0, value));
  return { joints: joints.map((joint, index) => (index === at ? { ...joint, x: share(x), y: share(y) } : joint)), edges };
}

export function renamed({ joints, edges }: SkeletonTemplate, at: number, name: string): SkeletonTemplate {
  return { joints: joints.map((joint, index) => (index === at ? { ...joint, name: name.trim() } : joint)), edges };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}
