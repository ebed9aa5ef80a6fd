import { playerWords, type PlayerWords } from '#shared/review/playerPage.ts';
import type { NumberedTrack } from '#shared/review/composeReview.ts';
import type { Moment } from '#shared/review/risk.ts';
import { formatList, formatNumber, language } from '../../i18n/format.ts';
import { say } from '../../i18n/i18n.ts';

/** Why a frame is worth a look, in words: which things, and how much of it. */
export function reasonText({ why, tracks, amount }: Moment, things: readonly NumberedTrack[]): string {
  const names = tracks.flatMap((track) => {
    const thing = things.find((one) => one.track === track);
    return thing === undefined ? [] : [`${thing.label} ${thing.number}`.trim()];
  });
  return say({ key: `risk.${why}`, params: { names: formatList(names), amount: formatNumber(amount, 1) } });
}

/** What the player beside a review clip says. */
export function wordsOfPlayer(name: string): PlayerWords {
  const words = Object.keys(playerWords.shape).filter((key) => key !== 'language').map((key) => [key, say({ key: `player.${key}`, params: { name } })]);
  return playerWords.parse({ language: language(), ...Object.fromEntries(words) });
}
