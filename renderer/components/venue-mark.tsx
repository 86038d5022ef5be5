import type { CSSProperties } from 'react';
import { categoryColor } from './category-colors';
import styles from './mark.module.css';

/** A drawn monogram in the venue's colour on the charts; not its logo. */
export function VenueMark({
  venue,
  name = venue,
  size = 16,
}: {
  readonly venue: string;
  /** What it is called, where its id begins otherwise. */
  readonly name?: string;
  readonly size?: number;
}) {
  const look: CSSProperties & Record<`--${string}`, string> = {
    '--tint': categoryColor(venue),
    '--size': `${size}px`,
  };
  return (
    <span style={look} className={styles.venue} aria-hidden="true">
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}
