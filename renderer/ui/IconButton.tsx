import { Tooltip } from 'radix-ui';
import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  /** What it does, in words: name for assistive technology and tooltip. */
  readonly name: string;
  readonly hint?: string | null;
  readonly small?: boolean;
}

export function IconButton({ icon, name, hint = null, small = false, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button type="button" aria-label={name} {...rest} className={small ? 'icon-button small' : 'icon-button'}>
          <Icon name={icon} size={small ? 14 : 17} />
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {name}
          {hint === null ? null : <Kbd keys={hint} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
