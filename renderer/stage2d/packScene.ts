import type { Stroke } from '#shared/model/kinds/kind.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { SceneItem } from '../scene/sceneItem.ts';
import type { PackedScene, Swatch } from './bulkMessages.ts';

/** Numbers of the forms of strokes, as packed. */
export const FORMS: Readonly<Record<Stroke['form'], number>> = { ring: 0, line: 1, dots: 2, hollow: 3 };

/** Colours with their names, each once, by number. */
export class Swatches {
  readonly list: Swatch[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf({ color, name, dashed }: Swatch): number {
    const key = `${color} ${dashed ? 'dashed' : 'plain'} ${name}`;
    const found = this.#numbers.get(key) ?? this.list.length;
    if (found === this.list.length) {
      this.list.push({ color, name, dashed });
      this.#numbers.set(key, found);
    }
    return found;
  }
}

export function packScene(items: readonly SceneItem[], keyOf: (item: SceneItem) => number, swatches: Swatches): PackedScene {
  const outlines = items.map((item) => kindOf(item.shape).strokes(item.shape));
  const ringCount = outlines.reduce((sum, own) => sum + own.length, 0);
  const coordCount = outlines.reduce((sum, own) => sum + own.reduce((length, { coords }) => length + coords.length, 0), 0);
  const packed = {
    keys: new Uint32Array(items.length), coords: new Float32Array(coordCount), rings: new Uint32Array(ringCount + 1), forms: new Uint8Array(ringCount),
    firstRing: new Uint32Array(items.length + 1), bounds: new Float32Array(items.length * 4), swatch: new Uint16Array(items.length), z: new Float64Array(items.length),
    masks: new Map(items.flatMap(({ shape }, index) => (shape.kind === 'mask' ? [[index, shape] as const] : []))),
  };
  let ringAt = 0;
  let coordAt = 0;
  for (const [index, item] of items.entries()) {
    const { minX, minY, maxX, maxY } = item.bounds;
    packed.keys[index] = keyOf(item);
    packed.bounds.set([minX, minY, maxX, maxY], index * 4);
    packed.swatch[index] = swatches.numberOf({ color: item.color, name: item.name, dashed: item.occluded });
    packed.z[index] = item.z;
    packed.firstRing[index] = ringAt;
    for (const { form, coords } of outlines[index] ?? []) {
      packed.rings[ringAt] = coordAt;
      packed.forms[ringAt] = FORMS[form];
      packed.coords.set(coords, coordAt);
      ringAt += 1;
      coordAt += coords.length;
    }
  }
  packed.firstRing[items.length] = ringAt;
  packed.rings[ringAt] = coordAt;
  return packed;
}
