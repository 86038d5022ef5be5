import { describe, expect, it } from 'vitest';
import { FIRST_MODE, modeOf, type ModeChoice } from './rebalance-mode';

const invest: ModeChoice = {
  ...FIRST_MODE,
  kind: 'invest',
  investAsset: 'USDT',
  investConnection: 'one',
};

describe('what a plan is for', () => {
  it('needs nothing more where it goes back to targets', () => {
    expect(modeOf(FIRST_MODE)).toEqual({ ok: true, mode: { kind: 'full' } });
    expect(modeOf({ ...FIRST_MODE, kind: 'band-edge' })).toMatchObject({ ok: true });
  });

  it('takes a plain amount to invest', () => {
    const outcome = modeOf({ ...invest, investAmount: ' 500.25 ', investArrived: true });
    expect(outcome).toMatchObject({
      ok: true,
      mode: { kind: 'invest', asset: 'USDT', connectionId: 'one', arrived: true },
    });
    if (outcome.ok && outcome.mode.kind === 'invest')
      expect(outcome.mode.amount.toFixed()).toBe('500.25');
  });

  it.each(['', '0', '-5', '1,000', 'a lot', '1e3'])('refuses %j in a sentence', (amount) => {
    for (const choice of [
      { ...invest, investAmount: amount },
      { ...FIRST_MODE, kind: 'raise' as const, raiseAmount: amount },
    ]) {
      const outcome = modeOf(choice);
      expect(outcome).toMatchObject({ ok: false, untouched: amount === '' });
      expect(outcome.ok ? '' : outcome.problem).toMatch(
        /a plain amount above zero, such as 500\.$/,
      );
    }
  });

  it('asks for an exchange where there is none to invest at', () => {
    expect(modeOf({ ...FIRST_MODE, kind: 'invest', investAmount: '5' })).toMatchObject({
      ok: false,
      problem: 'Connect an exchange first: money is invested at one.',
    });
  });
});
