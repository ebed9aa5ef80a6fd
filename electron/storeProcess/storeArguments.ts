import * as z from 'zod';

const settings = z.object({ profile: z.string(), samples: z.string(), version: z.string() });

/** What the store process is told when it is started. */
export type StoreSettings = z.infer<typeof settings>;

export function storeArguments(given: StoreSettings): string[] {
  return [JSON.stringify(given)];
}

/** The same, read from the command line by the process. */
export function readStoreArguments(argv: readonly string[]): StoreSettings {
  return settings.parse(JSON.parse(argv.at(-1) ?? ''));
}
