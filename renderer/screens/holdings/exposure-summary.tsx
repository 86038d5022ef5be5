import type { ExposureDust } from '../../view-models/exposure-rows';
import { Money } from '../../components/amount';
import styles from './holdings-screen.module.css';

/** What stands below the coins: how many they are, what is not read and so in no line, and what is not listed. */
export function ExposureSummary({
  coins,
  missing,
  dust,
}: {
  readonly coins: number;
  readonly missing: readonly string[];
  readonly dust: ExposureDust;
}) {
  return (
    <div className={styles.summary} aria-live="off">
      <span>
        {coins} {coins === 1 ? 'coin' : 'coins'}
      </span>
      {missing.length === 0 ? null : <span className={styles.missing}>{missing.join(', ')}</span>}
      <span className={styles.gap} />
      {dust.coins === 0 ? null : (
        <span>
          {dust.coins} dust worth <Money usd={dust.usd} />, not listed
        </span>
      )}
    </div>
  );
}
