import * as z from 'zod';
import { meetingPoint } from '../services/meeting.ts';

const settings = z.object({ profile: z.string(), samples: z.string(), version: z.string(), point: meetingPoint });

/** What the store process is told when it is started, and where main waits for it. */
export type StoreSettings = z.infer<typeof settings>;

export function storeArguments(given: StoreSettings): string[] {
  return [JSON.stringify(given)];
}

/** The same, read from the command line by the process. */
export function readStoreArguments(argv: readonly string[]): StoreSettings {
  return settings.parse(JSON.parse(argv.at(-1) ?? ''));
}
