import type { AssetView } from '../../shared/contract/portfolio-view';
import type { RebalanceTermsView } from '../../shared/contract/rebalance-view';
import { knownAsset } from '../../shared/assets/asset-registry';
import type { AssetId } from '../../shared/assets/asset';
import { heldPart, type HeldPart } from '../../shared/rebalancing/held';
import type {
  RebalanceAsset,
  RebalanceInput,
  RebalanceMode,
  TradableMarket,
} from '../../shared/rebalancing/rebalance-input';
import type { ClassId } from '../../shared/rebalancing/rebalance-plan-types';
import type { Target, TargetSet } from '../../shared/rebalancing/targets';
import { amountsOf, carriedAccounts, isCarried, priceReader } from './holding-amounts';
import type { LivePortfolio } from '../stores/portfolio-store';
import {
  marketKey,
  parseTerms,
  type BooksByMarket,
  type ParsedTerms,
} from '../stores/rebalance-terms';

/** The parts of the live portfolio that rebalancing is made of. */
export type RebalancePortfolio = Pick<LivePortfolio, 'book' | 'coverage' | 'origin' | 'sequence'>;

export interface AssemblyParts {
  readonly portfolio: RebalancePortfolio;
  /** With what is tried out in it. */
  readonly targets: TargetSet;
  readonly mode: RebalanceMode;
  /** Absent until the venues have been asked: then there is no market either. */
  readonly terms: RebalanceTermsView | undefined;
  readonly books: BooksByMarket;
}

/** Assets that the terms are wanted for: those with a target, each once, in a fixed order. */
export function wantedAssets({ targets }: Pick<TargetSet, 'targets'>): readonly AssetId[] {
  return [
    ...new Set(
      targets.flatMap((target) => (target.kind === 'asset' ? [target.asset] : target.assets)),
    ),
  ].sort();
}

/**
 * Makes the input of a plan again and again. Only what changed is made anew: another target costs
 * nothing but itself, another order book only the list of markets.
 */
export function createAssembly(): (parts: AssemblyParts) => RebalanceInput {
  const held = lastOnly(
    (
      book: RebalancePortfolio['book'],
      _version: number,
      coverage: RebalancePortfolio['coverage'],
      origin: RebalancePortfolio['origin'],
      terms: ParsedTerms | undefined,
      wanted: string,
    ) => portfolioPart({ book, coverage, origin }, terms, JSON.parse(wanted) as readonly AssetId[]),
  );
  const parsed = lastOnly(parseTerms);
  const markets = lastOnly(withBooks);
  return ({ portfolio, targets, mode, terms, books }) => {
    const { book, coverage, origin } = portfolio;
    const known = terms === undefined ? undefined : parsed(terms);
    const wanted = JSON.stringify(wantedAssets(targets));
    return {
      ...held(book, book.version, coverage, origin, known, wanted),
      targets,
      mode,
      markets: known === undefined ? NO_MARKETS : markets(known.markets, books),
      fees: known?.fees ?? NO_FEES,
      routes: known?.routes ?? NO_ROUTES,
    };
  };
}

const NO_MARKETS: readonly TradableMarket[] = [];
const NO_FEES: RebalanceInput['fees'] = new Map();
const NO_ROUTES: RebalanceInput['routes'] = [];

/** Keeps the last answer: what does not change keeps its identity, and what is memoised by it. */
function lastOnly<Args extends readonly unknown[], T>(make: (...args: Args) => T) {
  let last: { readonly args: Args; readonly value: T } | undefined;
  return (...args: Args): T => {
    if (last === undefined || args.some((arg, index) => arg !== last?.args[index]))
      last = { args, value: make(...args) };
    return last.value;
  };
}

/** Holdings, their assets and prices; also of assets that only the targets name. */
export function portfolioPart(
  { book, coverage, origin }: Omit<RebalancePortfolio, 'sequence'>,
  terms?: ParsedTerms,
  wanted: readonly AssetId[] = [],
): HeldPart {
  const carried = carriedAccounts(coverage);
  const held = heldPart(
    [...book.balances.values()],
    {
      ...priceReader(book),
      available: (balance) => amountsOf(balance).available,
      net: (balance) => amountsOf(balance).net,
      // What was painted from the last run is as old as that: no order is built on it.
      isStale: (balance) => origin === 'stored' || isCarried(balance, carried),
    },
    (asset) => assetOf(asset, book.assets.get(asset)),
  );
  const assets = new Map([
    ...wanted.map((id) => [id, assetOf(id, book.assets.get(id))] as const),
    ...[...(terms?.assets ?? [])].map(([id, view]) => [id, assetOf(id, view)] as const),
    ...held.assets,
  ]);
  return { ...held, assets, prices: new Map([...(terms?.prices ?? []), ...held.prices]) };
}

function assetOf(id: AssetId, view: AssetView | undefined): RebalanceAsset {
  const found = view ?? knownAsset(id);
  return found === undefined
    ? { id, code: id.split('@')[0] ?? id, kind: 'crypto' }
    : { id, code: found.code, kind: found.kind };
}

function withBooks(
  markets: readonly TradableMarket[],
  books: BooksByMarket,
): readonly TradableMarket[] {
  if (books.size === 0) return markets;
  return markets.map((market) => {
    const book = books.get(marketKey(market));
    return book === undefined ? market : { ...market, book };
  });
}

/** The set with what is tried out put in the place of its own percentages. */
export function withWhatIf(set: TargetSet, whatIf: ReadonlyMap<string, string>): TargetSet {
  if (whatIf.size === 0) return set;
  const rest = whatIf.get('rest');
  return {
    ...set,
    targets: set.targets.map((target) => {
      const percent = whatIf.get(classIdOf(target));
      return percent === undefined ? target : { ...target, percent };
    }),
    everythingElse:
      rest !== undefined && set.everythingElse !== 'left-alone' ? rest : set.everythingElse,
  };
}

/** Percentages by class as the set has them: what a slider is compared with. */
export function percentOfClass(set: TargetSet, classId: string): string | undefined {
  if (classId === 'rest')
    return set.everythingElse === 'left-alone' ? undefined : set.everythingElse;
  return set.targets.find((target) => classIdOf(target) === classId)?.percent;
}

export function classIdOf(target: Target): ClassId {
  return target.kind === 'asset' ? `asset:${target.asset}` : `group:${target.name}`;
}
