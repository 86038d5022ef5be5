import { ONE, ZERO, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf, type Row } from '../../reading/shape';
import { contractCoin } from '../common/contract-coins';
import { readParts } from '../common/parts';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { InternationalDerivatives } from './derivatives';
import { money, type CoinbasePortfolio } from './portfolio';

/**
 * Derivatives of a portfolio: those of the United States, and those of elsewhere where the portfolio has
 * an account for them.
 */
export class CoinbaseFutures {
  private readonly contracts: FuturesPositions;
  private readonly international: InternationalDerivatives;

  constructor(
    private readonly venue: VenueCalls,
    private readonly portfolio: CoinbasePortfolio,
  ) {
    this.contracts = new FuturesPositions(venue);
    const account = { accountType: 'futures', subaccount: INTERNATIONAL } as const;
    this.international = new InternationalDerivatives(venue, account);
  }

  async balances(): Promise<AccountContents> {
    return readParts([
      {
        name: 'US derivatives',
        holds: { subaccounts: [''] },
        read: async () =>
          americanBalances(
            this.venue,
            await this.venue.call('v3PrivateGetBrokerageCfmBalanceSummary'),
          ),
      },
      {
        name: 'derivatives outside the United States',
        holds: { subaccounts: [INTERNATIONAL] },
        read: async () => {
          if (await this.portfolio.hasInternational('futures'))
            return this.international.balances();
          throw new VenueFailure('account-not-enabled');
        },
      },
    ]);
  }

  async positions(): Promise<VenuePosition[]> {
    const [american, hasInternational] = await Promise.all([
      this.contracts.read(),
      this.portfolio.hasInternational('positions'),
    ]);
    return hasInternational ? [...american, ...(await this.international.positions())] : american;
  }
}

const INTERNATIONAL = 'international';

/**
 * US derivatives. The summary also names the dollars of the spot account (`cbi_usd_balance`, and in
 * `total_usd_balance`), which are counted there. It is `null` for who has no futures account.
 * https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/futures/get-futures-balance-summary
 */
function americanBalances(venue: VenueCalls, answer: unknown): VenueBalance[] {
  const summary = asRow(answer, 'answer')['balance_summary'];
  if (summary === null) return [];
  const row = asRow(summary, 'balance_summary');
  const { amount, code } = money(row, 'cfm_usd_balance');
  const equity = amount.plus(money(row, 'unrealized_pnl').amount);
  const bound = money(row, 'initial_margin').amount.plus(
    money(row, 'total_open_orders_hold_amount').amount.abs(),
  );
  const holding = { accountType: 'futures', code: venue.code(code) } as const;
  return heldOnly([equityBalance(holding, equity, equity.minus(bound))]);
}

/** What a contract is on, and how much of it. */
interface Contract {
  readonly code: string;
  readonly size: Decimal;
  readonly isPerpetual: boolean;
}

/** Reads positions; what contracts are is asked for once, and again for one that is new. */
class FuturesPositions {
  private contracts: ReadonlyMap<string, Contract> = new Map();

  constructor(private readonly venue: VenueCalls) {}

  async read(): Promise<VenuePosition[]> {
    const answer = asRow(await this.venue.call('v3PrivateGetBrokerageCfmPositions'), 'answer');
    const rows = asRows(answer['positions'], 'positions').filter(
      (row) => !amountOf(row, 'number_of_contracts').isZero(),
    );
    if (rows.some((row) => !this.contracts.has(textOf(row, 'product_id'))))
      this.contracts = await this.loadContracts();
    return rows.map((row) => {
      const market = textOf(row, 'product_id');
      const contract = this.contracts.get(market);
      if (contract === undefined)
        throw new VenueFailure('bad-response', `the contract ${market} is not listed`);
      const delta = signedContracts(row).times(contract.size);
      const kind = contract.isPerpetual ? 'perpetual' : 'future';
      return { accountType: 'futures', market, kind, code: contract.code, delta };
    });
  }

  private async loadContracts(): Promise<ReadonlyMap<string, Contract>> {
    const params = { product_type: 'FUTURE' };
    const answer = await this.venue.call('v3PublicGetBrokerageMarketProducts', params);
    return new Map(
      asRows(asRow(answer, 'products')['products'], 'products').map((row) => {
        const market = textOf(row, 'product_id');
        return [
          market,
          contractOf(market, asRow(row['future_product_details'], 'details'), this.venue),
        ];
      }),
    );
  }
}

/** Contracts on shares, metals and oil have roots that are also names of coins: they stay apart. */
function contractOf(market: string, details: Row, venue: VenueCalls): Contract {
  const isCoin = details['non_crypto'] !== true;
  const coin = isCoin ? contractCoin(textOf(details, 'contract_root_unit')) : undefined;
  return {
    code: coin === undefined ? market : venue.code(coin.coinId),
    size: amountOf(details, 'contract_size').times(coin?.units ?? ONE),
    isPerpetual: details['contract_expiry_type'] === 'PERPETUAL',
  };
}

function signedContracts(row: Row): Decimal {
  const contracts = amountOf(row, 'number_of_contracts').abs();
  const side = textOf(row, 'side');
  if (side.endsWith('LONG')) return contracts;
  if (side.endsWith('SHORT')) return ZERO.minus(contracts);
  throw new VenueFailure('bad-response', '"side" was not as documented');
}
