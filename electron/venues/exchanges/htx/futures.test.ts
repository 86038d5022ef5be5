import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table, unreadOf } from '../testing/test-gateway';

const LINEAR = 'GET /v5/account/balance';
const LINEAR_POSITIONS = 'GET /v5/trade/position/opens';
const SWAP = 'POST /swap-api/v1/swap_account_info';
const SWAP_POSITIONS = 'POST /swap-api/v1/swap_position_info';
const DELIVERY = 'POST /api/v1/contract_account_info';
const DELIVERY_POSITIONS = 'POST /api/v1/contract_position_info';

/** The newer answers, as raw text: some of their amounts are JSON numbers. */
const newer = (data: string): string => `{"code":200,"message":"Success","data":${data},"ts":1}`;
const ok = (data: string): string => `{"status":"ok","data":${data},"ts":1637644827566}`;
const refused = (code: number, message: string): string =>
  JSON.stringify({ status: 'error', err_code: code, err_msg: message, ts: 1648137970490 });
const NOT_OPENED = refused(1220, 'You have not opened contracts trading.');

async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await venue.session.read(accountType, never)));
}

/** `[subaccount, market, kind, delta]` of each position. */
async function positions(venue: RecordedVenue, accountType: AccountType) {
  const reading = await venue.session.read(accountType, never);
  if (reading.outcome !== 'read' || reading.positions?.ok !== true)
    throw new Error(`positions not read: ${JSON.stringify(reading)}`);
  return reading.positions.value.map(({ subaccount = '', market, kind, delta }) => [
    subaccount,
    market,
    kind,
    delta?.toFixed(),
  ]);
}

describe('USDT-margined futures', () => {
  const detail = (currency: string, equity: string, isolated: string, available: string) =>
    `{"currency":"${currency}","equity":${equity},"isolated_equity":"${isolated}",` +
    `"available":"${available}","profit_unreal":"0","isolated_profit_unreal":"0"}`;
  const account = (...details: readonly string[]) =>
    newer(`{"state":"normal","equity":"900.25","details":[${details.join(',')}]}`);

  it('equity of each coin, of which isolated positions are a part', async () => {
    const venue = new RecordedVenue('htx', {
      [LINEAR]: account(
        detail('USDT', '"174.216697577770536136"', '10', '100'),
        detail('BTC', '"-0.5"', '0', '0'),
        detail('ETH', '"0"', '0', '0'),
      ),
      [LINEAR_POSITIONS]: newer('[]'),
    });
    expect(await read(venue, 'futures')).toEqual({
      USDT: '100+74.216697577770536136-0',
      BTC: '0+-0.5-0',
    });
  });

  it('keeps all 24 digits of a JSON number', async () => {
    const venue = new RecordedVenue('htx', {
      [LINEAR]: account(detail('USDT', '123456789012.345678901234', '0', '0')),
      [LINEAR_POSITIONS]: newer('[]'),
    });
    expect(await read(venue, 'futures')).toEqual({ USDT: '0+123456789012.345678901234-0' });
  });

  const position = (fields: Readonly<Record<string, string>>) => ({
    contract_code: 'BTC-USDT',
    position_side: 'both',
    direction: 'buy',
    margin_mode: 'cross',
    volume: '3',
    mark_price: '63165.5',
    contract_type: 'swap',
    ...fields,
  });

  it('positions: contracts times their size, dated ones too, by side and kind of margin', async () => {
    const venue = new RecordedVenue('htx', {
      [LINEAR]: account(),
      [LINEAR_POSITIONS]: newer(
        JSON.stringify([
          position({}),
          position({ position_side: 'short', direction: 'sell', margin_mode: 'isolated' }),
          position({ contract_code: 'BTC-USDT-261225', contract_type: 'quarter', volume: '1' }),
          position({ contract_code: 'ETH-USDT', volume: '0' }),
        ]),
      ),
      'GET /linear-swap-api/v1/swap_contract_info': (params) =>
        params.get('business_type') === 'all'
          ? ok(
              '[{"symbol":"BTC","contract_code":"BTC-USDT","contract_size":0.001},' +
                '{"symbol":"BTC","contract_code":"BTC-USDT-261225","contract_size":0.001}]',
            )
          : ok('[]'),
    });
    expect(await positions(venue, 'futures')).toEqual([
      ['', 'BTC-USDT', 'perpetual', '0.003'],
      ['isolated short', 'BTC-USDT', 'perpetual', '-0.003'],
      ['', 'BTC-USDT-261225', 'future', '0.001'],
    ]);
    expect(venue.count('GET /linear-swap-api/v1/swap_contract_info')).toBe(1);
  });

  it.each([
    ['1003', 'authentication'],
    ['429', 'rate-limited'],
    ['500', 'venue-unavailable'],
    ['4999', 'bad-response'],
  ])('an error that looks like an answer is one: %s', async (code, expected) => {
    const venue = new RecordedVenue('htx', {
      [LINEAR]: `{"code":${code},"message":"words","data":null,"ts":1}`,
      [LINEAR_POSITIONS]: newer('[]'),
    });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe(expected);
  });

  it.each([
    ['a web page', '<html></html>'],
    ['no coins', newer('{"state":"normal","equity":"5"}')],
    ['an equity that is missing', account('{"currency":"USDT","available":"1"}')],
  ])('are never empty because of %s', async (_what, body) => {
    const venue = new RecordedVenue('htx', { [LINEAR]: body, [LINEAR_POSITIONS]: newer('[]') });
    expect(failureOf(await venue.session.read('futures', never)).code).toBe('bad-response');
  });
});

describe('coin-margined futures', () => {
  // https://huobiapi.github.io/docs/coin_margined_swap/v1/en/#query-user-s-account-information
  const xrp =
    '{"symbol":"XRP","contract_code":"XRP-USD","margin_balance":12.186361450698276582,' +
    '"margin_position":5.036261079774375503,"margin_frozen":0E-18,' +
    '"margin_available":7.150100370923901079,"profit_unreal":0.163382354575000020,' +
    '"margin_static":12.022979096123276562}';
  const btc =
    '{"symbol":"BTC","margin_balance":-8.5E-7,"margin_available":0E-18,"profit_unreal":-8.5E-7}';

  it('are two wallets: swaps and delivery, with unrealised profit and loss', async () => {
    const venue = new RecordedVenue('htx', {
      [SWAP]: ok(`[${xrp},{"symbol":"ETH","margin_balance":0,"margin_available":0E-18}]`),
      [DELIVERY]: ok(`[${btc}]`),
      [SWAP_POSITIONS]: ok('[]'),
      [DELIVERY_POSITIONS]: ok('[]'),
    });
    expect(await read(venue, 'futures-inverse')).toEqual({
      'XRP swap': '7.150100370923901079+5.036261079774375503-0',
      'BTC delivery': '0+-0.00000085-0',
    });
  });

  it('one that was never opened holds nothing', async () => {
    const venue = new RecordedVenue('htx', {
      [SWAP]: ok(`[${xrp}]`),
      [DELIVERY]: NOT_OPENED,
      [SWAP_POSITIONS]: ok('[]'),
      [DELIVERY_POSITIONS]: NOT_OPENED,
    });
    expect(Object.keys(await read(venue, 'futures-inverse'))).toEqual(['XRP swap']);
  });

  it('are not opened if neither is', async () => {
    const venue = new RecordedVenue('htx', {
      [SWAP]: refused(1010, 'Account doesnt exist.'),
      [DELIVERY]: NOT_OPENED,
      [SWAP_POSITIONS]: NOT_OPENED,
      [DELIVERY_POSITIONS]: NOT_OPENED,
    });
    expect(failureOf(await venue.session.read('futures-inverse', never)).code).toBe(
      'account-not-enabled',
    );
  });

  it.each([
    [403, 'authentication'],
    [12005, 'ip-restricted'],
    [1032, 'rate-limited'],
    [1004, 'venue-unavailable'],
  ])('are read where the other is refused, which is named: %i', async (code, expected) => {
    const venue = new RecordedVenue('htx', {
      [SWAP]: ok(`[${xrp}]`),
      [DELIVERY]: refused(code, 'words'),
      [SWAP_POSITIONS]: ok('[]'),
      [DELIVERY_POSITIONS]: ok('[]'),
    });
    const reading = await venue.session.read('futures-inverse', never);
    expect(Object.keys(table(balancesOf(reading)))).toEqual(['XRP swap']);
    expect(unreadOf(reading)).toEqual({ 'delivery futures': expected });
  });

  it('positions: dollars of the contracts, divided by the price', async () => {
    const swap =
      '{"symbol":"BTC","contract_code":"BTC-USD","volume":5.000000000000000000,' +
      '"direction":"sell","last_price":50000}';
    const closed = swap.replace('5.000000000000000000', '0E-18');
    const delivery =
      '{"symbol":"BTC","contract_code":"BTC261225","contract_type":"quarter","volume":10,' +
      '"direction":"buy","last_price":40000}';
    const venue = new RecordedVenue('htx', {
      [SWAP]: ok('[]'),
      [DELIVERY]: ok('[]'),
      [SWAP_POSITIONS]: ok(`[${swap},${closed}]`),
      [DELIVERY_POSITIONS]: ok(`[${delivery}]`),
      'GET /swap-api/v1/swap_contract_info': ok(
        '[{"symbol":"BTC","contract_code":"BTC-USD","contract_size":100}]',
      ),
      'GET /api/v1/contract_contract_info': ok(
        '[{"symbol":"BTC","contract_code":"BTC261225","contract_size":100}]',
      ),
    });
    expect(await positions(venue, 'futures-inverse')).toEqual([
      ['swap short', 'BTC-USD', 'perpetual', '-0.01'],
      ['delivery long', 'BTC261225', 'future', '0.025'],
    ]);
  });
});
