import type { CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';
import { CoverageGlyph } from './coverage-glyph';
import styles from './coverage-legend.module.css';

const example = failure('internal', '');
const closed = failure('account-not-enabled', '');
const MEANINGS: readonly (readonly [CoverageState, string])[] = [
  [{ state: 'ok', at: 0, balances: 3 }, 'read, so many balances'],
  [{ state: 'empty', at: 0 }, 'read, nothing in it'],
  [{ state: 'partly', at: 0, balances: 2, parts: [] }, 'read but for some products'],
  [{ state: 'stale', at: 0 }, 'last good answer carried on, its age'],
  [{ state: 'failed', failure: example }, 'never read'],
  [{ state: 'no-permission', failure: example }, 'the key may not read it'],
  [{ state: 'no-permission', failure: closed }, 'nobody opened it at the venue'],
  [{ state: 'unsupported', reason: '' }, 'Portolan cannot read it'],
];
const TWELVE_MINUTES = 12 * 60_000;

/** What the marks of the matrix mean. */
export function CoverageLegend() {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {MEANINGS.map(([coverage, meaning]) => (
        <li key={meaning}>
          <CoverageGlyph coverage={coverage} now={TWELVE_MINUTES} /> <span>{meaning}</span>
        </li>
      ))}
    </ul>
  );
}
