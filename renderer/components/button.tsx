import type { ButtonHTMLAttributes } from 'react';
import styles from './button.module.css';
import { classes } from './classes';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary button a screen; `quiet` has no border; `danger` cannot be undone. */
  readonly look?: 'primary' | 'normal' | 'quiet' | 'danger';
  readonly large?: boolean;
  /** Under way: says so, takes no second click, and keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean;
}

export function Button({
  look = 'normal',
  large = false,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        // Also what Enter in a field of the form would submit.
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      className={classes(styles.button, styles[look], large && styles.large, className)}
    >
      {children}
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for those who cannot see the icon; shown on hover. */
  readonly label: string;
  readonly pressed?: boolean;
}

export function IconButton({ label, pressed, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...rest}
      className={classes(styles.icon, className)}
    >
      {children}
    </button>
  );
}
