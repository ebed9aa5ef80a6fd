import type { LabelRecord } from '../../model/records.ts';
import type { Attribute, SkeletonTemplate } from '../../model/ontology.ts';
import { childOf, childrenOf, numberOf, textIn, xmlLine, type XmlNode } from '../files/xmlElements.ts';
import type { Size } from '../format.ts';
import type { ImportLabels } from '../importLabels.ts';
import { sizeOf } from '../loose.ts';
import { inOrder, NO_LABEL } from '../stills.ts';

/** A task of the file, as far as tracks need it: the clip it is about. */
export interface CvatTask {
  readonly id: string;
  readonly name: string;
  readonly size: Size | null;
}

/** What the head of a CVAT file tells. Its labels are made on the way. */
export function readMeta(meta: XmlNode, labels: ImportLabels): readonly CvatTask[] {
  const root = ['task', 'project', 'job'].map((name) => childOf(meta, name)).find((node) => node !== undefined);
  for (const label of childrenOf(childOf(root, 'labels'), 'label')) {
    // Joints of skeletons are listed as labels of their own, under the name of their parent.
    if (textIn(label, 'parent') === '' && textIn(label, 'name') !== '') labels.named(textIn(label, 'name'), labelOf(label));
  }
  const tasks = childrenOf(childOf(root, 'tasks'), 'task');
  return (tasks.length > 0 ? tasks : root === undefined ? [] : [root]).map((task) => taskOf(task, meta));
}

function taskOf(task: XmlNode, meta: XmlNode): CvatTask {
  const place = childOf(task, 'original_size') ?? childOf(meta, 'original_size');
  return {
    id: textIn(task, 'id'), name: textIn(task, 'source') || textIn(meta, 'source') || textIn(task, 'name'),
    size: sizeOf(numberOf(textIn(place, 'width')), numberOf(textIn(place, 'height'))),
  };
}

/** As a label of ours; what in it is not sound costs the whole of it, and the label is a plain one then. */
function labelOf(label: XmlNode): Readonly<Record<string, unknown>> {
  const color = textIn(label, 'color');
  return {
    color: /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : '#808080', kinds: [], skeleton: templateOf(textIn(label, 'svg')),
    attributes: childrenOf(childOf(label, 'attributes'), 'attribute').map(attributeOf),
  };
}

function attributeOf(node: XmlNode): Attribute {
  const name = textIn(node, 'name');
  const given = textIn(node, 'input_type');
  const input = (['select', 'radio', 'checkbox', 'number', 'text'] as const).find((one) => one === given) ?? 'text';
  const values = (childOf(node, 'values')?.text ?? '').split('\n').map((value) => value.trim()).filter((value) => value !== '');
  const fallback = textIn(node, 'default_value');
  const [min = null, max = null] = input === 'number' ? values.slice(0, 2).map((value) => numberOf(value)) : [];
  return {
    key: keyOf(name), name, input, values: input === 'select' || input === 'radio' ? values : [], min, max,
    fallback: fallback === '' ? null : input === 'checkbox' ? fallback === 'true' : input === 'number' ? numberOf(fallback) : fallback,
    perFrame: textIn(node, 'mutable').toLowerCase() === 'true', required: false,
  };
}

function keyOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_').slice(0, 40);
  return plain === '' ? '_' : plain;
}

const attributeIn = (tag: string, name: string): string | null => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;

/** CVAT draws the template of a skeleton: circles are joints, in percent, and lines join them by their numbers. */
function templateOf(svg: string): SkeletonTemplate | null {
  const circles = [...svg.matchAll(/<circle\b[^>]*>/g)].map(([tag]) => tag);
  const lines = [...svg.matchAll(/<line\b[^>]*>/g)].map(([tag]) => tag);
  const nodes = circles.map((tag) => attributeIn(tag, 'data-node-id') ?? attributeIn(tag, 'data-element-id') ?? '');
  const share = (tag: string, name: string): number => Math.min(1, Math.max(0, (Number(attributeIn(tag, name)) || 0) / 100));
  if (circles.length === 0) return null;
  return {
    joints: circles.map((tag, index) => ({ name: attributeIn(tag, 'data-label-name') ?? nodes[index] ?? '', x: share(tag, 'cx'), y: share(tag, 'cy') })),
    edges: lines.flatMap((tag): [number, number][] => {
      const [from, to] = [nodes.indexOf(attributeIn(tag, 'data-node-from') ?? ' '), nodes.indexOf(attributeIn(tag, 'data-node-to') ?? ' ')];
      return from < 0 || to < 0 || from === to ? [] : [[from, to]];
    }),
  };
}

/** The labels as CVAT's head lists them. */
export function labelLines(labels: readonly LabelRecord[], needsNoLabel: boolean): string {
  const lines = inOrder(labels).flatMap((label) => [oneLabel(label), ...(label.skeleton?.joints ?? []).map(({ name }) => `        <label>\n${xmlLine(5, 'name', name)}${xmlLine(5, 'type', 'points')}          <attributes>\n          </attributes>\n${xmlLine(5, 'parent', label.name)}        </label>\n`)]);
  const none = needsNoLabel ? [`        <label>\n${xmlLine(5, 'name', NO_LABEL)}          <attributes>\n          </attributes>\n        </label>\n`] : [];
  return `      <labels>\n${[...lines, ...none].join('')}      </labels>\n`;
}

const TYPES: Readonly<Record<string, string>> = { box: 'rectangle', polygon: 'polygon', polyline: 'polyline', points: 'points', ellipse: 'ellipse', cuboid2d: 'cuboid', mask: 'mask', tag: 'tag' };

function oneLabel({ name, color, kinds, attributes, skeleton }: LabelRecord): string {
  const type = skeleton !== null ? 'skeleton' : kinds.length === 1 ? (TYPES[kinds[0] ?? ''] ?? 'any') : 'any';
  const drawn = skeleton === null ? '' : xmlLine(5, 'svg', svgOf(skeleton));
  return `        <label>\n${xmlLine(5, 'name', name)}${xmlLine(5, 'color', color)}${xmlLine(5, 'type', type)}          <attributes>\n${attributes.map(oneAttribute).join('')}          </attributes>\n${drawn}        </label>\n`;
}

function oneAttribute({ name, perFrame, input, fallback, values, min, max }: Attribute): string {
  const given = input === 'number' ? [min ?? 0, max ?? 100, 1].join('\n') : values.join('\n');
  const lines = [xmlLine(7, 'name', name), xmlLine(7, 'mutable', perFrame ? 'True' : 'False'), xmlLine(7, 'input_type', input), xmlLine(7, 'default_value', fallback === null ? '' : String(fallback)), `              <values>${given.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</values>\n`];
  return `            <attribute>\n${lines.join('')}            </attribute>\n`;
}

function svgOf({ joints, edges }: SkeletonTemplate): string {
  const lines = edges.map(([from, to]) => `<line data-type="edge" data-node-from="${from + 1}" data-node-to="${to + 1}"></line>`);
  const circles = joints.map(({ name, x, y }, index) => `<circle r="0.75" cx="${x * 100}" cy="${y * 100}" data-type="element node" data-element-id="${index + 1}" data-node-id="${index + 1}" data-label-name="${name.replace(/["<>&]/g, '')}"></circle>`);
  return [...lines, ...circles].join('');
}
