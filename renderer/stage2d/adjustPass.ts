/** Everything one adjusted frame is made from. */
export interface AdjustPass {
  /** 256 entries: what every value becomes. */
  readonly curve: Uint8Array<ArrayBuffer>;
  /** -1: all; 0, 1, 2: only this one, as grey. */
  readonly channel: number;
  /** Tables of `evenTables`, or null. */
  readonly tables: Uint8Array<ArrayBuffer> | null;
  /** From device pixels of the stage to shares of the picture: u = a·x + b·y + c, v = d·x + e·y + f. */
  readonly place: readonly [number, number, number, number, number, number];
}
