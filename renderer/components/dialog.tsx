import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from './button';
import { classes } from './classes';
import styles from './dialog.module.css';
import { focusFirstOf, OVERLAY, placeNow, returnTo } from './focus-place';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: string;
  /** A drawer stands at the right edge, over the full height. */
  readonly as?: 'dialog' | 'drawer';
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** What is typed into. */
const FIELD = 'input:not([type="checkbox"], [type="file"], [type="range"]), textarea, select';

/**
 * Begins at the first field, or where something asks for it. Keeps the focus inside, closes on Escape and gives the
 * focus back, also when another dialog took its place meanwhile or what opened it is gone. The scrim is our own: the
 * library's one injects a style element, which the Content-Security-Policy refuses; nothing behind
 * it scrolls anyway.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog(props: DialogProps) {
  const { onClose, title, description, as = 'dialog', wide = false, children } = props;
  const [place] = useState(placeNow);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <div className={styles.scrim} aria-hidden="true" />
        <Radix.Content
          className={classes(styles.panel, styles[as], wide && styles.wide)}
          {...{ [OVERLAY]: '' }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          onOpenAutoFocus={(event) => {
            // The library begins with the button that closes it; what is filled in comes first.
            const fields = body.current?.querySelectorAll<HTMLElement>(FIELD) ?? [];
            if (focusFirstOf(fields)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            // The library gives the focus back only to a trigger of its own.
            event.preventDefault();
            returnTo(place);
          }}
        >
          <header className={styles.header}>
            <div>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className={styles.description}>{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          <div ref={body} className={styles.body}>
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
