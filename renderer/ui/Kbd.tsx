import { keyLabel } from './keyLabel.ts';

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="kbd">{keyLabel(keys)}</kbd>;
}
