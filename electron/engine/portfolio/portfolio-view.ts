import { decimal, priceDecimal, type Decimal } from '../../../shared/base/decimal';
import type {
  BalanceView,
  CodePartView,
  PriceHopView,
  PriceView,
  TotalsView,
} from '../../../shared/contract/portfolio-view';
import { balanceKey, type Balance, type CodePart } from '../../../shared/portfolio/balance';
import { priceKey, type Price, type PriceHop } from '../../../shared/pricing/price';
import type { Totals, ValuedBalance } from '../../../shared/portfolio/snapshot';

/** Domain values as text for the wire and for storage, and back. */

export function balanceView(valued: ValuedBalance): BalanceView {
  const { connectionId, venue, accountType, subaccount, asset, code, valueUsd } = valued;
  return {
    key: balanceKey(valued),
    connectionId,
    venue,
    accountType,
    ...(subaccount === undefined ? {} : { subaccount }),
    asset,
    code,
    ...amountTexts(valued),
    ...(valued.parts === undefined
      ? {}
      : { parts: valued.parts.map((part) => ({ code: part.code, ...amountTexts(part) })) }),
    price: priceKey(venue, code),
    ...(valueUsd === undefined ? {} : { valueUsd: valueUsd.toString() }),
    ...(valued.carried === true ? { carried: true } : {}),
    ...receiptParts(valued),
  };
}

/** @throws DecimalError when the view holds text that is no decimal */
export function balanceFromView(view: BalanceView): Balance {
  const { connectionId, venue, accountType, subaccount, asset, code } = view;
  return {
    connectionId,
    venue,
    accountType,
    ...(subaccount === undefined ? {} : { subaccount }),
    asset,
    code,
    ...amountsFromTexts(view),
    ...(view.parts === undefined
      ? {}
      : { parts: view.parts.map((part) => ({ code: part.code, ...amountsFromTexts(part) })) }),
    ...receiptParts(view),
  };
}

function amountTexts(amounts: Omit<CodePart, 'code'>): Omit<CodePartView, 'code'> {
  return {
    available: amounts.available.toString(),
    locked: amounts.locked.toString(),
    total: amounts.total.toString(),
    borrowed: amounts.borrowed.toString(),
  };
}

function amountsFromTexts(texts: Omit<CodePartView, 'code'>): Omit<CodePart, 'code'> {
  return {
    available: decimal(texts.available),
    locked: decimal(texts.locked),
    total: decimal(texts.total),
    borrowed: decimal(texts.borrowed),
  };
}

type ReceiptParts = Pick<Balance, 'standsFor' | 'receiptsIn'>;

function receiptParts({ standsFor, receiptsIn }: ReceiptParts): ReceiptParts {
  return {
    ...(standsFor === undefined ? {} : { standsFor }),
    ...(receiptsIn === undefined ? {} : { receiptsIn }),
  };
}

function hopView(hop: PriceHop): PriceHopView {
  return { ...hop, rate: hop.rate.toString() };
}

function hopFromView(hop: PriceHopView): PriceHop {
  return { ...hop, rate: priceDecimal(hop.rate) };
}

export function priceView(price: Price): PriceView {
  switch (price.kind) {
    case 'unpriced': {
      const { claim, ...rest } = price;
      return claim === undefined
        ? rest
        : { ...rest, claim: { ...claim, usd: claim.usd.toString() } };
    }
    case 'manual':
      return { ...price, usd: price.usd.toString() };
    case 'peg-assumed': {
      const { usd, path, setAside, ...rest } = price;
      return {
        ...rest,
        usd: usd.toString(),
        path: path.map(hopView),
        ...setAsideView(setAside, String),
      };
    }
    case 'market': {
      const { usd, path, usd24hAgo, jump, setAside, ...rest } = price;
      return {
        ...rest,
        usd: usd.toString(),
        path: path.map(hopView),
        ...(usd24hAgo === undefined ? {} : { usd24hAgo: usd24hAgo.toString() }),
        ...(jump === undefined ? {} : { jump: { ...jump, usd: jump.usd.toString() } }),
        ...setAsideView(setAside, String),
      };
    }
  }
}

/** @throws DecimalError when the view holds text that is no decimal */
export function priceFromView(view: PriceView): Price {
  switch (view.kind) {
    case 'unpriced': {
      const { claim, ...rest } = view;
      return claim === undefined
        ? rest
        : { ...rest, claim: { ...claim, usd: priceDecimal(claim.usd) } };
    }
    case 'manual':
      return { ...view, usd: priceDecimal(view.usd) };
    case 'peg-assumed': {
      const { usd, path, setAside, ...rest } = view;
      return {
        ...rest,
        usd: priceDecimal(usd),
        path: path.map(hopFromView),
        ...setAsideView(setAside, priceDecimal),
      };
    }
    case 'market': {
      const { usd, path, usd24hAgo, jump, setAside, ...rest } = view;
      return {
        ...rest,
        usd: priceDecimal(usd),
        path: path.map(hopFromView),
        ...(usd24hAgo === undefined ? {} : { usd24hAgo: priceDecimal(usd24hAgo) }),
        ...(jump === undefined ? {} : { jump: { ...jump, usd: priceDecimal(jump.usd) } }),
        ...setAsideView(setAside, priceDecimal),
      };
    }
  }
}

function setAsideView<Usd, Out>(
  setAside: { readonly usd: Usd; readonly venues: number } | undefined,
  convert: (usd: Usd) => Out,
): { readonly setAside?: { readonly usd: Out; readonly venues: number } } {
  if (setAside === undefined) return {};
  return { setAside: { usd: convert(setAside.usd), venues: setAside.venues } };
}

export function totalsView(totals: Totals): TotalsView {
  const { quality } = totals;
  return {
    totalUsd: totals.totalUsd.toString(),
    byVenue: texts(totals.byVenue),
    byAsset: texts(totals.byAsset),
    byAccountType: texts(totals.byAccountType),
    quality: {
      liveUsd: quality.liveUsd.toString(),
      stalePriceUsd: quality.stalePriceUsd.toString(),
      carriedUsd: quality.carriedUsd.toString(),
      pegAssumedUsd: quality.pegAssumedUsd.toString(),
      manualUsd: quality.manualUsd.toString(),
      unpricedBalances: quality.unpricedBalances,
      balances: quality.balances,
      overlaps: quality.overlaps.map((overlap) => ({ ...overlap, usd: overlap.usd.toString() })),
    },
  };
}

function texts<Key extends string>(map: ReadonlyMap<Key, Decimal>): Record<Key, string> {
  return Object.fromEntries([...map].map(([key, value]) => [key, value.toString()])) as Record<
    Key,
    string
  >;
}
