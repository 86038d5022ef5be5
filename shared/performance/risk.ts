import { Decimal, sum, ZERO } from '../base/decimal';
import { measured, unmeasured, type Measured } from './measured';

/**
 * What a risk figure is made from. Returns are simple returns of equal periods, as fractions; the missing
 * ones of periods that cannot be measured are left out by whoever calls.
 */
export interface RiskInput {
  readonly returns: readonly Decimal[];
  /** 365 for daily returns: crypto trades every day of the year. */
  readonly periodsPerYear: number;
}

/** Sample standard deviation of the returns (n - 1), times the square root of the periods per year. */
export function volatility({ returns, periodsPerYear }: RiskInput): Measured {
  const deviation = sampleDeviation(returns);
  return deviation.kind === 'undefined'
    ? deviation
    : measured(deviation.value.times(annualRoot(periodsPerYear)));
}

/**
 * Sharpe ratio, annualised: mean excess return over the sample standard deviation of the excess returns,
 * times the square root of the periods per year. `riskFree` is the rate of one period.
 * Source: W. F. Sharpe, The Sharpe Ratio, Journal of Portfolio Management, Fall 1994.
 */
export function sharpeRatio({ returns, periodsPerYear }: RiskInput, riskFree: Decimal): Measured {
  const excess = returns.map((one) => one.minus(riskFree));
  const deviation = sampleDeviation(excess);
  if (deviation.kind === 'undefined') return deviation;
  return ratio(mean(excess), deviation.value, annualRoot(periodsPerYear));
}

/**
 * Sortino ratio, annualised: mean return above the target over the downside deviation, which is the root
 * of the mean of the squared shortfalls below the target over all periods, times the square root of the
 * periods per year. `target` is the rate of one period.
 * Source: F. A. Sortino and L. N. Price, Performance Measurement in a Downside Risk Framework, 1994.
 */
export function sortinoRatio({ returns, periodsPerYear }: RiskInput, target: Decimal): Measured {
  if (returns.length < 2) return tooFew();
  const excess = returns.map((one) => one.minus(target));
  const squares = excess.map((one) => (one.isNegative() ? one.times(one) : ZERO));
  return ratio(mean(excess), mean(squares).sqrt(), annualRoot(periodsPerYear));
}

function sampleDeviation(returns: readonly Decimal[]): Measured {
  if (returns.length < 2) return tooFew();
  // The mean of equal returns of many digits is rounded: it would be apart from each of them.
  if (returns.every((one) => one.equals(returns[0] ?? one))) return measured(ZERO);
  const average = mean(returns);
  const squares = returns.map((one) => one.minus(average).pow(2));
  return measured(
    sum(squares)
      .dividedBy(returns.length - 1)
      .sqrt(),
  );
}

function ratio(average: Decimal, deviation: Decimal, root: Decimal): Measured {
  return deviation.isZero()
    ? unmeasured('no-variation')
    : measured(average.dividedBy(deviation).times(root));
}

function mean(values: readonly Decimal[]): Decimal {
  return sum(values).dividedBy(values.length);
}

function annualRoot(periodsPerYear: number): Decimal {
  return new Decimal(periodsPerYear).sqrt();
}

function tooFew(): Measured {
  return unmeasured('one-return');
}
