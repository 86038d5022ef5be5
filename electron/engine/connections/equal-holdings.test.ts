import { describe, expect, it } from 'vitest';
import { EqualHoldings } from './equal-holdings';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { holding, read, silentLog } from '../testing/fake-adapters';
import type { VenueBalance } from '../ports/exchanges';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { Connection } from '../../../shared/portfolio/venue';

function connection(id: string, venue = 'bitstamp'): Connection {
  return {
    ...{ id, venue, label: id, enabled: true, demo: false, createdAt: 0 },
    secretStorage: 'keychain',
  };
}

function world(...connections: readonly Connection[]) {
  const portfolio = new LivePortfolio(() => 0, silentLog);
  const questions: string[] = [];
  const told = new Set<string>();
  const watch = new EqualHoldings({
    portfolio,
    connections: () => connections,
    lacksAccountId: (id) => !told.has(id),
    onQuestion: (text) => questions.push(text),
  });
  for (const one of connections)
    portfolio.setAccounts(one, [
      { accountType: 'spot', source: 'a call', updates: 'polling' },
      { accountType: 'funding', source: 'a call', updates: 'polling' },
    ]);
  let at = 0;
  const reads = (
    one: Connection,
    type: AccountType,
    ...balances: readonly VenueBalance[]
  ): void => {
    portfolio.applyReading(one, type, (at += 1), read(0, ...balances));
    watch.read(one.id);
  };
  return { reads, questions, told, portfolio };
}

const first = connection('First');
const second = connection('Second');

describe('two keys at a venue that does not tell its accounts', () => {
  it('raise a question when they held the same over several readings of both, once', () => {
    const { reads, questions } = world(first, second);
    for (let reading = 0; reading < 3; reading += 1) {
      expect(questions).toEqual([]);
      reads(first, 'spot', holding('spot', 'BTC', '1.5'));
      reads(second, 'spot', holding('spot', 'BTC', '1.5'));
    }
    // The first reading of the first one had nothing to be compared with.
    reads(first, 'spot', holding('spot', 'BTC', '1.5'));
    expect(questions).toEqual([
      '“First” and “Second” hold exactly the same. Are they two keys of one account? Then both ' +
        'count, and “Second” should be removed.',
    ]);
    reads(second, 'spot', holding('spot', 'BTC', '1.5'));
    expect(questions).toHaveLength(1);
  });

  it('raise none where one holds something else in between', () => {
    const { reads, questions } = world(first, second);
    for (let reading = 0; reading < 9; reading += 1) {
      reads(first, 'spot', holding('spot', 'BTC', '1.5'));
      reads(second, 'spot', holding('spot', 'BTC', reading % 3 === 2 ? '1.4' : '1.5'));
    }
    expect(questions).toEqual([]);
  });

  it('raise none while both are empty', () => {
    const { reads, questions } = world(first, second);
    for (let reading = 0; reading < 9; reading += 1)
      for (const one of [first, second]) reads(one, 'spot');
    expect(questions).toEqual([]);
  });

  it('are compared by the accounts that both can read', () => {
    const { reads, questions } = world(first, second);
    for (let reading = 0; reading < 5; reading += 1) {
      reads(first, 'funding', holding('funding', 'ETH', '4'));
      for (const one of [first, second]) reads(one, 'spot', holding('spot', 'BTC', '1.5'));
    }
    expect(questions).toHaveLength(1);
  });

  it('of two venues, or of accounts that are told apart, are not compared', () => {
    const other = connection('Second', 'bitvavo');
    const apart = world(first, other);
    const known = world(first, second);
    for (const one of [first, second]) known.told.add(one.id);
    for (let reading = 0; reading < 5; reading += 1) {
      for (const one of [first, other]) apart.reads(one, 'spot', holding('spot', 'BTC', '1.5'));
      for (const one of [first, second]) known.reads(one, 'spot', holding('spot', 'BTC', '1.5'));
    }
    expect([apart.questions, known.questions]).toEqual([[], []]);
  });

  it('raise a question where only one of them is told which account it is', () => {
    const { reads, questions, told } = world(first, second);
    told.add(second.id);
    for (let reading = 0; reading < 4; reading += 1)
      for (const one of [first, second]) reads(one, 'spot', holding('spot', 'BTC', '1.5'));
    expect(questions).toHaveLength(1);
  });

  it('go on counting, both', () => {
    const { reads, portfolio } = world(first, second);
    for (let reading = 0; reading < 5; reading += 1)
      for (const one of [first, second]) reads(one, 'spot', holding('spot', 'BTC', '1.5'));
    expect(portfolio.snapshot().balances).toHaveLength(2);
  });
});
