/** What an aid's proposal becomes when it is accepted. */
export const AID_RESULTS = ['polygon', 'box', 'mask'] as const;
export type AidResult = (typeof AID_RESULTS)[number];

/** How the aids work. `tolerance` 0 to 100, `smoothing` 0 to 10, `cell` CSS pixels across. */
export interface AidOptions {
  readonly tolerance: number;
  readonly smoothing: number;
  readonly cell: number;
  readonly result: AidResult;
}

export const FIRST_AID_OPTIONS: AidOptions = { tolerance: 26, smoothing: 2, cell: 28, result: 'polygon' };
