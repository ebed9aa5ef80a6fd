import { spansOfRings } from '../../geometry/spans.ts';
import { ringsBounds } from '../../geometry/polygon.ts';
import { cuboidCorners } from '../../model/kinds/cuboid2d.ts';
import { maskOfSpans, spansOfMask } from '../../model/kinds/maskRuns.ts';
import type { MaskShape, PolygonShape, Shape } from '../../model/kinds/shape.ts';
import { xmlAttributes } from '../files/xmlElements.ts';
import type { Report } from '../report.ts';
import { writeNotes as notes } from './notes.ts';

/** An element of CVAT: its name, its numbers, and the joints inside it. */
export interface CvatShape {
  readonly element: string;
  readonly places: readonly (readonly [name: string, value: string])[];
  readonly joints: readonly (readonly (readonly [name: string, value: string])[])[];
}

const two = (value: number): string => value.toFixed(2).replace(/^-(0\.00)$/, '$1');
const pointsOf = (coords: readonly number[]): string => Array.from({ length: coords.length >> 1 }, (_, index) => `${two(coords[index * 2] ?? 0)},${two(coords[index * 2 + 1] ?? 0)}`).join(';');
const plain = (element: string, places: CvatShape['places']): CvatShape => ({ element, places, joints: [] });

/** `null` when CVAT cannot say it; the report has a line. */
export function writeShape(shape: Shape, report: Report): CvatShape | null {
  report.note(notes.decimals);
  switch (shape.kind) {
    case 'tag':
      return plain('tag', []);
    case 'box': {
      const { x, y, width, height, angle } = shape;
      return plain('box', [['xtl', two(x)], ['ytl', two(y)], ['xbr', two(x + width)], ['ybr', two(y + height)], ...rotation(angle)]);
    }
    case 'polygon':
      return polygonOf(shape, report);
    case 'polyline':
    case 'points':
      return plain(shape.kind, [['points', pointsOf(shape.points)]]);
    case 'ellipse': {
      const { x, y, rx, ry, angle } = shape;
      return plain('ellipse', [['cx', two(x)], ['cy', two(y)], ['rx', two(rx)], ['ry', two(ry)], ...rotation(angle)]);
    }
    case 'mask':
      return maskElement(shape);
    case 'cuboid2d':
      return cuboidElement(cuboidCorners(shape));
    case 'skeleton':
      return { element: 'skeleton', places: [], joints: shape.joints.map(({ name, x, y, state }) => [['label', name], ['source', 'manual'], ['outside', state === 'outside' ? '1' : '0'], ['occluded', state === 'occluded' ? '1' : '0'], ['points', pointsOf([x, y])]]) };
    case 'cuboid':
      report.note(notes.space);
      return null;
  }
}

/** CVAT turns clockwise too, and counts from 0 to 360. */
function rotation(angle: number): CvatShape['places'] {
  const turned = ((angle % 360) + 360) % 360;
  return turned === 0 ? [] : [['rotation', two(turned)]];
}

function polygonOf({ rings }: PolygonShape, report: Report): CvatShape | null {
  const [first] = rings;
  if (rings.length === 1 && first !== undefined) return plain('polygon', [['points', pointsOf(first)]]);
  const bounds = ringsBounds(rings);
  const spans = bounds === null ? null : spansOfRings(rings, { minX: Math.floor(bounds.minX), minY: Math.floor(bounds.minY), maxX: Math.ceil(bounds.maxX), maxY: Math.ceil(bounds.maxY) });
  const mask = spans === null ? null : maskOfSpans(spans);
  report.note(mask === null ? notes.empty : notes.rings);
  return mask === null ? null : maskElement(mask);
}

/** Row by row inside the box, beginning outside. */
function maskElement(mask: MaskShape): CvatShape {
  const { left, columns } = spansOfMask(mask);
  const inside = new Uint8Array(mask.width * mask.height);
  for (const [index, column] of columns.entries()) {
    for (let at = 0; at < column.length; at += 2) for (let row = column[at] ?? 0; row < (column[at + 1] ?? 0); row += 1) inside[(row - mask.y) * mask.width + index + left - mask.x] = 1;
  }
  const counts: number[] = [];
  let [last, length] = [0, 0];
  for (const pixel of inside) {
    if (pixel !== last) {
      counts.push(length);
      [last, length] = [pixel, 0];
    }
    length += 1;
  }
  counts.push(length);
  return plain('mask', [['rle', counts.join(', ')], ['left', String(mask.x)], ['top', String(mask.y)], ['width', String(mask.width)], ['height', String(mask.height)]]);
}

/** The front's left edge and right edge, then the back's right edge and left edge, each top first; the corners come around each face. */
function cuboidElement(corners: readonly (readonly [number, number])[]): CvatShape {
  const order = [['tl1', 0], ['bl1', 3], ['tr1', 1], ['br1', 2], ['tl2', 5], ['bl2', 6], ['tr2', 4], ['br2', 7]] as const;
  return plain('cuboid', order.flatMap(([name, at]) => [[`x${name}`, two(corners[at]?.[0] ?? 0)], [`y${name}`, two(corners[at]?.[1] ?? 0)]] as const));
}

/** The element as text; `head` comes before its numbers, `tail` after, `inside` between its tags. */
export function elementText({ element, places, joints }: CvatShape, { head, tail, inside }: { readonly head: readonly (readonly [string, string | null])[]; readonly tail: readonly (readonly [string, string | null])[]; readonly inside: string }): string {
  const drawn = joints.map((joint) => `      <points${xmlAttributes(joint)}>\n      </points>\n`).join('');
  return `    <${element}${xmlAttributes([...head, ...places, ...tail])}>\n${drawn}${inside}    </${element}>\n`;
}
