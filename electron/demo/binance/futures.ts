import { ZERO, type Decimal } from '../../../shared/money/decimal';
import { fixed } from '../plumbing/wire';
import type { Holding } from '../world/world-event';

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
export function futuresAccount(rows: [string, Holding][], now: number) {
  const assets = rows.map(([code, holding]) => futuresRow(code, holding, now));
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    updateTime: 0,
    assets,
    positions: [],
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
