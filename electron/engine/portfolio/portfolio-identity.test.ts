import { beforeEach, describe, expect, it } from 'vitest';
import { AssetIdentity } from '../assets/asset-identity';
import { LivePortfolio } from './live-portfolio';
import type { AccountReading, ReadableAccount, VenuePosition } from '../ports/exchanges';
import type { PortfolioConnection } from './portfolio-connection';
import { failed, holding, read, silentLog } from '../testing/fake-adapters';
import { decimal } from '../../../shared/base/decimal';
import { failure, succeed, type Result } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';
import { NO_RECORDS, type Records } from '../../../shared/records/record-domains';

const wallet: PortfolioConnection = { id: 'vault', venue: 'ethereum' };
const exchange: PortfolioConnection = { id: 'one', venue: 'binance' };
const SPAM = 'eip155:1/erc20:0x00000000000000000000000000000000000000aa';
const price = (usd: string): Price => ({ kind: 'manual', usd: decimal(usd), at: 0 });
const account = (accountType: ReadableAccount['accountType']): ReadableAccount => ({
  accountType,
  source: 'GET /account',
  updates: 'polling',
});
const spam = (amount: string) => ({
  ...holding('wallet', SPAM, amount),
  token: { symbol: 'USDC', name: 'Claim at example.com' },
});

let identity: AssetIdentity;
let portfolio: LivePortfolio;
const decide = (change: Partial<Records>): void => {
  const { meanings, decisions } = identity.follow({ ...NO_RECORDS, ...change });
  if (meanings || decisions) portfolio.identify();
};
const total = (): string => portfolio.totals().totalUsd.toString();

beforeEach(() => {
  identity = new AssetIdentity();
  portfolio = new LivePortfolio(() => 1_000, silentLog, identity);
  portfolio.setAccounts(wallet, [account('wallet')]);
  portfolio.setAccounts(exchange, [account('spot'), account('futures')]);
  portfolio.setPrices(
    new Map([
      ['ethereum:ETH', price('10')],
      ['binance:BTC', price('100')],
      [`ethereum:${SPAM}`, price('1000000')],
    ]),
    {},
    false,
  );
});

describe('a token that is on no list', () => {
  beforeEach(() => {
    portfolio.applyReading(
      wallet,
      'wallet',
      1,
      read(1, holding('wallet', 'ETH', '2'), spam('9000')),
    );
  });

  it('is quarantined: in no total, no count of what has no price, no history', () => {
    expect(total()).toBe('20');
    const { quality, balances } = portfolio.snapshot();
    expect(quality.unpricedBalances).toBe(0);
    expect(balances.map(({ code }) => code)).toEqual(['ETH']);
    expect(portfolio.state().quarantine).toEqual([
      {
        key: `vault/wallet//${SPAM}`,
        connectionId: 'vault',
        venue: 'ethereum',
        asset: SPAM,
        symbol: 'USDC',
        name: 'Claim at example.com',
        total: '9000',
      },
    ]);
  });

  it('counts once it is accepted, without being what it calls itself, and goes back', () => {
    decide({ 'token-decision': [{ asset: SPAM, decision: 'accepted' }] });
    const [accepted] = Object.values(portfolio.state().balances).filter(
      ({ asset }) => asset === SPAM,
    );
    expect(accepted?.total).toBe('9000');
    expect(portfolio.state().assets[SPAM]).toEqual({
      id: SPAM,
      code: 'USDC',
      name: 'Claim at example.com',
      kind: 'crypto',
    });
    expect(portfolio.state().quarantine).toEqual([]);
    expect(portfolio.totals().byAsset.has('USDC')).toBe(false);
    decide({});
    expect(portfolio.state().quarantine).toHaveLength(1);
    expect(total()).toBe('20');
  });

  it('stays out when it is called spam', () => {
    decide({ 'token-decision': [{ asset: SPAM, decision: 'spam' }] });
    expect(total()).toBe('20');
    expect(portfolio.state().quarantine).toHaveLength(1);
  });

  it('becomes what the user says it is', () => {
    decide({ 'asset-override': [{ venue: 'ethereum', code: SPAM, asset: 'USDC' }] });
    expect(portfolio.snapshot().balances.map(({ asset }) => asset)).toEqual(['ETH', 'USDC']);
  });

  it('is gone when the wallet no longer has it, or is removed', () => {
    portfolio.applyReading(wallet, 'wallet', 2, read(2, holding('wallet', 'ETH', '2')));
    expect(portfolio.state().quarantine).toEqual([]);
    portfolio.applyReading(wallet, 'wallet', 3, read(3, spam('1')));
    portfolio.removeConnection(wallet.id);
    expect(portfolio.state().quarantine).toEqual([]);
  });

  it('is still quarantined after a restart', () => {
    const next = new LivePortfolio(() => 2_000, silentLog, new AssetIdentity());
    next.restore(portfolio.state());
    expect(next.state().quarantine).toEqual(portfolio.state().quarantine);
    expect(next.totals().totalUsd.toString()).toBe('20');
  });
});

describe("the user's word about a code", () => {
  it('moves what is held to the asset named, and back', () => {
    portfolio.applyReading(exchange, 'spot', 1, read(1, holding('spot', 'BTC', '1')));
    decide({ 'asset-override': [{ venue: 'binance', code: 'BTC', asset: 'BTC@binance' }] });
    expect([...portfolio.totals().byAsset.keys()]).toEqual(['BTC@binance']);
    expect(total()).toBe('100');
    decide({});
    expect([...portfolio.totals().byAsset.keys()]).toEqual(['BTC']);
  });

  it.each([
    ['change places', 'BTC', '20'],
    ['follow one another', 'SOL', '20'],
  ])('loses nothing where two codes %s', (_how, assetOfEther, worth) => {
    portfolio.setPrices(new Map([['binance:ETH', price('10')]]), {}, false);
    const rows = [holding('spot', 'BTC', '1'), holding('spot', 'ETH', '2')];
    portfolio.applyReading(exchange, 'spot', 1, read(1, ...rows));
    decide({
      'asset-override': [
        { venue: 'binance', code: 'BTC', asset: 'ETH' },
        { venue: 'binance', code: 'ETH', asset: assetOfEther },
      ],
    });
    const { byAsset, totalUsd } = portfolio.totals();
    expect(totalUsd.toFixed()).toBe('120');
    expect([byAsset.get('ETH'), byAsset.get(assetOfEther)].map(String)).toEqual(['100', worth]);
  });
});

describe('codes that are one asset', () => {
  const asOne = {
    'asset-override': [{ venue: 'binance', code: 'GEM', asset: 'BTC' }],
  };
  const byCode = (): string[] =>
    Object.values(portfolio.state().balances)
      .flatMap(({ asset, code, total, parts }) => [
        `${asset} ${total}`,
        ...(parts ?? [{ code, total }]).map((part) => `- ${part.code} ${part.total}`),
      ])
      .sort();
  const APART = ['- BTC 1', '- GEM 3', 'BTC 1', 'GEM@binance 3'];
  const TOGETHER = ['- BTC 1', '- GEM 3', 'BTC 4'];
  const rows = [holding('spot', 'BTC', '1'), holding('spot', 'GEM', '3')];

  beforeEach(() => {
    portfolio.setPrices(new Map([['binance:GEM', price('10')]]), {}, false);
    portfolio.applyReading(exchange, 'spot', 1, read(1, ...rows));
  });

  it('are added up, and told apart again as soon as that is taken back', () => {
    expect(byCode()).toEqual(APART);
    decide(asOne);
    expect(byCode()).toEqual(TOGETHER);
    decide({});
    expect(byCode()).toEqual(APART);
    expect(total()).toBe('130');
  });

  it('are so also when they are read as one, and over a restart', () => {
    decide(asOne);
    portfolio.applyReading(exchange, 'spot', 2, read(2, ...rows));
    expect(byCode()).toEqual(TOGETHER);
    const stored = portfolio.state();
    portfolio = new LivePortfolio(() => 2_000, silentLog, identity);
    portfolio.restore(stored);
    expect(byCode()).toEqual(TOGETHER);
    decide({});
    expect(byCode()).toEqual(APART);
  });

  it('keep the others when a venue pushes what there is of one', () => {
    decide(asOne);
    portfolio.applyStream(exchange, 'spot', [holding('spot', 'BTC', '2')], 9);
    expect(byCode()).toEqual(['- BTC 2', '- GEM 3', 'BTC 5']);
    portfolio.applyStream(exchange, 'spot', [holding('spot', 'GEM', '0')], 10);
    expect(byCode()).toEqual(['- BTC 2', '- GEM 0', 'BTC 2']);
  });
});

describe('positions', () => {
  const short = (code: string, delta: string): VenuePosition => ({
    accountType: 'futures',
    market: `${code}USDT`,
    kind: 'perpetual',
    code,
    delta: decimal(delta),
  });
  const reading = (positions: Result<readonly VenuePosition[]>): AccountReading => ({
    outcome: 'read',
    at: 5,
    balances: [],
    positions,
  });

  it('add nothing to the total, and have their coin priced', () => {
    portfolio.applyReading(exchange, 'futures', 1, reading(succeed([short('SOL', '-3')])));
    expect(total()).toBe('0');
    expect(portfolio.state().positions).toMatchObject([
      { market: 'SOLUSDT', asset: 'SOL', delta: '-3', price: 'binance:SOL' },
    ]);
    expect([...(portfolio.heldCodes().get('binance') ?? [])]).toEqual(['SOL']);
    expect(portfolio.state().prices['binance:SOL']).toEqual({
      kind: 'unpriced',
      reason: 'not-loaded',
    });
  });

  it('stay under the code of their reader: it knows what its contracts are on', () => {
    portfolio.applyReading(exchange, 'futures', 1, reading(succeed([short('1000PEPE', '-2')])));
    expect(portfolio.state().positions).toMatchObject([{ code: '1000PEPE', delta: '-2' }]);
  });

  it('are sent to the page only when one of them changed', () => {
    const [btc, eth] = [short('BTC', '-1'), short('ETH', '2')];
    const sentAfter = (positions: readonly VenuePosition[]): unknown => {
      portfolio.applyReading(exchange, 'futures', 1, reading(succeed(positions)));
      return portfolio.takePatch()?.positions;
    };
    expect(sentAfter([btc, eth])).toHaveLength(2);
    expect(sentAfter([{ ...btc, delta: decimal('-1.0') }, eth])).toBeUndefined();
    expect(sentAfter([eth, btc])).toBeUndefined();
    expect(sentAfter([eth, { ...btc, delta: decimal('-1.5') }])).toHaveLength(2);
    const { delta: _unknown, ...withoutDelta } = eth;
    expect(sentAfter([btc, withoutDelta])).toHaveLength(2);
    expect(sentAfter([btc, { ...withoutDelta, subaccount: 'isolated' }])).toHaveLength(2);
    expect(sentAfter([btc])).toHaveLength(1);
    expect(sentAfter([])).toEqual([]);
    expect(sentAfter([])).toBeUndefined();
  });

  it('that cannot be read are carried on and said, and the balances count all the same', () => {
    portfolio.applyReading(exchange, 'futures', 1, reading(succeed([short('BTC', '-1')])));
    portfolio.applyReading(
      exchange,
      'futures',
      2,
      reading({ ok: false, failure: failure('permission', 'not allowed') }),
    );
    const cell = portfolio.state().coverage.find(({ accountType }) => accountType === 'futures');
    expect(cell?.coverage.state).toBe('empty');
    expect(cell?.positions).toMatchObject({ state: 'failed', lastAt: 5 });
    expect(portfolio.state().positions).toHaveLength(1);
  });

  it('go with their connection, and leave when they are closed', () => {
    portfolio.applyReading(exchange, 'futures', 1, reading(succeed([short('BTC', '-1')])));
    portfolio.applyReading(exchange, 'futures', 2, reading(succeed([])));
    expect(portfolio.state().positions).toEqual([]);
    portfolio.applyReading(exchange, 'futures', 3, reading(succeed([short('BTC', '-1')])));
    portfolio.removeConnection(exchange.id);
    expect(portfolio.state().positions).toEqual([]);
    expect(portfolio.state().prices).not.toHaveProperty('binance:BTC');
  });

  it('are carried on when the whole account fails', () => {
    portfolio.applyReading(exchange, 'futures', 1, reading(succeed([short('BTC', '-1')])));
    portfolio.applyReading(exchange, 'futures', 2, failed());
    expect(portfolio.state().positions).toHaveLength(1);
  });
});
