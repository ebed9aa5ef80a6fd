import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'normal' | 'primary' | 'plain' | 'danger';
  readonly icon?: IconName;
  readonly children: ReactNode;
}

export function Button({ look = 'normal', icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`button ${look}`}>
      {icon === undefined ? null : <Icon name={icon} size={15} />}
      {children}
    </button>
  );
}
