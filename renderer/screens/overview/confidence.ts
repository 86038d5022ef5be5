import type { CrossCheckView, TotalsView } from '../../../shared/contract/portfolio-view';
import { Decimal, ZERO } from '../../../shared/base/decimal';
import { formatPercent } from '../../../shared/assets/format';
import { unreadParts, type CoverageCell } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import type { QualityMark } from '../../../shared/portfolio/quality';
import {
  hasAllOutcomes,
  isWhollyRead,
  progressWords,
  type ReadingProgress,
} from '../../../shared/portfolio/reading-progress';
import type { QualityOverlap } from '../../../shared/portfolio/quality';
import { ageText, agoText } from '../../components/time';
import type { StalePrices } from '../../view-models/holding-amounts';
import type { BalanceState } from '../../stores/holdings-filter';
import type { SettingsPart } from '../../stores/navigation-store';

/** Where a part of the line leads. */
export type ConfidenceTarget =
  | { readonly to: 'holdings'; readonly state: BalanceState }
  | { readonly to: 'connections' }
  | { readonly to: 'settings'; readonly part: SettingsPart };

export interface ConfidencePart {
  readonly kind:
    | BalanceState
    /** Live as far as is known, while something may be missing: it must not look whole. */
    | 'live-part'
    | 'stored'
    | 'failed'
    | 'partly'
    | 'unseen'
    | 'pending'
    | 'records'
    | 'rate';
  /** Of a second mark: the part that bears it. With the kind it tells parts apart. */
  readonly of?: QualityMark;
  /** Money in it is set apart so that privacy can hide it. */
  readonly money?: string;
  readonly text: string;
  readonly target: ConfidenceTarget;
}

export interface ConfidenceInput {
  readonly totals: TotalsView;
  readonly coverage: readonly CoverageCell[];
  readonly progress: ReadingProgress;
  /** What venues say themselves that accounts are worth. */
  readonly crossChecks: readonly CrossCheckView[];
  readonly origin: 'live' | 'stored';
  readonly at: Instant;
  readonly now: Instant;
  /** Since when the longest silent market of a stale price cannot be asked, of what is live and of what is carried on. */
  readonly pricesStaleSince: StalePrices;
  /** Balances without a price that may yet be worth something: lost, in dispute, or not told yet. */
  readonly lackingPrices: number;
  /** What the user made: rows of a newer version that may change the total, or that all is unknown. */
  readonly records: { readonly mayChange: number } | 'unknown';
  /** The currency of the figures and since when no market has made its rate, where that is so. */
  readonly oldRate: { readonly currency: string; readonly since: Instant } | undefined;
  /** Writes dollars in the chosen currency. */
  readonly money: (usd: Decimal) => string;
}

/**
 * How far the total can be trusted, part by part: how many accounts are read until all have an outcome, what is
 * live, what is at old prices and what is carried on, with the age of the oldest part of each, what rests on an
 * assumed peg or the user's own price, what is missing from it, and what the user made that may change it but
 * cannot be counted. What bears a second mark is said after the part that it is in: no mark hides another.
 * The live share is rounded down, and only given where nothing is missing: only a wholly live total reads 100 %.
 */
export function confidenceLine(input: ConfidenceInput): readonly ConfidencePart[] {
  const unseen = unseenUsd(input.crossChecks);
  return [
    ...(input.origin === 'stored' ? storedParts(input) : liveParts(input, unseen)),
    ...missingParts(input, unseen),
    ...recordsPart(input),
    ...ratePart(input),
  ];
}

function storedParts(input: ConfidenceInput): readonly ConfidencePart[] {
  return [
    {
      kind: 'stored',
      text: `Last known portfolio, read ${agoText(input.at, input.now)}`,
      target: { to: 'connections' },
    },
    ...overlapsOf('carried', input),
  ];
}

/** What is live, and each mark that some of the total bears. */
function liveParts(input: ConfidenceInput, unseen: Decimal): readonly ConfidencePart[] {
  const { totals, progress, coverage, now, money } = input;
  const { quality } = totals;
  const reading = progressWords(progress);
  const marked = [
    ['stale-price', quality.balances.stalePrice, quality.stalePriceUsd],
    ['carried', quality.balances.carried, quality.carriedUsd],
    ['peg-assumed', quality.balances.pegAssumed, quality.pegAssumedUsd],
    ['manual', quality.balances.manual, quality.manualUsd],
  ] as const;
  return [
    ...(reading === undefined
      ? []
      : [{ kind: 'pending', text: reading, target: { to: 'connections' } } as const]),
    // Before anything was read there is nothing to speak of.
    ...(reading === undefined || quality.balances.live > 0 ? [livePart(input, unseen)] : []),
    ...marked.flatMap(([kind, count, usd]): readonly ConfidencePart[] =>
      count === 0
        ? []
        : [
            {
              kind,
              money: money(new Decimal(usd)),
              text:
                kind === 'carried' ? `carried${carriedAge(coverage, now)}` : markText(kind, input),
              target: { to: 'holdings', state: kind },
            },
            ...overlapsOf(kind, input),
          ],
    ),
  ];
}

/** What is not in the total, or only as far as it was read. */
function missingParts(
  { totals, progress, money }: ConfidenceInput,
  unseen: Decimal,
): readonly ConfidencePart[] {
  const parts: ConfidencePart[] = [];
  const accounts = (count: number): string => `${count} ${count === 1 ? 'account' : 'accounts'}`;
  const { unpricedBalances } = totals.quality;
  const { notRead, partly } = progress;
  const target: ConfidenceTarget = { to: 'connections' };
  if (unpricedBalances > 0)
    parts.push({
      kind: 'unpriced',
      text: `${unpricedBalances} unpriced`,
      target: { to: 'holdings', state: 'unpriced' },
    });
  if (notRead > 0) parts.push({ kind: 'failed', text: `${accounts(notRead)} not read`, target });
  if (partly > 0) parts.push({ kind: 'partly', text: `${accounts(partly)} partly read`, target });
  if (unseen.greaterThan(0))
    parts.push({
      kind: 'unseen',
      money: money(unseen),
      text: 'more at venues than is read',
      target,
    });
  return parts;
}

/** What of a part bears a second mark. */
function overlapsOf(part: QualityOverlap['of'], input: ConfidenceInput): readonly ConfidencePart[] {
  const { balances, overlaps } = input.totals.quality;
  const inPart = part === 'carried' ? balances.carried : balances.stalePrice;
  return overlaps.flatMap((overlap): readonly ConfidencePart[] => {
    const { of, also } = overlap;
    if (of !== part || also === 'carried') return [];
    const isAll = overlap.balances === inPart;
    return [
      {
        kind: also,
        of,
        ...(isAll ? {} : { money: input.money(new Decimal(overlap.usd)) }),
        text: `${isAll ? 'all of it' : 'of it'} ${markText(also, input, of)}`,
        target: { to: 'holdings', state: also },
      },
    ];
  });
}

/** @param of the part that it is said of, where that is not its own */
function markText(
  mark: Exclude<QualityMark, 'carried'>,
  { pricesStaleSince, now }: ConfidenceInput,
  of?: QualityMark,
): string {
  if (mark === 'manual') return 'priced by you';
  if (mark === 'peg-assumed') return of === undefined ? 'peg assumed' : 'at an assumed peg';
  const since = of === 'carried' ? pricesStaleSince.carried : pricesStaleSince.live;
  return since === undefined ? 'at old prices' : `at prices ${ageText(since, now)} old`;
}

/** What venues' own totals have beyond what is read there, where they say more than prices explain. */
function unseenUsd(crossChecks: readonly CrossCheckView[]): Decimal {
  return crossChecks.reduce((sum, { outcome }) => {
    if (outcome.kind !== 'compared' || !outcome.differs) return sum;
    const more = new Decimal(outcome.theirsUsd).minus(outcome.oursUsd);
    return more.greaterThan(0) ? sum.plus(more) : sum;
  }, ZERO);
}

function recordsPart({ records }: ConfidenceInput): readonly ConfidencePart[] {
  const part = (text: string, to: SettingsPart): readonly ConfidencePart[] => [
    { kind: 'records', text, target: { to: 'settings', part: to } },
  ];
  if (records === 'unknown') return part('what you entered and decided is not known', 'system');
  const { mayChange } = records;
  if (mayChange === 0) return [];
  const rows = `${mayChange} ${mayChange === 1 ? 'record' : 'records'}`;
  return part(`${rows} of a newer version may change it`, 'kept');
}

/** All figures are as old as the rate that they are shown at. */
function ratePart({ oldRate, origin, now }: ConfidenceInput): readonly ConfidencePart[] {
  if (oldRate === undefined || origin === 'stored') return [];
  const { currency, since } = oldRate;
  return [
    {
      kind: 'rate',
      text: `at a rate of ${currency} ${ageText(since, now)} old`,
      target: { to: 'connections' },
    },
  ];
}

/**
 * A share of the total where that means something: all parts and the total above zero, and nothing missing. While
 * something is, what is live is given in money, and does not look whole.
 */
function livePart(input: ConfidenceInput, unseen: Decimal): ConfidencePart {
  const { totals, progress, lackingPrices, records, money } = input;
  const target: ConfidenceTarget = { to: 'holdings', state: 'live' };
  const { liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd } = totals.quality;
  const total = new Decimal(totals.totalUsd);
  const live = new Decimal(liveUsd);
  const lacksNothing =
    hasAllOutcomes(progress) &&
    progress.notRead === 0 &&
    lackingPrices === 0 &&
    unseen.isZero() &&
    records !== 'unknown' &&
    records.mayChange === 0;
  const isWhole = lacksNothing && isWhollyRead(progress);
  const kind = isWhole ? 'live' : 'live-part';
  const shares = [liveUsd, stalePriceUsd, carriedUsd, pegAssumedUsd, manualUsd].map(
    (usd) => new Decimal(usd),
  );
  const isShare = total.greaterThan(0) && shares.every((usd) => !usd.isNegative());
  // Where all that is there is live and an account is not, it may hold more by now.
  if (isShare && lacksNothing && (isWhole || live.lessThan(total)))
    return {
      kind,
      text: `${formatPercent(live.dividedBy(total), { roundDown: true })} live`,
      target,
    };
  return { kind, money: money(live), text: 'live', target };
}

function carriedAge(coverage: readonly CoverageCell[], now: Instant): string {
  const times = coverage.flatMap(({ coverage: cell }) => {
    const parts = unreadParts(cell).flatMap(({ since }) => since ?? []);
    return cell.state === 'stale' ? [cell.at, ...parts] : parts;
  });
  return times.length === 0 ? '' : ` ${ageText(Math.min(...times), now)}`;
}
