import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'plain' | 'good' | 'warn' | 'bad';
const SIGN: Readonly<Record<Tone, IconName>> = { plain: 'help', good: 'done', warn: 'alert', bad: 'alert' };

/** A sentence where the person is looking. Bad news is announced at once, the rest politely. */
export function Notice({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={SIGN[tone]} size={15} />
      <div className="grow">{children}</div>
    </div>
  );
}
