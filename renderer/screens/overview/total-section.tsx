import { useMemo, useState } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import {
  formatFull,
  formatRoughMoney,
  moneyText,
  plainText,
  type MoneyText,
} from '../../../shared/assets/format';
import { copyText } from '../../bridge/actions';
import { Change, NoFigure, Percent, QuoteMoney } from '../../components/amount';
import { classes } from '../../components/classes';
import { Skeleton } from '../../components/skeleton';
import {
  AtQuote,
  inQuote,
  useCalmQuoted,
  useQuote,
  type QuoteDisplay,
} from '../../components/use-money';
import { openConnections, openHoldings, openSettings } from '../../stores/navigation-store';
import { lackingPrices, oldestStalePrices } from '../../view-models/holding-amounts';
import { createPriceEffects } from '../../view-models/price-effects';
import { changeInQuote, noRateWords } from '../../view-models/quote';
import {
  useCalmPortfolio,
  useNothingKnown,
  useNow,
  usePortfolio,
  useSettings,
} from '../../stores/use-stores';
import { useReadingProgress, useTotals } from '../../view-models/use-totals';
import { confidenceLine, type ConfidencePart } from './confidence';
import { RangeChangeFigure } from './range-change-figure';
import styles from './total-section.module.css';
import { useRecordsOfTotal } from './use-records-of-total';

const AGE_STEP_MS = 10_000;
const NO_STALE_PRICES = { live: undefined, carried: undefined };

/** The number, what is wrong with it, and how it moved. */
export function TotalSection() {
  const totalUsd = usePortfolio((state) =>
    state.phase === 'ready' ? state.totals.totalUsd : undefined,
  );
  const known = useSettings(({ settings }) => settings !== undefined);
  const quote = useQuote();
  const totals = useTotals(quote);
  const nothingKnown = useNothingKnown();
  return (
    <section className={styles.section} aria-label="Total">
      <div className={styles.figures}>
        {totalUsd === undefined || !known || nothingKnown ? (
          <div className={styles.total} aria-busy="true">
            <Skeleton width={250} height={36} />
          </div>
        ) : (
          <TotalFigure totalUsd={totalUsd} shownUsd={totals?.totalUsd ?? totalUsd} quote={quote} />
        )}
        <dl className={styles.changes}>
          <PriceEffectFigure />
          <RangeChangeFigure />
        </dl>
      </div>
      <ConfidenceLine quote={quote} />
    </section>
  );
}

/** Rounded to what can be read; every digit on hover and focus, copied on click. */
function TotalFigure({
  totalUsd,
  shownUsd,
  quote,
}: {
  readonly totalUsd: string;
  /** With what is held of the shown currency at its rate. */
  readonly shownUsd: string;
  readonly quote: QuoteDisplay;
}) {
  const privacy = useSettings(({ settings }) => settings?.privacy ?? false);
  const [copied, setCopied] = useState(false);
  const value = inQuote(new Decimal(shownUsd), quote);
  const text: MoneyText = moneyText(value, quote.currency);
  return (
    <div className={styles.total}>
      <button
        type="button"
        className={styles.figure}
        data-amount
        data-testid="total"
        data-value={totalUsd}
        data-tip={privacy ? undefined : `${formatFull(value)} ${quote.currency}`}
        onClick={() => void copyText(plainText(value)).then(setCopied)}
        onBlur={() => setCopied(false)}
      >
        {text.sign}
        <span className={styles.symbol}>{text.symbol}</span>
        {text.integer}
        <span className={styles.cents}>{text.fraction}</span>
      </button>
      <span className={styles.copied} role="status">
        {copied ? 'Copied' : ''}
      </span>
    </div>
  );
}

function ConfidenceLine({ quote }: { readonly quote: QuoteDisplay }) {
  const totals = useTotals(quote);
  const progress = useReadingProgress();
  const coverage = usePortfolio((state) => (state.phase === 'ready' ? state.coverage : undefined));
  const crossChecks = usePortfolio((state) =>
    state.phase === 'ready' ? state.crossChecks : undefined,
  );
  const origin = usePortfolio((state) => (state.phase === 'ready' ? state.origin : 'live'));
  const at = usePortfolio((state) =>
    state.phase === 'ready' && state.origin === 'stored' ? state.at : 0,
  );
  const pricesStaleSince = useCalmPortfolio((state) =>
    state.phase === 'ready'
      ? oldestStalePrices(state.book, state.coverage, state.origin)
      : NO_STALE_PRICES,
  );
  // At once: a moment of 100 % before it were a lie.
  const lacking = usePortfolio((state) =>
    state.phase === 'ready' && state.totals.quality.unpricedBalances > 0
      ? lackingPrices(state.book, Date.now())
      : 0,
  );
  const now = useNow(AGE_STEP_MS);
  const records = useRecordsOfTotal();
  const nothingKnown = useNothingKnown();
  if (totals === undefined || coverage === undefined || crossChecks === undefined || nothingKnown)
    return (
      <div className={styles.line} aria-busy="true">
        <span className={styles.part}>
          <Skeleton width={320} height={12} />
        </span>
      </div>
    );
  const parts = confidenceLine({
    totals,
    coverage,
    crossChecks,
    origin,
    at,
    now,
    progress,
    pricesStaleSince,
    lackingPrices: lacking,
    records,
    oldRate:
      quote.staleSince === undefined
        ? undefined
        : { currency: quote.currency, since: quote.staleSince },
    money: (usd) => formatRoughMoney(inQuote(usd, quote), quote.currency),
  });
  return (
    <ul className={styles.line} aria-label="How far the total can be trusted">
      {quote.rateMissing === undefined ? null : (
        <li className={styles.rateMissing}>
          The {quote.rateMissing} rate is not known yet: shown in USD
        </li>
      )}
      {parts.map((part) => (
        <li key={`${part.of ?? ''} ${part.kind}`}>
          <button
            type="button"
            className={classes(styles.part, styles[part.kind])}
            onClick={() => follow(part)}
          >
            {part.money === undefined ? null : <span data-amount>{part.money}</span>} {part.text}
          </button>
        </li>
      ))}
    </ul>
  );
}

function follow({ target }: ConfidencePart): void {
  if (target.to === 'connections') openConnections();
  else if (target.to === 'settings') openSettings(target.part);
  else openHoldings({ state: target.state });
}

function PriceEffectFigure() {
  const addUp = useMemo(() => createPriceEffects(), []);
  const { portfolio, quote } = useCalmQuoted();
  const effects = useMemo(
    () => (portfolio === undefined ? undefined : addUp(portfolio.book, quote)),
    [portfolio, quote, addUp],
  );
  const change = effects === undefined ? undefined : changeInQuote(effects, quote);
  return (
    <div>
      <dt
        tabIndex={0}
        data-tip="What 24 hours of prices made of what is held now. Deposits and withdrawals play no part in it."
      >
        24 h price effect
      </dt>
      <dd className={styles.change}>
        {effects === undefined ? (
          <Skeleton width={130} height={18} />
        ) : effects.assets.length === 0 ? (
          <NoFigure why="No price from 24 hours ago is known" />
        ) : change === undefined ? (
          <NoFigure why={noRateWords(quote)} />
        ) : (
          <Change value={change.change}>
            <AtQuote value={quote}>
              <QuoteMoney value={change.change} signed />
            </AtQuote>
            {change.ratio === undefined ? null : (
              <span className={styles.ratio}>
                <Percent ratio={change.ratio} decimals={2} signed />
              </span>
            )}
          </Change>
        )}
      </dd>
    </div>
  );
}
