import { say, type Message } from '../i18n/i18n.ts';

/** A message as text. */
export function Say({ message }: { readonly message: Message }) {
  return <>{say(message)}</>;
}
