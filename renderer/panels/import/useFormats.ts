import { useEffect, useState } from 'react';
import type { ClientOf, HandlersOf } from '#shared/bridge/service.ts';
import type { AskerContract, FormatsContract } from '#shared/formats/formatsContract.ts';
import { startFormats } from '../../workers/startFormats.ts';

export type Formats = ClientOf<FormatsContract>['formats'];

/** A formats worker for as long as the dialog is open. `asker` must stay the same object; null for dialogs that only write. */
export function useFormats(asker: HandlersOf<AskerContract> | null): Formats | null {
  const [formats, setFormats] = useState<Formats | null>(null);
  useEffect(() => {
    const { formats: started, stop } = startFormats(asker);
    setFormats(started);
    return stop;
  }, [asker]);
  return formats;
}
