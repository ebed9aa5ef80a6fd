import { coco } from './coco/coco.ts';
import type { Format } from './format.ts';
import { kitti, kittiResults } from './kitti/kitti.ts';
import { labelme } from './labelme/labelme.ts';
import { cvatFormats } from './cvat/cvat.ts';
import { datumaro } from './datumaro/datumaro.ts';
import { labelStudio } from './labelStudio/labelStudio.ts';
import { masks } from './masks/masks.ts';
import { mot } from './mot/mot.ts';
import { mots } from './mots/mots.ts';
import { csv } from './tables/csv.ts';
import { openImages } from './tables/openImages.ts';
import { vocFormats } from './voc/voc.ts';
import { yoloClassify } from './yolo/classify.ts';
import { yoloFormats } from './yolo/yolo.ts';

/** Every format, in the order people are asked. A new one is a folder beside and a line here. */
export const formats: readonly Format[] = [coco, labelme, ...yoloFormats, yoloClassify, ...vocFormats, ...cvatFormats, labelStudio, datumaro, masks, mot, mots, kitti, kittiResults, openImages, csv];

export function formatById(id: string): Format | null {
  return formats.find((format) => format.id === id) ?? null;
}
