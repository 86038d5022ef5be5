import { onlyThese } from '../../protocol/ccxt/read-only';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, countOf, textOf, type Row } from '../../reading/shape';
import type { VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { hyperliquidAccounts } from './accounts';
import { checkedAddress, watchingAddress } from './address';
import { hyperliquidOrders, hyperliquidRules } from './orders';
import { codeOfIndex, tokenNames } from './tokens';
import { withRules } from '../common/spot-market';

/** Hyperliquid: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api */
export const hyperliquid: VenueDefinition = {
  info: {
    id: 'hyperliquid',
    kind: 'exchange',
    name: 'Hyperliquid',
    credentials: ['address'],
    credentialNames: { address: 'Account address' },
    support: 'full',
    accountTypes: ['unified', 'spot', 'futures', 'earn'],
    updates: 'polling',
    notSeen: {
      unified: ['balances in escrow for HyperEVM', 'tokens on HyperEVM (watch the address there)'],
      spot: ['balances in escrow for HyperEVM', 'tokens on HyperEVM (watch the address there)'],
      futures: ['sub-accounts (each is an address of its own)'],
    },
  },
  load: async () => ({ default: watchingAddress((await import('@venue/hyperliquid.js')).default) }),
  // All that can be read is one POST, whose body says what; everything that acts is `POST /exchange`,
  // which needs a signature and for which ccxt has no endpoint left here.
  // Weights are 2 for states, 20 for all else and 60 for the role: on average less than this.
  policy: onlyThese({ 'POST /info': { limit: 'address', weight: 12 } }),
  limits: {
    // https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/rate-limits-and-user-limits
    limits: { address: { capacity: 1200, periodMs: 60_000, per: 'address' } },
    pauses: 'address',
  },
  errors: {
    errorOf: (json) => {
      const { status, response, error } = (json ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof error === 'string') return { code: 'error', message: error };
      return status === 'err' ? { code: 'err', message: String(response ?? '') } : undefined;
    },
    codes: {},
  },
  accounts: hyperliquidAccounts,
  // An address is no key: it opens nothing.
  permissions: async () => ({
    permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
    ipRestricted: 'no',
  }),
  account: { ask: async (_venue, { address = '' }) => checkedAddress(address) },
  tickers: {
    markets: async (venue) => {
      const [meta] = await spotMarkets(venue);
      const [names, rules] = [tokenNames(meta), hyperliquidRules(meta)];
      return asRows(meta['universe'], 'universe').map((row) => {
        const [token = -1, ...others] = tokensOf(row);
        const [base, quote] = [token, ...others].map((index) => codeOfIndex(names, index));
        if (base === undefined || quote === undefined) throw notDocumented('tokens');
        const market = { id: textOf(row, 'name'), base, quote, baseId: base, quoteId: quote };
        return withRules(market, rules.get(token));
      });
    },
    tickers: async (venue) => {
      const [, contexts] = await spotMarkets(venue);
      return contexts.map((row) => ({
        marketId: textOf(row, 'coin'),
        last: row['markPx'],
        quoteVolume: row['dayNtlVlm'],
        open24h: row['prevDayPx'],
      }));
    },
    marketsPerSubscription: 0,
  },
  orders: hyperliquidOrders,
};

/** The spot pairs and their prices: `[meta, contexts]`. */
async function spotMarkets(venue: VenueCalls): Promise<readonly [Row, readonly Row[]]> {
  const answer = await venue.call('publicPostInfo', { type: 'spotMetaAndAssetCtxs' });
  if (!Array.isArray(answer) || answer.length < 2) throw notDocumented('spotMetaAndAssetCtxs');
  return [asRow(answer[0], 'spotMeta'), asRows(answer[1], 'contexts')];
}

/** Indices of the base and quote token of a pair. */
function tokensOf(pair: Row): readonly number[] {
  const tokens: unknown = pair['tokens'];
  if (!Array.isArray(tokens)) throw notDocumented('tokens');
  return tokens.map((token: unknown) => countOf({ token }, 'token'));
}

function notDocumented(what: string): VenueFailure {
  return new VenueFailure('bad-response', `"${what}" was not as documented`);
}
