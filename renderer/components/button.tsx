import type { ButtonHTMLAttributes } from 'react';
import styles from './button.module.css';
import { classes } from './classes';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary button a screen; `quiet` has no border; `danger` cannot be undone. */
  readonly look?: 'primary' | 'normal' | 'quiet' | 'danger';
  readonly large?: boolean;
  /** Under way: says so, takes no second click, and keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean;
  /**
   * Why it can do nothing now. It looks so, but keeps its place for the keyboard and says why when it is
   * reached or pressed: a disabled button tells neither the keyboard nor the pointer anything.
   */
  readonly why?: string | undefined;
}

export function Button({
  look = 'normal',
  large = false,
  busy = false,
  why,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = busy || why !== undefined;
  return (
    <button
      type="button"
      {...rest}
      {...reasonOf(why)}
      aria-busy={busy || undefined}
      aria-disabled={blocked || undefined}
      onClick={(event) => {
        // Also what Enter in a field of the form would submit.
        if (blocked) event.preventDefault();
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
  /** Why it can do nothing now; shown instead of the label. */
  readonly why?: string | undefined;
}

export function IconButton({
  label,
  pressed,
  why,
  className,
  children,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...rest}
      {...reasonOf(why)}
      aria-disabled={why !== undefined || undefined}
      onClick={why === undefined ? onClick : undefined}
      className={classes(styles.icon, className)}
    >
      {children}
    </button>
  );
}

/** The page's tooltip shows `data-tip`; the description is for those who do not see it. */
function reasonOf(why: string | undefined) {
  return why === undefined ? {} : { 'data-tip': why, 'aria-description': why };
}
