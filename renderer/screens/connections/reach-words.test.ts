import { describe, expect, it } from 'vitest';
import { reachWords } from './reach-words';
import { dateTimeText } from '../../components/time';

const AT = 1_700_000_000_000;
const tokens = {
  kind: 'tokens',
  days: 1,
  fromBlock: 92_800,
  toBlock: 100_000,
  state: 'done',
} as const;

describe('how far a wallet was looked through', () => {
  it('is said of addresses, with what is not found', () => {
    expect(reachWords({ kind: 'addresses', gapLimit: 20, looked: 40 })).toBe(
      '40 addresses. The search ends after 20 unused ones in a row: coins behind a longer gap are not found.',
    );
    expect(reachWords({ kind: 'addresses', gapLimit: 1, looked: 2 })).toContain('1 unused one:');
  });

  it('is said of tokens, by the time where that is known, else by the block', () => {
    expect(reachWords({ ...tokens, since: AT })).toBe(
      `Tokens on no list that were received since ${dateTimeText(AT)} (block 92,800) are found, older ones are not.`,
    );
    expect(reachWords(tokens)).toContain('since block 92,800 are found, older ones are not.');
    expect(reachWords({ ...tokens, fromBlock: 0 })).toBe(
      'Tokens on no list that were received since the chain began are found.',
    );
  });

  it('is said while there is more to be looked at, and where a server tells nothing', () => {
    expect(reachWords({ ...tokens, days: 30, state: 'looking' })).toBe(
      'Tokens on no list are being looked for in transfers of 30 days: by now those since block 92,800, up to block 100,000.',
    );
    expect(reachWords({ ...tokens, days: 36_500, state: 'looking' })).toContain('of all time');
    expect(reachWords({ ...tokens, state: 'refused' })).toContain('tells of no others');
    expect(reachWords({ kind: 'tokens', days: 1, state: 'refused' })).toContain(
      'none that is on no list is found',
    );
    expect(reachWords({ kind: 'tokens', days: 1, state: 'looking' })).toContain('of 1 day.');
  });

  it('is said where too many were found', () => {
    expect(reachWords({ ...tokens, mostFound: 300 })).toContain('More than 300 were found');
  });
});
