import type { Decimal } from '../base/decimal';

/**
 * Why a value may not be what it seems, the weakest first. The first that a balance bears decides the part of
 * the total that it is in; the others are said beside it.
 */
export const QUALITY_MARKS = ['carried', 'manual', 'stale-price', 'peg-assumed'] as const;
export type QualityMark = (typeof QUALITY_MARKS)[number];

/** How far the total can be trusted: its parts by the weakest thing known of them, which add up to it. */
export interface TotalQuality {
  /** From accounts that answered, priced by a market that answered. */
  readonly liveUsd: Decimal;
  /** Live, but at the last price of a market that can no longer be asked. */
  readonly stalePriceUsd: Decimal;
  /** From accounts whose last good answer is carried on. */
  readonly carriedUsd: Decimal;
  /** Live, but priced by an assumed peg. */
  readonly pegAssumedUsd: Decimal;
  /** Live, but priced by the user. */
  readonly manualUsd: Decimal;
  /** Balances that are not zero and have no price. */
  readonly unpricedBalances: number;
  /** How many balances that are not zero each part has: its sum may be zero where debts balance it. */
  readonly balances: Readonly<
    Record<'live' | 'stalePrice' | 'carried' | 'pegAssumed' | 'manual', number>
  >;
  /** What bears a second mark beside that of its part, so that none hides another. */
  readonly overlaps: readonly QualityOverlap[];
}

/** Of what is in the part `of`, that which is marked `also`; it may be in several of these. */
export interface QualityOverlap {
  readonly of: QualityMark;
  readonly also: QualityMark;
  readonly usd: Decimal;
  readonly balances: number;
}

/** What of a price can be marked; prices and their views alike. */
interface MarkedPrice {
  readonly kind: 'market' | 'peg-assumed' | 'manual' | 'unpriced';
  readonly staleSince?: number;
}

const NONE: readonly QualityMark[] = [];

/** All that is known against the value of a balance at a price, the weakest first. */
export function qualityMarks(
  price: MarkedPrice | undefined,
  carried: boolean,
): readonly QualityMark[] {
  if (!carried && price?.kind === 'market' && price.staleSince === undefined) return NONE;
  const marks = new Set<QualityMark>();
  if (carried) marks.add('carried');
  if (price?.kind === 'manual') marks.add('manual');
  if (price !== undefined && price.staleSince !== undefined) marks.add('stale-price');
  if (price?.kind === 'peg-assumed') marks.add('peg-assumed');
  return QUALITY_MARKS.filter((mark) => marks.has(mark));
}

/** Marks as a key for sums. */
export type QualityKey = string;

export function qualityKey(price: MarkedPrice, carried: boolean): QualityKey {
  return qualityMarks(price, carried).join('+');
}

interface Sums {
  usd(key: QualityKey): Decimal;
  balances(key: QualityKey): number;
  readonly zero: Decimal;
}

/** Every combination of marks that a balance can bear. */
const COMBINATIONS: readonly (readonly QualityMark[])[] = [false, true].flatMap((carried) => [
  qualityMarks({ kind: 'market' }, carried),
  qualityMarks({ kind: 'manual' }, carried),
  qualityMarks({ kind: 'market', staleSince: 0 }, carried),
  qualityMarks({ kind: 'peg-assumed' }, carried),
  qualityMarks({ kind: 'peg-assumed', staleSince: 0 }, carried),
]);

/** The parts of a total and what of them bears a further mark, from the sums of each combination of marks. */
export function qualityOf(sums: Sums): Omit<TotalQuality, 'unpricedBalances'> {
  const over = (bears: (marks: readonly QualityMark[]) => boolean) => {
    const keys = COMBINATIONS.filter(bears).map((marks) => marks.join('+'));
    return {
      usd: keys.reduce((usd, key) => usd.plus(sums.usd(key)), sums.zero),
      balances: keys.reduce((count, key) => count + sums.balances(key), 0),
    };
  };
  const part = (mark: QualityMark | undefined) => over(([first]) => first === mark);
  const [live, stalePrice, carried, pegAssumed, manual] = [
    part(undefined),
    part('stale-price'),
    part('carried'),
    part('peg-assumed'),
    part('manual'),
  ];
  const overlaps = QUALITY_MARKS.flatMap((of) =>
    QUALITY_MARKS.flatMap((also): readonly QualityOverlap[] => {
      if (of === also) return [];
      const both = over(([first, ...others]) => first === of && others.includes(also));
      return both.balances === 0 ? [] : [{ of, also, ...both }];
    }),
  );
  return {
    liveUsd: live.usd,
    stalePriceUsd: stalePrice.usd,
    carriedUsd: carried.usd,
    pegAssumedUsd: pegAssumed.usd,
    manualUsd: manual.usd,
    balances: {
      live: live.balances,
      stalePrice: stalePrice.balances,
      carried: carried.balances,
      pegAssumed: pegAssumed.balances,
      manual: manual.balances,
    },
    overlaps,
  };
}
