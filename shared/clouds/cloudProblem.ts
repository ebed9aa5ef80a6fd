import { AppError } from '../base/errors.ts';

/** What can be wrong with a cloud's file, each with its sentence. `name` is the file. */
const SENTENCES = {
  'cloud/head': '{{name}} does not begin like {{form}}: {{what}}. Check which program wrote it, or export it again.',
  'cloud/short': '{{name}} says it holds {{said}} points but ends after {{found}}. It was cut off: copy or export it again.',
  'cloud/long': '{{name}} says it holds {{said}} points but goes on after them. Its head is wrong: export it again.',
  'cloud/fields': '{{name}} cannot be placed in space: {{what}}.',
  'cloud/value': '{{name}}, line {{line}}: “{{text}}” is not {{columns}} numbers. Nothing of the file was taken in.',
  'cloud/size': '{{name}} has {{size}} bytes, which is no whole number of points of {{stride}} bytes. It is cut off or of another kind.',
  'cloud/packed': '{{name}} is damaged: its compressed points do not unpack. Copy or export it again.',
  'cloud/unread': '{{name}} holds {{what}}, which this version cannot read. {{help}}',
  'cloud/memory': '{{name}} is too large to be opened in one piece here. Cut it into tiles.',
  'cloud/kind': '{{name}} is no point cloud that is known here. Known are PCD, PLY, LAS, LAZ, KITTI .bin, nuScenes .pcd.bin, NPY, XYZ, CSV and PTS.',
} as const;

export type CloudProblem = keyof typeof SENTENCES;
export type CloudParams = Readonly<Record<string, string | number>> & { readonly name: string };

export const CLOUD_PROBLEMS = Object.keys(SENTENCES) as readonly CloudProblem[];

/** The error for a cloud that cannot be read, with a sentence that names the file. */
export function cloudProblem(code: CloudProblem, params: CloudParams): AppError {
  return new AppError(code, SENTENCES[code].replaceAll(/\{\{(\w+)\}\}/g, (_all, key: string) => String(params[key] ?? '')), { params });
}

export function memoryLimit(name: string): AppError {
  return cloudProblem('cloud/memory', { name });
}
