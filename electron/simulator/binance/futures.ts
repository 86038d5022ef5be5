import { ZERO, type Decimal } from '../../../shared/base/decimal';
import { fixed } from '../plumbing/wire';
import type { Holding, OpenPosition } from '../world/world-event';
import { dollarsOf } from './contracts';

const amount = (value: Decimal): string => fixed(value, 8);
const ZERO_TEXT = amount(ZERO);

function futuresRow(asset: string, holding: Holding, updateTime: number) {
  const wallet = holding.available.plus(holding.locked);
  return {
    asset,
    walletBalance: amount(wallet),
    unrealizedProfit: amount(holding.unrealized),
    marginBalance: amount(wallet.plus(holding.unrealized)),
    maintMargin: amount(holding.locked.times('0.2')),
    initialMargin: amount(holding.locked),
    positionInitialMargin: amount(holding.locked),
    openOrderInitialMargin: ZERO_TEXT,
    maxWithdrawAmount: amount(holding.available),
    crossWalletBalance: amount(wallet),
    crossUnPnl: amount(holding.unrealized),
    availableBalance: amount(holding.available),
    updateTime,
  };
}

/** A futures account: wallets, with unrealised profit in the margin balance. */
export function futuresAccount(rows: [string, Holding][], positions: object[], now: number) {
  const assets = rows.map(([code, holding]) => futuresRow(code, holding, now));
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    updateTime: 0,
    assets,
    positions,
  };
}

/** One wallet of a futures account, as the balance endpoints list it. */
export function futuresBalance(asset: string, holding: Holding, updateTime: number) {
  const wallet = holding.available.plus(holding.locked);
  return {
    accountAlias: 'SgsR',
    asset,
    balance: amount(wallet),
    crossWalletBalance: amount(wallet),
    crossUnPnl: amount(holding.unrealized),
    availableBalance: amount(holding.available),
    maxWithdrawAmount: amount(holding.available),
    marginAvailable: true,
    updateTime,
  };
}

/** Positions of USD-M futures, as `/fapi/v3/account` lists them: in coins. */
export function linearPositions(positions: readonly OpenPosition[], updateTime: number) {
  return positions.map(({ base, size, mark }) => ({
    symbol: `${base}USDT`,
    positionSide: 'BOTH',
    positionAmt: size.toFixed(),
    unrealizedProfit: ZERO_TEXT,
    isolatedMargin: ZERO_TEXT,
    notional: amount(size.times(mark).toDecimalPlaces(8)),
    isolatedWallet: ZERO_TEXT,
    initialMargin: ZERO_TEXT,
    maintMargin: ZERO_TEXT,
    updateTime,
  }));
}

/** Positions of COIN-M futures with their mark prices: in contracts of so many dollars. */
export function inversePositions(positions: readonly OpenPosition[], updateTime: number) {
  return positions.map(({ base, size, mark }) => ({
    symbol: `${base}USD_PERP`,
    positionAmt: size.dividedBy(dollarsOf(base)).toFixed(),
    entryPrice: amount(mark.toDecimalPlaces(8)),
    breakEvenPrice: amount(mark.toDecimalPlaces(8)),
    markPrice: amount(mark.toDecimalPlaces(8)),
    unRealizedProfit: ZERO_TEXT,
    liquidationPrice: '0',
    leverage: '10',
    maxQty: '1000000',
    marginType: 'cross',
    isolatedMargin: ZERO_TEXT,
    isAutoAddMargin: 'false',
    positionSide: 'BOTH',
    notionalValue: amount(size.dividedBy(mark).toDecimalPlaces(8)),
    isolatedWallet: '0',
    updateTime,
  }));
}
