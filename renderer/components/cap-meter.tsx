import { TriangleAlert } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { CapState } from '../../shared/portfolio/counterparty-cap';
import { classes } from './classes';
import { VisuallyHidden } from './visually-hidden';
import { capWords } from './cap-words';
import styles from './cap-meter.module.css';

/** How much of a venue's cap is used: by length, by word, and with a warning when it is crossed. */
export function CapMeter({ cap }: { readonly cap: CapState }) {
  const { crossed, text, explanation, used } = capWords(cap);
  const look: CSSProperties & Record<`--${string}`, string> = { '--used': `${used * 100}%` };
  return (
    <span className={classes(styles.meter, crossed && styles.crossed)} data-tip={explanation}>
      <span className={styles.words} aria-hidden="true">
        {crossed ? <TriangleAlert /> : null}
        {text}
      </span>
      <span className={styles.track} style={look} aria-hidden="true" />
      <VisuallyHidden>{explanation}</VisuallyHidden>
    </span>
  );
}
