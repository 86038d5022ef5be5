import { Tooltip as Radix } from 'radix-ui';
import { useEffect, useId } from 'react';
import type { ShownTip } from './tip-watch';
import styles from './tooltip.module.css';

/**
 * The bubble, placed by a span that lies over the target and takes no pointer events. It describes the
 * target, unless that has the same name already. Escape closes it before it closes what is under it.
 */
export default function TooltipBubble({
  target,
  text,
  onClose,
}: ShownTip & { readonly onClose: () => void }) {
  const id = useId();
  const named = target.getAttribute('aria-label') === text;
  useEffect(() => {
    if (named) return undefined;
    target.setAttribute('aria-describedby', id);
    return () => target.removeAttribute('aria-describedby');
  }, [target, named, id]);
  const { left, top, width, height } = target.getBoundingClientRect();
  return (
    <Radix.Provider disableHoverableContent>
      <Radix.Root
        open
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Radix.Trigger asChild>
          <span className={styles.anchor} style={{ left, top, width, height }} aria-hidden="true" />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content id={id} className={styles.bubble} sideOffset={6} collisionPadding={8}>
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
