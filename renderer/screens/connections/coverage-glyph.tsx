import { Lock } from 'lucide-react';
import { isNotOpened, unreadParts, type CoverageState } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import { classes } from '../../components/classes';
import { ageText } from '../../components/time';
import { waitWords } from './account-words';
import styles from './coverage-glyph.module.css';

/** A state of coverage by shape, word and colour, so that none of them is needed. */
export function CoverageGlyph({
  coverage,
  now,
  children,
}: {
  readonly coverage: CoverageState;
  readonly now: Instant;
  /** Words instead of the short ones that fit a cell of the matrix. */
  readonly children?: string;
}) {
  const isClosed = isNotOpened(coverage);
  return (
    <span className={classes(styles.glyph, styles[isClosed ? 'unsupported' : coverage.state])}>
      {coverage.state === 'no-permission' && !isClosed ? (
        <Lock aria-hidden="true" />
      ) : (
        <span className={styles.shape} aria-hidden="true" />
      )}
      <span className={styles.word}>{children ?? wordOf(coverage, now)}</span>
    </span>
  );
}

function wordOf(coverage: CoverageState, now: Instant): string {
  switch (coverage.state) {
    case 'ok':
      return String(coverage.balances);
    case 'empty':
      return 'empty';
    case 'partly':
      return `${coverage.balances}, partly`;
    case 'stale':
      return `${ageText(coverage.at, now)}${unreadParts(coverage).length === 0 ? '' : ', partly'}`;
    case 'failed':
      return waitWords(coverage.failure, now).replace(/^waits /, '') || 'failed';
    case 'no-permission':
      return coverage.failure.code === 'account-not-enabled' ? 'not opened' : 'no access';
    case 'unsupported':
      return 'n/a';
    case 'pending':
      return '…';
  }
}
