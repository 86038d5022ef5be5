import { useMemo } from 'react';
import { Change, Percent, QuoteMoney } from '../../components/amount';
import { CoinIcon } from '../../components/coin-icon';
import { SkeletonLines } from '../../components/skeleton';
import { AtQuote, useCalmQuoted } from '../../components/use-money';
import { openHoldings } from '../../stores/navigation-store';
import { createPriceEffects, largestMovers } from '../../view-models/price-effects';
import { noRateWords } from '../../view-models/quote';
import styles from './movers-section.module.css';
import section from './section.module.css';

const MOST_MOVERS = 7;

/** The assets whose value moved most in 24 hours of prices. */
export function MoversSection() {
  const addUp = useMemo(() => createPriceEffects(), []);
  const { portfolio, quote } = useCalmQuoted();
  const found = useMemo(() => {
    if (portfolio === undefined) return undefined;
    const { book } = portfolio;
    const { assets } = addUp(book, quote);
    return {
      anyPrices: assets.length > 0,
      movers: largestMovers(assets, MOST_MOVERS, quote)?.map((mover) => ({
        ...mover,
        code: book.assets.get(mover.asset)?.code ?? mover.asset,
      })),
    };
  }, [portfolio, quote, addUp]);
  return (
    <section className={styles.section} aria-label="Largest movers">
      <div className={section.headingRow}>
        <h2 className={section.heading}>Largest movers, 24 h</h2>
      </div>
      {found === undefined ? (
        <SkeletonLines count={7} lineHeight={30} />
      ) : found.movers === undefined ? (
        <p className={styles.none}>{noRateWords(quote)}.</p>
      ) : found.movers.length === 0 ? (
        <p className={styles.none}>
          {found.anyPrices ? 'Nothing moved.' : 'No price from 24 hours ago is known yet.'}
        </p>
      ) : (
        <ul className={styles.list}>
          {found.movers.map((mover) => (
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
                    <AtQuote value={quote}>
                      <QuoteMoney value={mover.change} signed />
                    </AtQuote>
                  </Change>
                </span>
                <span className={styles.ratio}>
                  {mover.ratio === undefined ? null : <Percent ratio={mover.ratio} signed />}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
