import { useMemo } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import { formatMoney } from '../../../shared/assets/format';
import type { HistorySeries } from '../../../shared/history/series';
import { stepMoney, type AccountName } from '../../charts/step-words';
import { Change, NoFigure, Percent, QuoteMoney } from '../../components/amount';
import { Skeleton } from '../../components/skeleton';
import { dayTimeText } from '../../components/time';
import { AtQuote, inQuote, useCalmQuoted } from '../../components/use-money';
import { liveBasis } from '../../view-models/live-basis';
import { useHistory, useSettings } from '../../stores/use-stores';
import { totalsOf } from '../../view-models/use-totals';
import { rangeChange, type RangeChange, type StepSum, type WhyUnknown } from './range-change';
import figures from './range-change-figure.module.css';
import { useStepNames } from './step-names';
import styles from './total-section.module.css';

/**
 * How the total moved since the beginning of the growth chart's range, and apart from it, without the colour of a
 * gain or loss, what joined, left and was entered by hand.
 */
export function RangeChangeFigure() {
  const range = useHistory((state) => state.range);
  const series = useHistory((state) => state.series[state.range]);
  const { portfolio, quote } = useCalmQuoted();
  const live = useMemo(
    () =>
      portfolio === undefined
        ? undefined
        : {
            totalUsd: totalsOf(portfolio, quote).totalUsd,
            atPricesUsd: portfolio.totals.totalUsd,
            basis: liveBasis(portfolio),
          },
    [portfolio, quote],
  );
  // A series that is still in the currency chosen before says nothing of this one.
  const shown = series?.currency === quote.currency ? series : undefined;
  const change =
    live === undefined || shown === undefined
      ? undefined
      : rangeChange(shown, {
          value: inQuote(new Decimal(live.totalUsd), quote),
          valueAtPrices: inQuote(new Decimal(live.atPricesUsd), quote),
          basis: live.basis,
        });
  return (
    <div>
      <dt
        tabIndex={0}
        data-tip={
          'Against the first recorded total of the chart’s range, each at the rates of its time. ' +
          'Deposits and withdrawals are in it; accounts that joined or left, and what was entered by hand, are not.'
        }
      >
        {range === 'ALL' ? 'Since the first record' : `${range} change`}, flows included
      </dt>
      <dd className={styles.change}>
        {change === undefined || shown === undefined ? (
          <Skeleton width={130} height={18} />
        ) : (
          <AtQuote value={quote}>
            <ChangeFigure change={change} series={shown} />
          </AtQuote>
        )}
      </dd>
    </div>
  );
}

function ChangeFigure({
  change,
  series,
}: {
  readonly change: RangeChange;
  readonly series: HistorySeries;
}) {
  const { currency } = series;
  const { accountName } = useStepNames();
  if (!change.known) return <NoFigure why={whyWords(change.why, currency, accountName)} />;
  return (
    <span className={figures.figures}>
      <Change value={change.change}>
        <QuoteMoney value={change.change} signed />
        {change.ratio === undefined ? null : (
          <span className={styles.ratio}>
            <Percent ratio={change.ratio} decimals={2} signed />
          </span>
        )}
      </Change>
      {change.steps.map((step) => (
        <StepFigure key={step.words} sum={step} currency={currency} accountName={accountName} />
      ))}
    </span>
  );
}

function StepFigure({
  sum: { words, value, steps },
  currency,
  accountName,
}: {
  readonly sum: StepSum;
  readonly currency: string;
  readonly accountName: AccountName;
}) {
  const privacy = useSettings(({ settings }) => settings?.privacy ?? false);
  const lines = steps.map((step) =>
    privacy ? accountName(step) : `${accountName(step)} ${stepMoney(step, currency)}`,
  );
  return (
    <span className={figures.step} tabIndex={0} data-tip={[...new Set(lines)].join('\n')}>
      {words} <span data-amount>{formatMoney(value, currency, { signed: true })}</span>
    </span>
  );
}

function whyWords(why: WhyUnknown, currency: string, accountName: AccountName): string {
  switch (why.code) {
    case 'nothing-recorded':
      return 'Nothing is recorded in this range yet';
    case 'all-partial':
      return 'Accounts were missing in everything that is recorded in this range';
    case 'no-rate':
      return why.since === undefined
        ? `The ${currency} rate at the beginning of this range, or at a step in it, was not recorded`
        : `${currency} rates are recorded since ${dayTimeText(why.since)}, after this range begins`;
    case 'accounts-missing': {
      const [first, ...others] = why.missing.map(accountName);
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return `What counted before could not be read since: ${first ?? 'an account'}${more}`;
    }
  }
}
