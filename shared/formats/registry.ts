import { coco } from './coco/coco.ts';
import type { Format } from './format.ts';
import { labelme } from './labelme/labelme.ts';
import { cvatFormats } from './cvat/cvat.ts';
import { vocFormats } from './voc/voc.ts';
import { yoloFormats } from './yolo/yolo.ts';

/** Every format, in the order people are asked. A new one is a folder beside and a line here. */
export const formats: readonly Format[] = [coco, labelme, ...yoloFormats, ...vocFormats, ...cvatFormats];

export function formatById(id: string): Format | null {
  return formats.find((format) => format.id === id) ?? null;
}
