import type { PrivateRecord } from '#shared/model/privateRecords.ts';

/** Gives the person everything that is kept, as a file of the browser's downloads. */
export function exportRecord(records: readonly PrivateRecord[]): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify({ format: 'sightline-my-record', version: 1, records }, null, 1)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'my-record.json';
  link.click();
  queueMicrotask(() => URL.revokeObjectURL(url));
}
