import { CURRENCIES } from '../../../shared/assets/currencies';
import type { Decimal } from '../../../shared/base/decimal';
import { ZERO } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import { fixed, type VenueRequest } from '../plumbing/wire';
import { percentText } from '../world/fill';
import type { Holding } from '../world/world-event';
import { refuse, type KrakenGuard } from './auth';
import { altnameOf, assetIdOf, coinOf } from './codes';
import { marginSummary, openPositions } from './margin';
import type { Tokens } from './tokens';

/** Private REST endpoints; signed. */
export function accountRoutes(context: VenueContext, guard: KrakenGuard, tokens: Tokens): Routes {
  const { world } = context;
  const requireSigned = (answer: (keyIndex: number, request: VenueRequest) => unknown) => {
    return (request: VenueRequest) => ({
      error: [],
      result: answer(guard.require(request), request),
    });
  };
  const balances = (keyIndex: number, describe: (code: string, holding: Holding) => unknown) =>
    Object.fromEntries(
      allHoldings(context, keyIndex).map(([code, holding]) => [
        assetIdOf(code),
        describe(code, holding),
      ]),
    );
  return {
    'POST /0/private/BalanceEx': requireSigned((keyIndex) =>
      balances(keyIndex, (code, holding) => ({
        balance: amount(code, totalOf(holding)),
        hold_trade: amount(code, holding.locked),
      })),
    ),
    'POST /0/private/Balance': requireSigned((keyIndex) =>
      balances(keyIndex, (code, holding) => amount(code, totalOf(holding))),
    ),
    'POST /0/private/TradeBalance': requireSigned((keyIndex) => {
      const usd = allHoldings(context, keyIndex).reduce(
        (sum, [code, holding]) =>
          sum.plus(totalOf(holding).times(world.price(coinOf(code)) ?? ZERO)),
        ZERO,
      );
      const worth = usd.toFixed(4);
      return { eb: worth, tb: worth, ...marginSummary(context, keyIndex, usd) };
    }),
    'POST /0/private/TradeVolume': requireSigned((_keyIndex, request) => {
      const pair = request.params.get('pair') ?? 'XBTUSD';
      const rate = percentText(context.world.terms(context.id).fee);
      const fee = { fee: rate, minfee: '0.0800', maxfee: rate, nextfee: '0.3500' };
      return {
        currency: 'ZUSD',
        volume: '0.0000',
        fees: { [pair]: { ...fee, nextvolume: '10000.0000', tiervolume: '0.0000' } },
      };
    }),
    'POST /0/private/OpenPositions': requireSigned((keyIndex) => openPositions(context, keyIndex)),
    'POST /0/private/GetWebSocketsToken': requireSigned((keyIndex) => {
      requirePermission(context, keyIndex, 'websockets');
      return { token: tokens.issue(keyIndex), expires: 900 };
    }),
    'POST /0/private/GetApiKeyInfo': requireSigned((keyIndex) => {
      requirePermission(context, keyIndex, 'key-info');
      return describeKey(context, guard, keyIndex);
    }),
    'POST /0/private/Earn/Allocations': requireSigned((keyIndex) => allocations(context, keyIndex)),
  };
}

function requirePermission(
  { world, id }: VenueContext,
  keyIndex: number,
  permission: 'websockets' | 'key-info',
): void {
  if (world.keys(id)[keyIndex]?.lacks?.includes(permission) === true)
    throw refuse('EGeneral:Permission denied');
}

/** Every coin a key holds, code by code: Kraken lists all of it in one account. */
export function allHoldings(context: VenueContext, keyIndex: number): [string, Holding][] {
  const { world, id } = context;
  return (
    world
      .accounts(id, keyIndex)
      // Positions on margin are no coins.
      .filter((account) => account !== 'cross-margin')
      .flatMap((account) => [...world.holdings(id, keyIndex, account)])
  );
}

export function totalOf(holding: Holding): Decimal {
  return holding.available.plus(holding.locked);
}

/** Coins carry ten digits after the point, currencies four. */
function amount(code: string, value: Decimal): string {
  return fixed(value, CURRENCIES.has(coinOf(code)) ? 4 : 10);
}

function describeKey(context: VenueContext, guard: KrakenGuard, keyIndex: number) {
  const key = context.world.keys(context.id)[keyIndex];
  const permissions = ['query-funds', 'query-open-trades', 'query-closed-trades', 'query-ledger'];
  if (key?.canTrade) permissions.push('modify-trades', 'close-trades');
  if (key?.canWithdraw) permissions.push('withdraw-funds');
  return {
    apiKeyName: key?.label ?? '',
    apiKey: key?.apiKey ?? '',
    nonce: guard.lastNonce(keyIndex),
    nonceWindow: 0,
    permissions,
    // The public id of the account.
    iban: `AA88 N84G DEMO ${String(1000 + context.world.accountOf(context.id, keyIndex))}`,
    validUntil: '0',
    queryFrom: '0',
    queryTo: '0',
    createdTime: '1735689600',
    modifiedTime: '1735689600',
    ipAllowlist: key?.addresses ?? [],
    lastUsed: String(Math.floor(context.now() / 1000)),
  };
}

/** Earn holdings once more, by strategy; `BalanceEx` lists the same coins with a suffix. */
function allocations(context: VenueContext, keyIndex: number) {
  const { world, id } = context;
  const accounts = ['earn-flexible', 'earn-locked', 'staking'] as const;
  const rows = accounts.flatMap((account) => [...world.holdings(id, keyIndex, account)]);
  const usd = (code: string, value: Decimal) => value.times(world.price(coinOf(code)) ?? ZERO);
  const total = rows.reduce((sum, [code, coin]) => sum.plus(usd(code, totalOf(coin))), ZERO);
  return {
    converted_asset: 'USD',
    total_allocated: total.toFixed(4),
    total_rewarded: '0.0000',
    next_cursor: null,
    items: rows.map(([code, holding], index) => ({
      strategy_id: `ESDEMO-STRAT-${String(index + 1).padStart(5, '0')}`,
      native_asset: altnameOf(coinOf(code)),
      amount_allocated: {
        total: {
          native: amount(code, totalOf(holding)),
          converted: usd(code, totalOf(holding)).toFixed(4),
        },
      },
      total_rewarded: { native: '0.0000000000', converted: '0.0000' },
    })),
  };
}
