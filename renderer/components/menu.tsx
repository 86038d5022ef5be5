import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import styles from './menu.module.css';

/** A menu of actions; not modal, so that it needs no scroll lock. */
export function Menu({
  trigger,
  children,
}: {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.content} align="end" sideOffset={4} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  onSelect,
  danger = false,
  why,
  children,
}: {
  readonly onSelect: () => void;
  readonly danger?: boolean;
  /** Why it cannot be done now; said in the item, which is then disabled. */
  readonly why?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Item
      className={styles.item}
      data-danger={danger || undefined}
      disabled={why !== undefined}
      onSelect={onSelect}
    >
      {children}
      {why === undefined ? null : <span className={styles.why}>{why}</span>}
    </Radix.Item>
  );
}

export function MenuLine() {
  return <Radix.Separator className={styles.line} />;
}
