import type { Clock, Random } from '#shared/base/ports.ts';
import type { HandlersOf, Wire } from '#shared/bridge/service.ts';
import type { HostContract } from '#shared/bridge/hostContract.ts';

/** Turns the opaque grants the window holds into real folders. Only the host that showed the dialog knows them. */
export interface GrantResolver {
  /** The absolute folder behind a grant; `null` when there is no such grant (any more). */
  folder(grant: string): Promise<string | null>;
}

/** Refresh tokens, sealed by whatever the machine has for it. Access tokens never get here. */
export interface Vault {
  read(account: string): Promise<string | null>;
  write(account: string, secret: string): Promise<void>;
  clear(account: string): Promise<void>;
}

/** What the store's services need of the machine they run on. */
export interface Machine {
  /** Absolute folder of everything we keep. */
  readonly profile: string;
  /** Version of the program, for sentences and requests. */
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: typeof globalThis.fetch;
  readonly grants: GrantResolver;
  readonly vault: Vault;
  /** Folder that holds the sample scenes as `street/` and `field/`. */
  readonly samples: string;
  /** Starts a process that decodes clips, with nothing open. */
  readonly launchDecoder: () => Promise<Wire>;
  /** Bytes kept free for the last records of a full disk; 64 MiB unless a test says less. */
  readonly reserveBytes?: number;
}

/** The groups of the host contract that run in the store process. */
export type StoreServices = Pick<HandlersOf<HostContract>, 'files' | 'projects' | 'media' | 'video' | 'blobs' | 'journal' | 'server'> & {
  /** Bulk bytes by address: `/media/P/I`, `/picture/P/I`, `/thumb/P/I?side=N`, `/tile/P/I/LEVEL/X/Y?v=TAG`, `/frame/P/I/N?v=TAG`, `/blob/SHA`. */
  handleRequest(request: Request): Promise<Response>;
  /** Lets writes finish, releases the journals. Nothing may be called afterwards. */
  close(): Promise<void>;
};
