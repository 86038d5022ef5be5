import { describe, expect, it } from 'vitest';
import { binanceStreams } from './stream';

const streamOf = (accountType: string) => {
  const stream = binanceStreams((id) => id).find((one) =>
    one.accountTypes.some((each) => each === accountType),
  );
  if (stream === undefined) throw new Error(`no stream of ${accountType}`);
  return stream;
};
const wrapped = (event: object) => ({ subscriptionId: 0, event });
const position = (u: number) =>
  wrapped({ e: 'outboundAccountPosition', E: u + 1, u, B: [{ a: 'USDT', f: '5', l: '1' }] });

describe('the user data streams', () => {
  it.each(['spot', 'margin'])('%s: take for a trade what an order explains', (accountType) => {
    const { understand } = streamOf(accountType);
    const order = wrapped({ e: 'executionReport', E: 11, T: 10, s: 'BTCUSDT', x: 'TRADE' });
    expect(understand(order)).toEqual({ kind: 'nothing' });
    expect(understand(position(10))).toMatchObject({ reach: 'account' });
    expect(understand(position(20))).toMatchObject({ reach: 'key' });
  });

  it.each(['balanceUpdate', 'externalLockUpdate'])('take %s for coins that may have moved', (e) => {
    expect(streamOf('spot').understand(wrapped({ e, E: 1, a: 'BTC', d: '1', T: 1 }))).toEqual({
      kind: 'changed',
      accountTypes: ['spot'],
      reach: 'key',
    });
  });

  it.each([
    ['ORDER', 'account'],
    ['FUNDING_FEE', 'account'],
    ['DEPOSIT', 'key'],
    ['ASSET_TRANSFER', 'key'],
    ['COIN_SWAP_WITHDRAW', 'key'],
    ['SOMETHING_NEW', 'key'],
  ])('futures: %s reaches the %s', (m, reach) => {
    const update = { e: 'ACCOUNT_UPDATE', E: 1, T: 1, a: { m, B: [], P: [] } };
    expect(streamOf('futures').understand(update)).toEqual({
      kind: 'changed',
      accountTypes: ['futures'],
      reach,
    });
  });

  it('take nothing from what is about orders alone', () => {
    expect(streamOf('futures').understand({ e: 'ORDER_TRADE_UPDATE', E: 1 })).toEqual({
      kind: 'nothing',
    });
  });
});
