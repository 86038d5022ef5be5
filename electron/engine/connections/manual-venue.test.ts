import { describe, expect, it } from 'vitest';
import { manualSession } from './manual-venue';
import type { AccountReading } from '../ports/exchanges';
import { FakeClock } from '../testing/fake-clock';
import type { ManualHolding } from '../../../shared/records/record-bodies';

function open(holdings: readonly ManualHolding[] | undefined) {
  const listeners = new Set<() => void>();
  const session = manualSession({
    connectionId: 'bank',
    clock: new FakeClock(),
    holdings: () => holdings,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return { session, listeners };
}
const never = new AbortController().signal;
const table = (reading: AccountReading): unknown =>
  reading.outcome === 'read'
    ? reading.balances.map(({ code, total, borrowed }) => [
        code,
        total.toFixed(),
        borrowed.toFixed(),
      ])
    : reading;

describe('a manual connection', () => {
  it('holds what the user entered, to the last digit', async () => {
    const { session } = open([
      { code: 'eur', amount: '1234.56' },
      { code: 'BTC', amount: '0.123456789012345678901234', note: 'paper wallet' },
    ]);
    expect(table(await session.read('manual', never))).toEqual([
      ['EUR', '1234.56', '0'],
      ['BTC', '0.123456789012345678901234', '0'],
    ]);
  });

  it('takes a negative amount for a debt', async () => {
    const { session } = open([{ code: 'USD', amount: '-500' }]);
    expect(table(await session.read('manual', never))).toEqual([['USD', '0', '500']]);
  });

  it('does not read as empty while the database has not said what is in it', async () => {
    const { session } = open(undefined);
    expect(await session.read('manual', never)).toMatchObject({
      outcome: 'failed',
      failure: { code: 'storage', retry: { kind: 'backoff' } },
    });
  });

  it('has no other account', async () => {
    const { session } = open([]);
    expect((await session.read('spot', never)).outcome).toBe('unsupported');
  });

  it('says what is in it when that changed, and only then, until it is closed', async () => {
    const entered: ManualHolding[] = [];
    const { session, listeners } = open(entered);
    const told: unknown[] = [];
    session.watch({
      moved: () => undefined,
      balances: () => undefined,
      changed: (accountType, now) => told.push([accountType, now && table(now)]),
      state: () => undefined,
    });
    const change = (): void => {
      for (const listener of listeners) listener();
    };
    change();
    expect(told).toEqual([]);
    entered.push({ code: 'USD', amount: '100000' });
    change();
    change();
    expect(told).toEqual([['manual', [['USD', '100000', '0']]]]);
    await session.close();
    expect(listeners.size).toBe(0);
  });
});
