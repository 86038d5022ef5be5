import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly, lockedBalance } from '../../reading/balances';
import { amountOf, asRows, entryOf, optionalAmountOf, textOf, type Row } from '../../reading/shape';
import { readParts } from '../common/parts';
import type {
  AccountContents,
  AccountReader,
  OwnTotalReader,
  VenueAccounts,
} from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { positionReader, type ContractGroup } from './positions';
import { resultOf, walletBalances, type WalletTypes } from './rows';
import { bybitStream } from './stream';

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

const TETHER: ContractGroup = { category: 'linear', settleCoin: 'USDT' };
const DOLLAR: ContractGroup = { category: 'linear', settleCoin: 'USDC' };
const INVERSE: ContractGroup = { category: 'inverse' };
const OPTIONS: ContractGroup = { category: 'option' };

/** Which contracts a wallet carries: https://bybit-exchange.github.io/docs/v5/position */
function contractsOf(accountType: AccountType, wallets: WalletTypes): readonly ContractGroup[] {
  if (accountType === 'futures') return [TETHER, INVERSE];
  if (accountType === 'futures-inverse') return [INVERSE];
  if (accountType !== 'unified') return [];
  return 'CONTRACT' in wallets ? [TETHER, DOLLAR, OPTIONS] : [TETHER, DOLLAR, INVERSE, OPTIONS];
}

/** What Bybit's page for keys calls what a reader needs. */
const PERMISSIONS: Partial<Readonly<Record<AccountType, readonly string[]>>> = {
  unified: ['Unified Trading'],
  spot: ['SPOT'],
  futures: ['Contract'],
  'futures-inverse': ['Contract'],
  funding: ['Assets'],
  earn: ['Earn'],
};

/**
 * Bybit's accounts: https://bybit-exchange.github.io/docs/v5/account/wallet-balance
 * @param derivatives whether the venue, one of Bybit's regional ones perhaps, has contracts
 */
export async function bybitAccounts(
  venue: VenueCalls,
  derivatives: boolean,
): Promise<VenueAccounts> {
  const info = resultOf(await venue.call('privateGetV5AccountInfo'));
  const status = textOf(info, 'unifiedMarginStatus');
  const wallets = entryOf(WALLETS_BY_STATUS, status);
  if (wallets === undefined)
    throw new VenueFailure('bad-response', `"unifiedMarginStatus" was ${status}`);
  const readers: AccountReader[] = [
    ...Object.entries(wallets).map(([wallet, accountType]): AccountReader => {
      const contracts = derivatives ? contractsOf(accountType, wallets) : [];
      return {
        accountType,
        source: `GET /v5/account/wallet-balance?accountType=${wallet}`,
        read: async () => {
          const account = await walletOf(venue, wallet, 'balances');
          return heldOnly(walletBalances(account, accountType, (id) => venue.code(id)));
        },
        ...(contracts.length === 0
          ? {}
          : { positions: positionReader(venue, accountType, contracts) }),
      };
    }),
    {
      accountType: 'funding',
      source: 'GET /v5/asset/transfer/query-account-coins-balance?accountType=FUND',
      read: () => readFunding(venue),
    },
    { accountType: 'earn', source: 'GET /v5/earn/position', read: () => readEarn(venue) },
  ];
  return {
    readers: readers.map((reader) => {
      const permissions = PERMISSIONS[reader.accountType];
      return permissions === undefined ? reader : { ...reader, permissions };
    }),
    streams: [bybitStream(wallets, (id) => venue.code(id))],
    ...('UNIFIED' in wallets ? { ownTotal: ownTotal(venue) } : {}),
  };
}

/** A wallet as Bybit answers it, shared by what is read of it at the same time. */
function walletOf(venue: VenueCalls, wallet: string, reader: string): Promise<Row> {
  return venue.shared(wallet, reader, async () => {
    const answer = await venue.call('privateGetV5AccountWalletBalance', { accountType: wallet });
    const accounts = asRows(resultOf(answer)['list'], 'list');
    const [account] = accounts;
    // An unknown type would be answered with another wallet, which would be counted twice.
    if (account === undefined || accounts.length > 1 || account['accountType'] !== wallet)
      throw new VenueFailure('bad-response', `"accountType" was not ${wallet}`);
    return account;
  });
}

/** The sum of the coins' equities in dollars, from which debts are already taken. */
function ownTotal(venue: VenueCalls): OwnTotalReader {
  return {
    source: 'GET /v5/account/wallet-balance (totalEquity)',
    covers: ['unified'],
    read: async () => {
      const account = await walletOf(venue, 'UNIFIED', 'own total');
      return { amount: amountOf(account, 'totalEquity'), code: 'USD' };
    },
  };
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

/** Bybit's categories of earn, and ours. */
const EARN = [
  { category: 'FlexibleSaving', subaccount: 'flexible', name: 'flexible savings' },
  { category: 'OnChain', subaccount: 'on-chain', name: 'on-chain earn' },
] as const;

function readEarn(venue: VenueCalls): Promise<AccountContents> {
  return readParts(
    EARN.map(({ category, subaccount, name }) => ({
      name,
      holds: { subaccounts: [subaccount] },
      read: async () => {
        const result = resultOf(await venue.call('privateGetV5EarnPosition', { category }));
        // No pages are documented, as they are of Bybit's other products.
        if (![undefined, null, ''].includes(result['nextPageCursor'] as string))
          throw new VenueFailure('bad-response', 'there are more pages of earn');
        return asRows(result['list'], 'list').map((row) => {
          const code = venue.code(textOf(row, 'coin'));
          return lockedBalance({ accountType: 'earn', code, subaccount }, amountOf(row, 'amount'));
        });
      },
    })),
  );
}
