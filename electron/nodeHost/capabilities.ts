import type { Capability } from '#shared/bridge/hostContract.ts';

/** What plain Node can do. Secrets are files only their owner can read, which is not sealed. */
export const capabilities: readonly Capability[] = ['browse-dialogs', 'local-files', 'server'];
