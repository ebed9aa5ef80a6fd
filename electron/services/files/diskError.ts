import { basename } from 'node:path';
import { AppError } from '#shared/base/errors.ts';

/** The system's code of a failed file operation, e.g. `ENOENT`; `null` for anything else. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** A file operation that failed, as a sentence. Names the file, never the folders above it: logs and reports travel. */
export function diskError(cause: unknown, path: string): AppError {
  if (cause instanceof AppError) return cause;
  const name = basename(path) || path;
  const [code, sentence] = wording(systemCode(cause), name);
  return new AppError(code, sentence, { params: { name }, cause });
}

function wording(code: string | null, name: string): readonly [string, string] {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return ['files/no-space', `The disk is full: “${name}” could not be written. Free some space; your work continues from where it is.`];
    case 'ENOENT':
    case 'ENOTDIR':
      return ['files/missing', `“${name}” is not there any more. It may have been moved, renamed or be on a drive that is not connected.`];
    case 'EACCES':
    case 'EPERM':
      return ['files/denied', `“${name}” cannot be read or changed: this account has no permission for it. Ask its owner for access, or choose another place.`];
    case 'EROFS':
      return ['files/read-only', `“${name}” is on a drive that can only be read. Choose another place to write to.`];
    case 'EEXIST':
      return ['files/exists', `There is already something named “${name}”. Choose another name, or agree to replace it.`];
    case 'ELOOP':
      return ['files/outside', `“${name}” is a link that leads in a circle or out of the folder.`];
    case 'EMFILE':
    case 'ENFILE':
      return ['files/busy', `Too many files are open to use “${name}” just now. Try again in a moment.`];
    default:
      return ['files/failed', `“${name}” could not be used: the system reported ${code ?? 'an unknown fault'}.`];
  }
}
