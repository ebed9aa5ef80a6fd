import { addSpan } from '../../geometry/runs.ts';
import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { Shape, SkeletonShape } from '../../model/kinds/shape.ts';
import type { SkeletonTemplate } from '../../model/ontology.ts';
import { childrenOf, numberOf, numbersOf, type XmlNode } from '../files/xmlElements.ts';

export const SHAPES: readonly string[] = ['box', 'polygon', 'polyline', 'points', 'ellipse', 'cuboid', 'mask', 'skeleton', 'tag'];

export interface ReadShape {
  readonly shape: Shape;
  /** Not exactly what the file says. */
  readonly rough: boolean;
}

/** A shape of CVAT; null when its numbers cannot be used. */
export function readShape(node: XmlNode, template: SkeletonTemplate | null): ReadShape | null {
  if (node.name === 'cuboid') return cuboidOf(node);
  const shape = plainShape(node, template);
  return shape === null ? null : { shape, rough: false };
}

function plainShape(node: XmlNode, template: SkeletonTemplate | null): Shape | null {
  const points = coordinates(node.attributes['points']);
  switch (node.name) {
    case 'tag':
      return { kind: 'tag' };
    case 'box':
      return boxOf(node);
    case 'polygon':
      return points === null ? null : { kind: 'polygon', rings: [points] };
    case 'polyline':
      return points === null ? null : { kind: 'polyline', points };
    case 'points':
      return points === null ? null : { kind: 'points', points };
    case 'ellipse':
      return ellipseOf(node);
    case 'mask':
      return maskOf(node);
    case 'skeleton':
      return skeletonOf(node, template);
    default:
      return null;
  }
}

/** Named numbers of an element; null when one is missing. */
function numbersNamed({ attributes }: XmlNode, ...names: readonly string[]): readonly number[] | null {
  return numbersOf(names.map((name) => attributes[name]));
}

const angleOf = ({ attributes }: XmlNode): number => numberOf(attributes['rotation']) ?? 0;

function boxOf(node: XmlNode): Shape | null {
  const [left, top, right, foot] = numbersNamed(node, 'xtl', 'ytl', 'xbr', 'ybr') ?? [];
  if (left === undefined || top === undefined || right === undefined || foot === undefined) return null;
  const [x, y] = [Math.min(left, right), Math.min(top, foot)];
  return { kind: 'box', x, y, width: Math.max(left, right) - x, height: Math.max(top, foot) - y, angle: angleOf(node) };
}

function ellipseOf(node: XmlNode): Shape | null {
  const [x, y, rx, ry] = numbersNamed(node, 'cx', 'cy', 'rx', 'ry') ?? [];
  return x === undefined || y === undefined || rx === undefined || ry === undefined ? null : { kind: 'ellipse', x, y, rx: Math.abs(rx), ry: Math.abs(ry), angle: angleOf(node) };
}

/** `x,y;x,y;…` as flat numbers. */
function coordinates(text: string | undefined): number[] | null {
  const found = numbersOf((text ?? '').split(/[;,]/));
  return found !== null && found.length % 2 === 0 ? [...found] : null;
}

const MOST_PIXELS = 400_000_000;

/** Run lengths row by row inside the box, beginning outside. */
function maskOf(node: XmlNode): Shape | null {
  const [left, top, width, height] = numbersNamed(node, 'left', 'top', 'width', 'height') ?? [];
  const counts = (node.attributes['rle'] ?? '').split(',').map(Number);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return null;
  const isSound = [left, top, width, height].every(Number.isInteger) && width > 0 && height > 0 && width * height <= MOST_PIXELS && counts.every((count) => Number.isInteger(count) && count >= 0);
  if (!isSound || counts.reduce((sum, count) => sum + count, 0) !== width * height) return null;
  const columns: number[][] = Array.from({ length: width }, () => []);
  let at = 0;
  for (const [index, count] of counts.entries()) {
    if (index % 2 === 1) for (let pixel = at; pixel < at + count; pixel += 1) addSpan(columns[pixel % width] ?? [], top + Math.floor(pixel / width), top + Math.floor(pixel / width) + 1);
    at += count;
  }
  return maskOfSpans({ left, columns });
}

/** Joints in the order of the template where there is one; those that the file leaves out are not on the picture. */
function skeletonOf(node: XmlNode, template: SkeletonTemplate | null): SkeletonShape | null {
  const found = new Map<string, SkeletonShape['joints'][number]>();
  for (const joint of childrenOf(node, 'points')) {
    const [x, y] = coordinates(joint.attributes['points']) ?? [];
    const name = (joint.attributes['label'] ?? '').trim().slice(0, 40);
    if (x === undefined || y === undefined || name === '') continue;
    found.set(name, { name, x, y, state: joint.attributes['outside'] === '1' ? 'outside' : joint.attributes['occluded'] === '1' ? 'occluded' : 'visible' });
  }
  if (found.size === 0 || found.size > 200) return null;
  const isKnown = template !== null && [...found.keys()].every((name) => template.joints.some((joint) => joint.name === name));
  if (template === null || !isKnown) return { kind: 'skeleton', joints: [...found.values()], edges: [] };
  return { kind: 'skeleton', joints: template.joints.map(({ name }) => found.get(name) ?? { name, x: 0, y: 0, state: 'outside' }), edges: template.edges.map(([from, to]) => [from, to]) };
}

/** How far, in pixels, a face may be from upright before it is said. */
const OFF = 0.51;

/** Sixteen numbers: the front's left edge and right edge, then the back's right edge and left edge, each top first. */
function cuboidOf(node: XmlNode): ReadShape | null {
  const found = numbersNamed(node, ...['tl1', 'bl1', 'tr1', 'br1', 'tl2', 'bl2', 'tr2', 'br2'].flatMap((corner) => [`x${corner}`, `y${corner}`]));
  if (found === null) return null;
  const [front, back] = [faceOf(found.slice(0, 8), false), faceOf(found.slice(8), true)];
  if (front.width <= 0 || front.height <= 0) return null;
  const size = Math.hypot(back.width, back.height) / Math.hypot(front.width, front.height);
  const sameForm = Math.abs(back.width - front.width * size) <= OFF && Math.abs(back.height - front.height * size) <= OFF;
  const shape: Shape = {
    kind: 'cuboid2d', x: front.x, y: front.y, width: front.width, height: front.height, back: Math.min(20, Math.max(0.05, size)),
    dx: back.x + back.width / 2 - front.x - front.width / 2, dy: back.y + back.height / 2 - front.y - front.height / 2,
  };
  return { shape, rough: front.rough || back.rough || !sameForm };
}

function faceOf(corners: readonly number[], rightFirst: boolean): { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly rough: boolean } {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = rightFirst ? [...corners.slice(4), ...corners.slice(0, 4)] : corners;
  const [x, right, top, foot] = [(ax + bx) / 2, (cx + dx) / 2, (ay + cy) / 2, (by + dy) / 2];
  const rough = [ax - x, cx - right, ay - top, by - foot].some((off) => Math.abs(off) > OFF);
  return { x: Math.min(x, right), y: Math.min(top, foot), width: Math.abs(right - x), height: Math.abs(foot - top), rough };
}
