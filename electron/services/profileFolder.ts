import { chmod, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { diskError } from './files/diskError.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the Node host keeps its profile unless told otherwise: the platform's place for a program's data. */
export function defaultProfile(platform: string, env: Environment, home: string = homedir()): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Sightline');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sightline Node');
  const data = env['XDG_DATA_HOME'];
  return join(data !== undefined && data.startsWith('/') ? data : join(home, '.local', 'share'), 'sightline');
}

/** Makes the folder if need be, and closes it to everyone else on the machine. */
export async function openProfile(profile: string): Promise<void> {
  try {
    await mkdir(profile, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') await chmod(profile, 0o700);
  } catch (cause) {
    throw diskError(cause, profile);
  }
}
