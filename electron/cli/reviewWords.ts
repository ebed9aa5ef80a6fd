import type { PlayerWords } from '#shared/review/playerPage.ts';
import type { NumberedTrack } from '#shared/review/composeReview.ts';
import type { RiskName } from '#shared/review/reviewMap.ts';
import type { Moment } from '#shared/review/risk.ts';

/** Commands speak English. */
const WHY: Readonly<Record<RiskName, (names: string, amount: string) => string>> = {
  jump: (names, amount) => `${names} jumps by ${amount} of its size`,
  thin: (names, amount) => `${names}: ${amount} s without a keyframe`,
  swap: (names) => `${names} meet: names may be swapped`,
  change: (names) => `${names} is said to be otherwise`,
  flag: () => 'flag',
  finding: () => 'finding',
  conflict: (names) => `two people differ about ${names}`,
  uncovered: (names) => `${names} comes out from behind`,
  back: (names) => `${names} comes back`,
};

export const FRAME_WORDS = { frame: 'frame', cut: 'part' } as const;

export function reasonText({ why, tracks, amount }: Moment, things: readonly NumberedTrack[]): string {
  const names = tracks.flatMap((track) => things.filter((thing) => thing.track === track).map(({ label, number }) => `${label} ${number}`.trim()));
  return WHY[why](names.join(' and '), amount.toFixed(1));
}

export function wordsOfPlayer(name: string): PlayerWords {
  return {
    language: 'en', title: `Review of ${name}`, play: 'Play or pause', previousFrame: 'Previous frame', nextFrame: 'Next frame', previousPart: 'Previous part', nextPart: 'Next part',
    mark: 'Mark', note: 'Note', save: 'Keep', cancel: 'Cancel', remove: 'Remove', noObject: 'whole frame', marks: 'Marks', none: 'None yet.', downloadJson: 'Save marks', downloadCsv: 'Save marks as CSV', frame: 'frame', part: 'part',
    keys: 'Space plays, arrows go frame by frame, J and L from part to part, M marks, S saves the marks. A click on an object marks it.',
    missing: '“{name}” is not beside this page. Choose it:', choose: 'Choose the review clip', lost: 'The marks cannot be kept in this browser. Save them before you leave.',
  };
}
