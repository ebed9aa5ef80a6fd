import type { ClipFacts, ClipNews } from '#shared/bridge/clipContract.ts';
import type { ClipPort } from './clipPort.ts';
import type { Identity } from './identity.ts';
import type { Player } from './player.ts';
import type { TimeTable } from './timeTable.ts';

/** The clip in hand, as far as it is read. */
export interface ClipInHand {
  readonly item: string;
  /** Null until a first frame can be shown. */
  readonly facts: ClipFacts | null;
  /** How far it is read, 0 to 1. */
  readonly share: number;
  readonly done: boolean;
  /** The person stopped the reading: what is read can be labelled. */
  readonly stopped: boolean;
  /** Why it cannot be read. */
  readonly problem: unknown;
  readonly news: readonly ClipNews[];
  readonly identity: Identity;
  readonly player: Player;
  readonly port: ClipPort;
  readonly times: TimeTable;
  /** Rises when more times are known. */
  readonly timesKnown: number;
  stop(): void;
  again(): void;
  hush(news: ClipNews): void;
}

/** Frames of the clip as far as it is read; a picture, and a clip nothing is known of yet, has one. */
export function frameCount(clip: Pick<ClipInHand, 'facts'> | null): number {
  return clip?.facts?.frames ?? 1;
}
