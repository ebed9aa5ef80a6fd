import { expect, it } from 'vitest';
import { blobsOf } from './blobsOf.ts';
import type { SyncOp } from './op.ts';

it('a flag waits for its crops, its uploads and the frames around it; nothing else waits', () => {
  const set = { crop: 'a', cleanCrop: null, uploads: ['b', 7], strip: [{ frame: 3, sha256: 'c' }, { frame: 7 }, null], text: 'd' };
  expect(blobsOf({ type: 'flag', set } as unknown as SyncOp)).toEqual(['a', 'b', 'c']);
  expect(blobsOf({ type: 'track', set } as unknown as SyncOp)).toEqual([]);
  expect(blobsOf({ type: 'flag' } as unknown as SyncOp)).toEqual([]);
});
