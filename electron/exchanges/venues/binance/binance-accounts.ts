import type { Decimal } from '../../../../shared/money/decimal';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly } from '../../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../../reading/shape';
import type { AccountReader, VenueAccounts, VenueCalls } from '../venue-definition';
import { EarnAccount, type SpotRows } from './binance-earn';
import { binanceStreams } from './binance-streams';

/** Binance's accounts: https://developers.binance.com/docs/wallet and /margin_trading, /derivatives. */
export async function binanceAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const spotRows: SpotRows = (reader) =>
    venue.shared('spot', reader, async () => {
      const answer = asRow(await venue.call('privateGetAccount'), 'account');
      return asRows(answer['balances'], 'balances');
    });
  const earn = new EarnAccount(venue, spotRows);

  const readers: AccountReader[] = [
    {
      accountType: 'spot',
      source: 'GET /api/v3/account',
      read: () => readSpot(venue, spotRows, earn),
    },
    {
      accountType: 'funding',
      source: 'POST /sapi/v1/asset/get-funding-asset',
      read: () => readFunding(venue),
    },
    {
      accountType: 'margin',
      source: 'GET /sapi/v1/margin/account',
      read: () => readMargin(venue),
    },
    {
      accountType: 'isolated-margin',
      source: 'GET /sapi/v1/margin/isolated/account',
      read: () => readIsolatedMargin(venue),
    },
    {
      accountType: 'futures',
      source: 'GET /fapi/v3/account',
      read: () => readFutures(venue, 'futures', 'fapiPrivateV3GetAccount'),
    },
    {
      accountType: 'futures-inverse',
      source: 'GET /dapi/v1/account',
      read: () => readFutures(venue, 'futures-inverse', 'dapiPrivateGetAccount'),
    },
    {
      accountType: 'earn',
      source: 'GET /sapi/v1/simple-earn/…/position, GET …-staking/account',
      read: () => earn.read(),
      timeoutMs: 20_000,
    },
  ];
  const refined = readers.map((reader) =>
    reader.accountType === 'spot' ? reader : tellingPermissionFromKey(venue, reader),
  );
  return { readers: refined, streams: binanceStreams((id) => venue.code(id)) };
}

/**
 * `LDxxx` rows are receipts of Simple Earn, counted in the earn account. They are counted here, as the
 * base coin, only if the key cannot read earn at all and never could. A passing failure of earn must
 * not count them: its last balances are carried on, and they would be there twice.
 */
async function readSpot(
  venue: VenueCalls,
  spotRows: SpotRows,
  earn: EarnAccount,
): Promise<VenueBalance[]> {
  const rows = await spotRows('spot');
  const balances: VenueBalance[] = [];
  let earnIsReadable: boolean | undefined;
  for (const row of rows) {
    const asset = textOf(row, 'asset');
    const [free, locked] = [amountOf(row, 'free'), amountOf(row, 'locked')];
    if (free.isZero() && locked.isZero()) continue;
    const base = earnReceiptBase(asset);
    if (base === undefined) {
      balances.push(heldBalance({ accountType: 'spot', code: venue.code(asset) }, free, locked));
    } else {
      earnIsReadable ??= await earn.isReadable();
      if (earnIsReadable) continue;
      const holding = { accountType: 'spot', code: venue.code(base), subaccount: asset } as const;
      balances.push(heldBalance(holding, free, locked));
    }
  }
  return heldOnly(balances);
}

/** The coin that a Simple Earn receipt stands for; `LDO` is a coin itself. */
export function earnReceiptBase(asset: string): string | undefined {
  return asset.startsWith('LD') && asset.length > 2 && asset !== 'LDO' ? asset.slice(2) : undefined;
}

async function readFunding(venue: VenueCalls): Promise<VenueBalance[]> {
  const rows = asRows(await venue.call('sapiPostAssetGetFundingAsset'), 'funding assets');
  return heldOnly(
    rows.map((row) =>
      heldBalance(
        { accountType: 'funding', code: venue.code(textOf(row, 'asset')) },
        amountOf(row, 'free'),
        amountOf(row, 'locked')
          .plus(optionalAmountOf(row, 'freeze'))
          .plus(optionalAmountOf(row, 'withdrawing')),
      ),
    ),
  );
}

async function readMargin(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call('sapiGetMarginAccount'), 'margin account');
  return heldOnly(
    asRows(answer['userAssets'], 'userAssets').map((row) => marginBalance(venue, row, 'margin')),
  );
}

async function readIsolatedMargin(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call('sapiGetMarginIsolatedAccount'), 'isolated margin account');
  return heldOnly(
    asRows(answer['assets'], 'assets').flatMap((pair) => {
      const symbol = textOf(pair, 'symbol');
      return ['baseAsset', 'quoteAsset'].map((side) =>
        marginBalance(venue, asRow(pair[side], side), 'isolated-margin', symbol),
      );
    }),
  );
}

function marginBalance(
  venue: VenueCalls,
  row: Row,
  accountType: 'margin' | 'isolated-margin',
  subaccount?: string,
): VenueBalance {
  const code = venue.code(textOf(row, 'asset'));
  const debt = amountOf(row, 'borrowed').plus(amountOf(row, 'interest'));
  return heldBalance(
    { accountType, code, ...(subaccount === undefined ? {} : { subaccount }) },
    amountOf(row, 'free'),
    amountOf(row, 'locked'),
    debt,
  );
}

async function readFutures(
  venue: VenueCalls,
  accountType: 'futures' | 'futures-inverse',
  method: string,
): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call(method), 'futures account');
  return heldOnly(
    asRows(answer['assets'], 'assets').map((row) =>
      equityBalance(
        { accountType, code: venue.code(textOf(row, 'asset')) },
        equityOf(row),
        optionalAmountOf(row, 'availableBalance'),
      ),
    ),
  );
}

function equityOf(row: Row): Decimal {
  return amountOf(row, 'walletBalance').plus(amountOf(row, 'unrealizedProfit'));
}

/**
 * Binance gives one code, -2015, for a revoked key, a wrong address and a missing permission. If the
 * key still answers for itself, it is the permission.
 */
function tellingPermissionFromKey(venue: VenueCalls, reader: AccountReader): AccountReader {
  return {
    ...reader,
    read: async () => {
      try {
        return await reader.read();
      } catch (error) {
        if (!(error instanceof VenueFailure) || error.code !== 'authentication') throw error;
        await venue.call('sapiGetAccountApiRestrictions');
        throw new VenueFailure('permission', error.detail);
      }
    },
  };
}
