import { describe, expect, it } from 'vitest';
import { table } from '../testing/test-gateway';
import { okxStream } from './stream';

describe('the stream', () => {
  it('gives the coins of a push exactly', () => {
    const meaning = okxStream((id) => id).understand({
      arg: { channel: 'account', uid: '1' },
      eventType: 'event_update',
      data: [
        {
          uTime: '1705564213903',
          details: [
            {
              ccy: 'USDT',
              eq: '10.5',
              availBal: '10',
              liab: '0',
              interest: '0',
              uTime: '1705564213903',
            },
          ],
        },
      ],
    });
    if (meaning?.kind !== 'balances') throw new Error('not understood');
    expect(table(meaning.balances)).toEqual({ USDT: '10+0.5-0' });
    expect(meaning.at).toBe(1705564213903);
  });

  it('takes no regular push for an event, and a change of cash for coins that may have moved', () => {
    const stream = okxStream((id) => id);
    const push = (eventType: string, cashBal: string, eq: string) =>
      stream.understand({
        arg: { channel: 'account', uid: '1' },
        eventType,
        data: [{ uTime: '1', details: [{ ccy: 'USDT', eq, cashBal, availBal: '1', uTime: '1' }] }],
      });
    expect(push('snapshot', '10', '10.5')).toEqual({ kind: 'nothing' });
    expect(push('snapshot', '10', '10.6')).toEqual({ kind: 'nothing' });
    expect(push('event_update', '10', '10.7')).toMatchObject({ reach: 'account' });
    expect(push('event_update', '9', '9.7')).toMatchObject({ kind: 'balances', reach: 'key' });
    // What was missed is told by the next one.
    expect(push('snapshot', '8', '8.7')).toMatchObject({ kind: 'balances', reach: 'key' });
    expect(stream.request).toEqual({ extraParams: '{"updateInterval":"0"}' });
  });
});
