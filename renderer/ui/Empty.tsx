import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

/** What stands where a list would be: why it is empty and what to do about it. */
export function Empty({ icon, title, children }: { readonly icon: IconName; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={22} />
      <strong>{title}</strong>
      {children === undefined ? null : <div>{children}</div>}
    </div>
  );
}
