import { AppError } from '../../base/errors.ts';
import type { Source } from './files.ts';
import { extensionOf } from './look.ts';

/** The files of a source that a format reads, by extension; the only file of a source is taken whatever it is called. Refuses a source without any. */
export function namesToRead(source: Source, ...extensions: readonly string[]): readonly string[] {
  const names = source.names.length === 1 ? source.names : source.names.filter((name) => extensions.includes(extensionOf(name)));
  if (names.length > 0) return names;
  const kinds = extensions.map((extension) => extension.toUpperCase()).join(' or ');
  throw new AppError('formats/no-files', `There are no ${kinds} files among them. Choose the folder or archive that holds the annotations.`, { params: { kinds } });
}
