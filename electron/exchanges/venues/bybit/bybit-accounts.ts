import { ZERO, type Decimal } from '../../../../shared/money/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly, lockedBalance } from '../../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../../reading/shape';
import type { AccountReader, VenueAccounts, VenueCalls } from '../venue-definition';
import { bybitStream } from './bybit-stream';

/** Bybit's name of a wallet, and what this app calls it. */
export type WalletTypes = Readonly<Record<string, AccountType>>;

/**
 * Which wallets there are depends on the account's stage of being unified. On a unified account spot,
 * swap and unified are one and the same wallet: it is read once.
 * https://bybit-exchange.github.io/docs/v5/enum#unifiedmarginstatus
 */
const WALLETS_BY_STATUS: Readonly<Record<string, WalletTypes>> = {
  '1': { SPOT: 'spot', CONTRACT: 'futures' },
  // The first unified accounts keep coin-margined contracts in a wallet of their own.
  '3': { UNIFIED: 'unified', CONTRACT: 'futures-inverse' },
  '4': { UNIFIED: 'unified', CONTRACT: 'futures-inverse' },
  '5': { UNIFIED: 'unified' },
  '6': { UNIFIED: 'unified' },
};

/** Bybit's accounts: https://bybit-exchange.github.io/docs/v5/account/wallet-balance */
export async function bybitAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const info = resultOf(await venue.call('privateGetV5AccountInfo'));
  const status = textOf(info, 'unifiedMarginStatus');
  const wallets = WALLETS_BY_STATUS[status];
  if (wallets === undefined)
    throw new VenueFailure('bad-response', `"unifiedMarginStatus" was ${status}`);
  const readers: AccountReader[] = [
    ...Object.entries(wallets).map(([wallet, accountType]) => ({
      accountType,
      source: `GET /v5/account/wallet-balance?accountType=${wallet}`,
      read: () => readWallet(venue, wallet, accountType),
    })),
    {
      accountType: 'funding',
      source: 'GET /v5/asset/transfer/query-account-coins-balance?accountType=FUND',
      read: () => readFunding(venue),
    },
    { accountType: 'earn', source: 'GET /v5/earn/position', read: () => readEarn(venue) },
  ];
  return { readers, streams: [bybitStream(wallets, (id) => venue.code(id))] };
}

/** The `result` of an answer. @throws VenueFailure `bad-response` if there is none */
export function resultOf(answer: unknown): Row {
  return asRow(asRow(answer, 'answer')['result'], 'result');
}

async function readWallet(
  venue: VenueCalls,
  wallet: string,
  accountType: AccountType,
): Promise<VenueBalance[]> {
  const answer = await venue.call('privateGetV5AccountWalletBalance', { accountType: wallet });
  const accounts = asRows(resultOf(answer)['list'], 'list');
  const [account] = accounts;
  // An unknown type would be answered with another wallet, which would be counted twice.
  if (account === undefined || accounts.length > 1 || account['accountType'] !== wallet)
    throw new VenueFailure('bad-response', `"accountType" was not ${wallet}`);
  return heldOnly(walletBalances(account, accountType, (id) => venue.code(id)));
}

/** The coins of a wallet, as `wallet-balance` answers and the `wallet` topic pushes them. */
export function walletBalances(
  account: Row,
  accountType: AccountType,
  code: (assetId: string) => string,
): VenueBalance[] {
  return asRows(account['coin'], 'coin').map((coin) => {
    const holding = { accountType, code: code(textOf(coin, 'coin')) };
    if (accountType === 'spot') {
      const [wallet, locked] = [amountOf(coin, 'walletBalance'), optionalAmountOf(coin, 'locked')];
      return heldBalance(holding, wallet.minus(locked), locked, debtOf(coin));
    }
    const total = equityBeforeDebt(coin);
    const used = ['locked', 'totalPositionIM', 'totalOrderIM']
      .map((field) => optionalAmountOf(coin, field))
      .reduce((sum, amount) => sum.plus(amount), ZERO);
    const interest = optionalAmountOf(coin, 'accruedInterest');
    return equityBalance(holding, total, total.minus(used), spotDebt(coin).plus(interest));
  });
}

/**
 * Bybit's equity of a coin is its wallet balance and unrealised profit and loss, with options at their
 * value, less what was borrowed for spot; adding that back gives what is held before debt.
 */
function equityBeforeDebt(coin: Row): Decimal {
  const equity = coin['equity'];
  if (equity === undefined || equity === '')
    return amountOf(coin, 'walletBalance').plus(optionalAmountOf(coin, 'unrealisedPnl'));
  return amountOf(coin, 'equity').plus(spotDebt(coin));
}

/** `borrowAmount` includes debts of derivatives, which a negative wallet balance states already. */
function spotDebt(coin: Row): Decimal {
  if (coin['spotBorrow'] !== undefined) return optionalAmountOf(coin, 'spotBorrow');
  const wallet = amountOf(coin, 'walletBalance');
  const stated = wallet.isNegative() ? wallet.negated() : ZERO;
  const rest = optionalAmountOf(coin, 'borrowAmount').minus(stated);
  return rest.isNegative() ? ZERO : rest;
}

function debtOf(coin: Row): Decimal {
  return optionalAmountOf(coin, 'borrowAmount').plus(optionalAmountOf(coin, 'accruedInterest'));
}

async function readFunding(venue: VenueCalls): Promise<VenueBalance[]> {
  const result = resultOf(
    await venue.call('privateGetV5AssetTransferQueryAccountCoinsBalance', { accountType: 'FUND' }),
  );
  if (result['accountType'] !== 'FUND')
    throw new VenueFailure('bad-response', '"accountType" was not FUND');
  // Bybit says null, not an empty list, for a wallet that was never used.
  const rows = result['balance'] === null ? [] : asRows(result['balance'], 'balance');
  return heldOnly(
    rows.map((row) =>
      equityBalance(
        { accountType: 'funding', code: venue.code(textOf(row, 'coin')) },
        amountOf(row, 'walletBalance'),
        optionalAmountOf(row, 'transferBalance'),
      ),
    ),
  );
}

const EARN_CATEGORIES = ['FlexibleSaving', 'OnChain'] as const;

async function readEarn(venue: VenueCalls): Promise<VenueBalance[]> {
  const answers = await Promise.all(
    EARN_CATEGORIES.map((category) => venue.call('privateGetV5EarnPosition', { category })),
  );
  return heldOnly(
    answers.flatMap((answer, index) =>
      asRows(resultOf(answer)['list'], 'list').map((row) => {
        const subaccount = EARN_CATEGORIES[index] === 'OnChain' ? 'on-chain' : 'flexible';
        const holding = { accountType: 'earn', code: venue.code(textOf(row, 'coin')) } as const;
        return lockedBalance({ ...holding, subaccount }, amountOf(row, 'amount'));
      }),
    ),
  );
}
