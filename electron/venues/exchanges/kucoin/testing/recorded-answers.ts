import type { AccountType } from '../../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../../testing/recorded-venue';
import { balancesOf, never, table } from '../../testing/test-gateway';

// Answers in the shape of https://www.kucoin.com/docs-new, whose pages stand beside each of them.

export type Answers = Record<string, Recorded | ((params: URLSearchParams) => Recorded)>;

export const answer = (data: unknown): string => JSON.stringify({ code: '200000', data });
export const refused = (code: string, msg: string): string => JSON.stringify({ code, msg });

/** /docs-new/rest/ua/get-account-mode */
export const mode = (selfAccountMode: string): Answers => ({
  'GET /api/ua/v1/account/mode': answer({
    selfAccountMode,
    unifiedSubAccount: [],
    classicSubAccount: [],
  }),
});

export const contract = (symbol: string, fields: object) => ({
  symbol,
  rootSymbol: 'USDT',
  type: 'FFWCSX',
  expireDate: null,
  status: 'Open',
  ...fields,
});

/** /docs-new/rest/futures-trading/market-data/get-all-symbols */
export const contracts = answer([
  contract('XBTUSDTM', {
    baseCurrency: 'XBT',
    settleCurrency: 'USDT',
    multiplier: 0.001,
    isInverse: false,
  }),
  contract('ETHUSDCM', {
    baseCurrency: 'ETH',
    settleCurrency: 'USDC',
    multiplier: 0.01,
    isInverse: false,
  }),
  contract('1000BONKUSDTM', {
    baseCurrency: '1000BONK',
    settleCurrency: 'USDT',
    multiplier: 100,
    isInverse: false,
  }),
  contract('XBTUSDM', {
    baseCurrency: 'XBT',
    settleCurrency: 'XBT',
    multiplier: -1,
    isInverse: true,
  }),
  contract('XBTMZ26', {
    type: 'FFICSX',
    expireDate: 1798185600000,
    baseCurrency: 'XBT',
    settleCurrency: 'XBT',
    multiplier: -1,
    isInverse: true,
  }),
]);

/** /docs-new/rest/account-info/account-funding/get-account-futures */
export const overview = (currency: string, fields: object = {}): string =>
  answer({
    accountEquity: 0,
    unrealisedPNL: 0,
    marginBalance: 0,
    positionMargin: 0,
    orderMargin: 0,
    frozenFunds: 0,
    availableBalance: 0,
    currency,
    riskRatio: 0,
    maxWithdrawAmount: 0,
    ...fields,
  });

export const classic = (answers: Answers): RecordedVenue =>
  new RecordedVenue('kucoin', {
    ...mode('CLASSIC'),
    'GET /api/v1/hf/accounts/opened': answer(false),
    'GET /api/v1/contracts/active': contracts,
    'GET /api/v1/positions': answer([]),
    'GET /api/v1/account-overview': (params) => overview(params.get('currency') ?? 'XBT'),
    ...answers,
  });

export async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}
