import { useMemo } from 'react';
import { Change, Money, Percent } from '../../components/amount';
import { CoinIcon } from '../../components/coin-icon';
import { SkeletonLines } from '../../components/skeleton';
import { openHoldings } from '../../stores/navigation-store';
import { changeRatio, createPriceEffects, largestMovers } from '../../stores/price-effects';
import { useCalmPortfolio } from '../../stores/use-stores';
import styles from './movers-section.module.css';
import section from './section.module.css';

const MOST_MOVERS = 7;

/** The assets whose value moved most in 24 hours of prices. */
export function MoversSection() {
  const addUp = useMemo(() => createPriceEffects(), []);
  const movers = useCalmPortfolio((state) =>
    state.phase === 'ready'
      ? largestMovers(addUp(state.book).assets, MOST_MOVERS).map((mover) => ({
          ...mover,
          code: state.book.assets.get(mover.asset)?.code ?? mover.asset,
        }))
      : undefined,
  );
  return (
    <section className={styles.section} aria-label="Largest movers">
      <div className={section.headingRow}>
        <h2 className={section.heading}>Largest movers, 24 h</h2>
      </div>
      {movers === undefined ? (
        <SkeletonLines count={7} lineHeight={30} />
      ) : movers.length === 0 ? (
        <p className={styles.none}>No price from 24 hours ago is known yet.</p>
      ) : (
        <ul className={styles.list}>
          {movers.map((mover) => {
            const ratio = changeRatio(mover);
            return (
              <li key={mover.asset}>
                <button
                  type="button"
                  className={styles.mover}
                  onClick={() => openHoldings({ asset: mover.asset })}
                >
                  <CoinIcon asset={mover.asset} code={mover.code} />
                  <span className={styles.code}>{mover.code}</span>
                  <span className={styles.change}>
                    <Change value={mover.change}>
                      <Money usd={mover.change} signed />
                    </Change>
                  </span>
                  <span className={styles.ratio}>
                    {ratio === undefined ? null : <Percent ratio={ratio} signed />}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
