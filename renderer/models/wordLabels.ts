import type { LabelId } from '#shared/model/ids.ts';
import type { LabelRecord } from '#shared/model/records.ts';
import type { Models } from './modelsStore.ts';

export interface Word {
  readonly project: string;
  readonly hash: string | null;
  readonly word: string;
}

export function wordKey({ project, hash, word }: Word): string {
  return `${project} ${hash ?? ''} ${word}`;
}

/** What a model's word means in a project: what a person said, else the label of the same name, else nothing. */
export function labelOfWord({ words }: Pick<Models, 'words'>, word: Word, labels: readonly LabelRecord[]): LabelId | null {
  const said = words[wordKey(word)];
  if (said !== undefined) return labels.some(({ id }) => id === said) ? said : null;
  const plain = plainName(word.word);
  return labels.find(({ name }) => plainName(name) === plain)?.id ?? null;
}

/** `traffic_light`, `Traffic Light` and `traffic-light` are one name. */
function plainName(name: string): string {
  return name.toLocaleLowerCase().replaceAll(/[\s_-]+/g, ' ').trim();
}
