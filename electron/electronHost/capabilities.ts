import type { Capability } from '#shared/bridge/hostContract.ts';

/** What Electron can do. Sealing depends on the machine's keyring. */
export function capabilities(sealed: boolean): readonly Capability[] {
  return ['native-dialogs', 'local-files', 'server', ...(sealed ? (['sealed-secrets'] as const) : [])];
}
