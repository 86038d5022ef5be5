import type { ReportedBalance } from '../../electron/engine/portfolio/portfolio-report';
import { Decimal } from '../../shared/base/decimal';
import { formatPercent, MINUS } from '../../shared/assets/format';
import type { TargetSet } from '../../shared/rebalancing/targets';
import { counted, priceOfAll, sum } from './expected-parts';
import type { Figure } from './figures-on-screen';
import { planAmounts, planCosts, type PlanRow } from './plan-rows';
import { groupedBy, netOf, type ReportIn } from './report-in';

/** A line of the board, worked out from what is printed: dollars, and percent of the total. */
interface Line {
  readonly name: string;
  readonly isRest: boolean;
  readonly assets: readonly string[];
  readonly usd: Decimal;
  readonly target: Decimal;
  readonly percent: Decimal;
  readonly afterUsd: Decimal;
  readonly after: Decimal;
}

type Immovable = 'excluded' | 'stale' | 'locked' | 'account';
const WHY: Readonly<Record<Immovable, string>> = {
  excluded: 'excluded',
  stale: 'in an account that could not be read',
  locked: 'locked or staked',
  account: 'in margin or derivatives',
};

/**
 * What the Rebalance screen has to say of a report, targets of the whole portfolio and the orders that it
 * exports, as `figuresOnScreen` reads it, with groups and everything else opened and the tolerance as a table.
 */
export class ExpectedRebalance {
  readonly #prices: ReadonlyMap<string, Decimal>;
  readonly #lines: readonly Line[];

  constructor(
    private readonly report: ReportIn,
    private readonly targets: TargetSet,
    private readonly plan: readonly PlanRow[],
  ) {
    this.#prices = pricesOf(report.in('USD'));
    this.#lines = this.#linesOf();
  }

  figures(): Figure[] {
    const costs = planCosts(this.plan);
    const money = [costs.total, costs.fees, costs.slippage];
    const place = `±${this.targets.bandPoints}`;
    const left = sum(this.#lines.map(({ after, target }) => after.minus(target).abs()));
    return [
      { place: '', text: this.report.money(sum(this.#lines.map(({ usd }) => usd))) },
      ...this.#lines.flatMap((line) => [
        ...this.#lineFigures(line),
        ...(line.assets.length > 1 ? this.#memberFigures(line) : []),
        ...(line.isRest ? [] : this.#suggestionFigures(line)),
      ]),
      {
        place: '',
        text: `${counted(this.plan.length, 'step')} for about : fees , spread and depth .`,
      },
      ...money.map((usd) => ({ place: '', text: this.report.money(usd) })),
      { place, text: place },
      { place: `${place} > Trades`, text: String(costs.trades) },
      { place: `${place} > Cost`, text: this.report.money(costs.total) },
      { place: `${place} > Drift left`, text: percent(left.dividedBy(2)) },
    ];
  }

  /** The notice that tells of all classes which are outside their band, the farthest first. */
  notice(): string {
    const outside = this.#lines
      .filter((line) => !line.isRest && !this.#isInBand(line.percent, line.target))
      .sort((one, other) => driftOf(other).abs().comparedTo(driftOf(one).abs()))
      .map((line) => `${line.name} (${pointsText(driftOf(line))} points)`);
    return `${outside.length} classes have left their bands: ${outside.join(', ')}. See Rebalance.`;
  }

  #isInBand(value: Decimal, target: Decimal): boolean {
    return value.minus(target).abs().lessThanOrEqualTo(this.targets.bandPoints);
  }

  #linesOf(): readonly Line[] {
    const { targets } = this.targets;
    const classes = targets.map((one) =>
      one.kind === 'asset'
        ? { name: this.report.nameOf(one.asset).code, assets: [one.asset], target: one.percent }
        : { name: one.name, assets: one.assets, target: one.percent },
    );
    const targeted = new Set(classes.flatMap(({ assets }) => assets));
    const usdOf = (asset: string): Decimal =>
      sum(this.#balances(asset).map(netOf)).times(this.#prices.get(asset) ?? 0);
    const total = sum([...this.#prices.keys()].map(usdOf));
    const changes = planAmounts(this.plan);
    const afterOf = (asset: string): Decimal => {
      const change = changes.get(this.report.nameOf(asset).code) ?? new Decimal(0);
      return usdOf(asset).plus(change.times(this.#prices.get(asset) ?? 0));
    };
    const totalAfter = sum([...this.#prices.keys()].map(afterOf));
    const rest = new Decimal(100).minus(sum(targets.map((one) => new Decimal(one.percent))));
    return [
      ...classes.map((one) => ({ ...one, isRest: false })),
      {
        name: 'Everything else',
        assets: [...this.#prices.keys()].filter((asset) => !targeted.has(asset)),
        target: rest,
        isRest: true,
      },
    ].map((one) => {
      const usd = sum(one.assets.map(usdOf));
      const afterUsd = sum(one.assets.map(afterOf));
      return {
        ...one,
        usd,
        target: new Decimal(one.target),
        percent: usd.times(100).dividedBy(total),
        afterUsd,
        after: afterUsd.times(100).dividedBy(totalAfter),
      };
    });
  }

  #lineFigures(line: Line): Figure[] {
    const { name, isRest, target } = line;
    const cell = (column: string, text: string): Figure => ({
      place: `Drift from targets > ${name} > ${column}`,
      text,
    });
    const drift = this.#driftUsd(line);
    return [
      ...[...this.#immovable(line).values()]
        .filter((one) => one.greaterThanOrEqualTo(1))
        .map((one) => cell('Class', this.report.roughMoney(one))),
      cell('Current', percent(line.percent)),
      cell('Target', percent(target)),
      cell('drift', pointsText(driftOf(line))),
      cell('Drift', `${drift.greaterThan(0) ? '+' : ''}${this.report.money(drift)}`),
      cell('After', percent(line.after)),
      ...(isRest
        ? []
        : [cell(`Try a target > Target for ${name}`, percent(target.toDecimalPlaces(1)))]),
    ];
  }

  #memberFigures({ assets }: Line): Figure[] {
    const total = sum(this.#lines.map(({ usd }) => usd));
    return assets.flatMap((asset) => {
      const usd = sum(this.#balances(asset).map(netOf)).times(this.#prices.get(asset) ?? 0);
      const place = `Drift from targets > ${this.report.nameOf(asset).code}`;
      return [
        { place: `${place} > Class`, text: this.report.money(usd) },
        { place: `${place} > Current`, text: percent(usd.times(100).dividedBy(total)) },
      ];
    });
  }

  /** What a class outside its band lacks or has too much of, and what of that is not planned, and why. */
  #suggestionFigures(line: Line): Figure[] {
    const { name, target } = line;
    const place = 'Suggestions';
    const drift = this.#driftUsd(line);
    if (this.#isInBand(line.percent, target)) return [];
    const isSale = drift.greaterThan(0);
    const weights = `(current ${percent(line.percent)} to target ${percent(target)})`;
    const wanted = `${isSale ? 'Sell' : 'Buy'} ${this.report.roughMoney(drift.abs())}`;
    const reasons = this.#reasons(line);
    return [
      { place, text: `${wanted} of ${name} ${weights}` },
      ...(reasons.length === 0 ? [] : [{ place, text: reasons.join(' ') }]),
    ];
  }

  #reasons(line: Line): string[] {
    const drift = this.#driftUsd(line);
    const wanted = drift.abs();
    const moved = drift.greaterThan(0)
      ? line.usd.minus(line.afterUsd)
      : line.afterUsd.minus(line.usd);
    const missing = wanted.minus(Decimal.max(0, moved));
    const isBack = this.#isInBand(line.after, line.target);
    // Crumbs of a class that is back in its band are not worth a word.
    if (missing.lessThanOrEqualTo(isBack ? Decimal.max('0.01', wanted.dividedBy(500)) : 0))
      return [];
    const rough = (usd: Decimal): string => this.report.roughMoney(usd);
    const planned = moved.greaterThan(0)
      ? `Planned: ${rough(moved)}.`
      : 'Nothing of it is planned.';
    const stuck = [...this.#immovable(line)]
      .filter(([, usd]) => drift.greaterThan(0) && usd.times(100).greaterThanOrEqualTo(missing))
      .map(([why, usd]) => `${rough(usd)} cannot be moved: it is ${WHY[why]}.`);
    const unpriced = line.assets.some((asset) => !this.#prices.has(asset))
      ? ['It has no price, so no amount can be planned.']
      : [];
    const reasons = [...stuck, ...unpriced];
    return [
      planned,
      ...(reasons.length > 0 ? reasons : [`Fees and slippage take ${rough(missing)} of it.`]),
    ];
  }

  #driftUsd({ usd, target }: Line): Decimal {
    return usd.minus(
      sum(this.#lines.map((one) => one.usd))
        .times(target)
        .dividedBy(100),
    );
  }

  /** Dollars of a line that no order can sell, by why. */
  #immovable({ assets }: Pick<Line, 'assets'>): ReadonlyMap<Immovable, Decimal> {
    const parts = new Map<Immovable, Decimal>();
    for (const asset of assets)
      for (const balance of this.#balances(asset)) {
        const [why, units] = this.#stuck(balance);
        const usd = units.times(this.#prices.get(asset) ?? 0);
        if (!usd.isZero()) parts.set(why, usd.plus(parts.get(why) ?? 0));
      }
    return parts;
  }

  #stuck(balance: ReportedBalance): readonly [Immovable, Decimal] {
    const { asset, accountType, available, marks } = balance;
    const net = netOf(balance);
    if (this.targets.excluded.includes(asset)) return ['excluded', net];
    if (marks.includes('carried')) return ['stale', net];
    if (accountType === 'earn') return ['locked', net];
    if (!['spot', 'unified', 'funding'].includes(accountType)) return ['account', net];
    return ['locked', net.minus(Decimal.max(0, Decimal.min(available, net)))];
  }

  #balances(asset: string): readonly ReportedBalance[] {
    return this.report.balances.filter((one) => one.asset === asset);
  }
}

/** One price for each asset. */
function pricesOf(report: ReportIn): ReadonlyMap<string, Decimal> {
  return new Map(
    [...groupedBy(report.balances, ({ asset }) => asset)].flatMap(([asset, balances]) => {
      const price = priceOfAll(report, balances);
      return price === undefined ? [] : [[asset, price] as const];
    }),
  );
}

function driftOf({ percent: current, target }: Line): Decimal {
  return current.minus(target);
}

function percent(value: Decimal): string {
  return formatPercent(value.dividedBy(100));
}

function pointsText(points: Decimal): string {
  const rounded = points.toDecimalPlaces(1);
  const sign = rounded.isZero() ? '' : rounded.isNegative() ? MINUS : '+';
  return `${sign}${rounded.abs().toFixed(1)}`;
}
