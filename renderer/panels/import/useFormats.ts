import { useEffect, useState } from 'react';
import type { ClientOf } from '#shared/bridge/service.ts';
import type { FormatsContract } from '#shared/formats/formatsContract.ts';
import { startFormats } from '../../workers/startFormats.ts';

export type Formats = ClientOf<FormatsContract>['formats'];

/** A formats worker for as long as the dialog is open. */
export function useFormats(): Formats | null {
  const [formats, setFormats] = useState<Formats | null>(null);
  useEffect(() => {
    const { client, stop } = startFormats();
    setFormats(client.formats);
    return stop;
  }, []);
  return formats;
}
