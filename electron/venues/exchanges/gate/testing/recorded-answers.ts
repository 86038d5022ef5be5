import type { AccountType } from '../../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../../testing/recorded-venue';
import { balancesOf, never, table } from '../../testing/test-gateway';

// Answers in the shape of https://www.gate.com/docs/developers/apiv4/en.

export type Answers = Record<string, Recorded | ((params: URLSearchParams) => Recorded)>;

export const json = (value: unknown): string => JSON.stringify(value);
export const refused = (label: string, status = 400): Recorded => ({
  status,
  body: json({ label, message: 'words' }),
});
export const notOpened = refused('USER_NOT_FOUND');

/** `Query mode of the unified account` */
export const mode = (name: string, settings: object = {}): Answers => ({
  'GET /api/v4/unified/unified_mode': json({
    mode: name,
    settings: { usdt_futures: true, spot_hedge: false, options: true, ...settings },
  }),
});

/** `Query futures account` */
export const futuresAccount = (currency: string, fields: object = {}): string =>
  json({
    user: 6333333,
    currency,
    total: '0',
    unrealised_pnl: '0',
    position_margin: '0',
    order_margin: '0',
    available: '0',
    point: '0',
    bonus: '0',
    in_dual_mode: false,
    enable_credit: false,
    margin_mode: 0,
    ...fields,
  });

export const noEarn: Answers = {
  'GET /api/v4/earn/uni/lends': json([]),
  'GET /api/v4/earn/fixed-term/user/lend': json({
    code: 0,
    message: '',
    data: { list: [], total: 0 },
    timestamp: 1752564887,
  }),
  'GET /api/v4/earn/staking/assets': json([]),
};

export const classic = (answers: Answers): RecordedVenue =>
  new RecordedVenue('gate', {
    ...mode('classic'),
    'GET /api/v4/futures/usdt/accounts': futuresAccount('USDT'),
    'GET /api/v4/futures/usdt/positions': json([]),
    'GET /api/v4/futures/btc/accounts': futuresAccount('BTC'),
    'GET /api/v4/futures/btc/positions': json([]),
    'GET /api/v4/delivery/usdt/accounts': futuresAccount('USDT'),
    'GET /api/v4/delivery/usdt/positions': json([]),
    'GET /api/v4/options/positions': json([]),
    ...noEarn,
    ...answers,
  });

export async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}
