import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { balanceEffects, eventFault, type LedgerAmount, type SourcedEvent } from './ledger-event';

const of = (code: string, amount: string): LedgerAmount => ({ code, amount: new Decimal(amount) });

function event(fields: Partial<SourcedEvent>): SourcedEvent {
  return { id: 'trades/1', at: 0, kind: 'trade', accountType: 'spot', origin: 'venue', ...fields };
}

describe('what an event changes', () => {
  test('is what was received, less what was given, less the fee', () => {
    const bought = event({
      received: of('BTC', '0.5'),
      given: of('USDT', '100'),
      fee: of('BNB', '1'),
    });
    expect(balanceEffects(bought)).toEqual([
      { accountType: 'spot', code: 'USDT', change: new Decimal(-100) },
      { accountType: 'spot', code: 'BTC', change: new Decimal('0.5') },
      { accountType: 'spot', code: 'BNB', change: new Decimal(-1) },
    ]);
  });

  test('is one amount where the fee is of the coin that came or went', () => {
    const bought = event({
      received: of('BTC', '0.5'),
      given: of('USDT', '100'),
      fee: of('USDT', '0.1'),
    });
    expect(balanceEffects(bought)).toContainEqual({
      accountType: 'spot',
      code: 'USDT',
      change: new Decimal('-100.1'),
    });
  });

  test('is in both accounts for a transfer, and nothing where all comes back', () => {
    const moved = { kind: 'transfer', received: of('BTC', '1'), given: of('BTC', '1') } as const;
    expect(balanceEffects(event({ ...moved, toAccountType: 'earn' }))).toEqual([
      { accountType: 'spot', code: 'BTC', change: new Decimal(-1) },
      { accountType: 'earn', code: 'BTC', change: new Decimal(1) },
    ]);
    expect(balanceEffects(event({ ...moved, toAccountType: 'spot' }))).toEqual([]);
  });
});

describe('an event of no use', () => {
  test.each<[Partial<SourcedEvent>, string]>([
    [{ received: of('BTC', '1') }, 'a trade cannot have only what was received'],
    [{ kind: 'deposit' }, 'a deposit cannot have neither side'],
    [{ kind: 'income', received: of('BTC', '0') }, 'an amount of BTC is not above zero'],
    [
      { kind: 'income', received: of('BTC', '1'), fee: of('USD', '-1') },
      'an amount of USD is not above zero',
    ],
    [
      { kind: 'transfer', received: of('BTC', '1'), given: of('BTC', '1') },
      'a transfer needs both accounts',
    ],
  ])('says what is wrong: %j', (fields, fault) => {
    expect(eventFault(event(fields))).toBe(fault);
  });

  test('is not one that is sound', () => {
    expect(eventFault(event({ received: of('BTC', '1'), given: of('USD', '9') }))).toBeUndefined();
    expect(eventFault(event({ kind: 'repay', given: of('USD', '9') }))).toBeUndefined();
  });
});
