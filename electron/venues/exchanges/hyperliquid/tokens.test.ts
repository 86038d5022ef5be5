import { expect, it } from 'vitest';
import { decimal } from '../../../../shared/base/decimal';
import { RecordedVenue } from '../testing/recorded-venue';
import { never, marketsAt } from '../testing/test-gateway';
import { perpetualCoin, tokenCode } from './tokens';

// Shapes: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint/spot

it.each([
  ['BTC', 'BTC', '1'],
  ['hyna:BTC', 'BTC', '1'],
  ['xyz:TSLA', 'xyz:TSLA', '1'],
  ['kBONK', 'BONK', '1000'],
  ['KAS', 'KAS', '1'],
])('%s is %s', (market, code, delta) => {
  const coin = perpetualCoin(market, decimal('1'));
  expect([coin.code, coin.delta.toFixed()]).toEqual([code, delta]);
});

it('prices spot pairs by the tokens that they name, not by their names', async () => {
  const meta = {
    tokens: [
      { name: 'USDC', index: 0 },
      { name: 'HYPE', index: 150 },
      { name: 'HYPE', index: 777 },
    ],
    universe: [
      { name: '@107', tokens: [150, 0], index: 107 },
      { name: '@900', tokens: [777, 0], index: 900 },
    ],
  };
  const contexts = [
    { coin: '@107', dayNtlVlm: '8906.0', markPx: '95.7', midPx: '95.6955', prevDayPx: '90.0' },
    { coin: '@900', dayNtlVlm: '1.0', markPx: '0.001', midPx: null, prevDayPx: '0.002' },
  ];
  const { gateway } = new RecordedVenue(
    'hyperliquid',
    { 'POST /info': JSON.stringify([meta, contexts]) },
    { credentials: { address: `0x${'0'.repeat(40)}` } },
  );
  const answer = await marketsAt(gateway, { venue: 'hyperliquid' }).tickers(
    new Set(['HYPE']),
    never,
  );
  if (!answer.ok) throw new Error(answer.failure.message);
  const prices = answer.value.map(({ base, quote, last, open24h }) => [
    base,
    quote,
    last?.toFixed(),
    open24h?.toFixed(),
  ]);
  expect(prices).toEqual([['HYPE', 'USDC', '95.7', '90']]);
  expect(tokenCode('HYPE', 777)).toBe('HYPE#777');
});
