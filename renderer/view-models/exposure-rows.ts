import type { PositionView } from '../../shared/contract/portfolio-view';
import type { AssetId } from '../../shared/assets/asset';
import { Decimal, ZERO } from '../../shared/base/decimal';
import { exposures, type Exposure } from '../../shared/portfolio/exposure';
import { priceKey } from '../../shared/pricing/price';
import { pricesByAsset } from '../../shared/pricing/prices-by-asset';
import { amountsOf, priceReader, usdOfView } from './holding-amounts';
import type { PortfolioBook } from '../stores/portfolio-book';
import { isQuoted, type QuoteDisplay } from './quote';

/** A line of the exposure table: a coin, or one of its positions. */
export type ExposureRow =
  | {
      readonly kind: 'coin';
      readonly id: AssetId;
      readonly level: 1;
      readonly code: string;
      readonly name: string;
      readonly exposure: Exposure;
      /** Absent where no position is open. */
      readonly expanded: boolean | undefined;
    }
  | {
      readonly kind: 'position';
      readonly id: string;
      readonly level: 2;
      readonly position: PositionView;
    };

export interface ExposureInput {
  readonly book: Pick<PortfolioBook, 'balances' | 'prices' | 'assets'>;
  readonly positions: readonly PositionView[];
  /** Wrapped and staked variants count as the coin they stand for. */
  readonly grouped: boolean;
  /** What figures are shown in: one coin of that is worth exactly one. */
  readonly quote: QuoteDisplay;
}

/** Net delta per coin of everything held and every open position. */
export function exposureOf({
  book,
  positions,
  grouped,
  quote,
}: ExposureInput): ReadonlyMap<AssetId, Exposure> {
  const quoted = new Set(
    [...book.balances.values(), ...positions].flatMap(({ asset, price }) =>
      isQuoted(asset, quote) ? [price] : [],
    ),
  );
  const usdOf = (venue: string, code: string): Decimal | undefined => {
    const key = priceKey(venue, code);
    const price = usdOfView(book.prices.get(key));
    return price !== undefined && quoted.has(key) ? quote.usdPerUnit : price;
  };
  const prices = grouped
    ? new Map(pricesByAsset([...book.balances.values()], priceReader(book)))
    : new Map<AssetId, Decimal>();
  if (quote.usdPerUnit !== undefined && prices.has(quote.currency))
    prices.set(quote.currency, quote.usdPerUnit);
  return exposures(
    [...book.balances.values()].map((balance) => ({ ...balance, ...amountsOf(balance) })),
    positions.map(({ venue, code, asset, kind, delta }) => ({
      venue,
      code,
      asset,
      kind,
      ...(delta === undefined ? {} : { delta: new Decimal(delta) }),
    })),
    {
      usdOf,
      groupOf: (asset) => {
        const standsFor = grouped ? book.assets.get(asset)?.standsFor : undefined;
        const price = standsFor === undefined ? undefined : prices.get(standsFor);
        return standsFor === undefined || price === undefined
          ? undefined
          : { asset: standsFor, usd: price };
      },
    },
  );
}

/**
 * The lines to show, the largest exposure first whichever way it points. What is worth less than
 * `dustBelow` dollars and has neither debts nor positions is left out.
 */
export function exposureRows(
  found: ReadonlyMap<AssetId, Exposure>,
  { book, positions, grouped }: ExposureInput,
  expanded: ReadonlySet<string>,
  dustBelow: Decimal | undefined,
): readonly ExposureRow[] {
  const ownerOf = (asset: AssetId): AssetId => {
    const standsFor = grouped ? book.assets.get(asset)?.standsFor : undefined;
    return standsFor !== undefined && found.has(standsFor) ? standsFor : asset;
  };
  const shown = [...found.values()].filter((one) => !isDust(one, dustBelow));
  shown.sort(
    (one, other) => size(other).comparedTo(size(one)) || (one.asset < other.asset ? -1 : 1),
  );
  return shown.flatMap((exposure): ExposureRow[] => {
    const { asset } = exposure;
    const own = positions.filter((one) => ownerOf(one.asset) === asset);
    const { code = asset, name = asset } = book.assets.get(asset) ?? {};
    const isOpen = own.length === 0 ? undefined : expanded.has(asset);
    return [
      {
        kind: 'coin',
        id: asset,
        level: 1,
        code,
        name,
        exposure,
        expanded: isOpen,
      },
      ...(isOpen === true
        ? own.map((position): ExposureRow => ({
            kind: 'position',
            id: position.key,
            level: 2,
            position,
          }))
        : []),
    ];
  });
}

/** What {@link exposureRows} leaves out. */
export interface ExposureDust {
  readonly coins: number;
  /** Net, in dollars. */
  readonly usd: Decimal;
}

export function exposureDust(
  found: ReadonlyMap<AssetId, Exposure>,
  dustBelow: Decimal | undefined,
): ExposureDust {
  const dust = [...found.values()].filter((one) => isDust(one, dustBelow));
  const usd = dust.reduce((sum, { netUsd }) => sum.plus(netUsd ?? ZERO), ZERO);
  return { coins: dust.length, usd };
}

function size({ netUsd }: Exposure): Decimal {
  return netUsd?.abs() ?? ZERO;
}

function isDust(exposure: Exposure, below: Decimal | undefined): boolean {
  const { netUsd, borrowed, futures, options, unknownDeltas, partlyUnpriced } = exposure;
  if (below === undefined || netUsd === undefined || partlyUnpriced) return false;
  const isPlain = borrowed.isZero() && futures.isZero() && options.isZero() && unknownDeltas === 0;
  return isPlain && netUsd.abs().lessThan(below);
}
