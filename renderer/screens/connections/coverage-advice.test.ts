import { describe, expect, it } from 'vitest';
import {
  failure,
  FAILURE_CODES,
  type FailureCode,
  type Remedy,
} from '../../../shared/base/failure';
import type { CoverageState, PositionsCoverage } from '../../../shared/portfolio/coverage';
import { untilText } from '../../../shared/base/until-text';
import {
  cellFixes,
  coverageAdvice,
  failureAdvice,
  type AdviceSubject,
  type Fix,
} from './coverage-advice';

const exchange: AdviceSubject = {
  venue: { kind: 'exchange', keyPage: 'https://www.kraken.com/keys' },
  connection: { demo: false },
  now: 0,
};
const wallet: AdviceSubject = { ...exchange, venue: { kind: 'chain' } };
const manual: AdviceSubject = { ...exchange, venue: { kind: 'manual' } };

describe('what to do about an account that counts elsewhere', () => {
  it('is nothing: it must not be added by hand', () => {
    const coverage = { state: 'unsupported', reason: 'Counted there.', countedIn: 'one' } as const;
    expect(coverageAdvice(coverage, exchange)?.fixes).toEqual([]);
    expect(coverageAdvice({ state: 'unsupported', reason: '' }, exchange)?.fixes).toEqual([
      'add-manual',
    ]);
  });
});

describe('what to do about a failure', () => {
  it('has buttons that can help, and no others, for every code', () => {
    const fixesOf = (subject: AdviceSubject) =>
      Object.fromEntries(
        FAILURE_CODES.map((code) => [code, failureAdvice(failure(code, 'No.'), subject).fixes]),
      );
    const again: readonly Fix[] = ['read-again'];
    const byKey: readonly Fix[] = ['replace-key', 'open-keys'];
    const onPage: readonly Fix[] = ['open-keys', 'read-again', 'replace-key'];
    const expected: Record<FailureCode, readonly Fix[]> = {
      network: again,
      timeout: again,
      'rate-limited': again,
      'venue-unavailable': again,
      'bad-response': again,
      authentication: ['replace-key', 'open-keys', 'read-again'],
      permission: onPage,
      'ip-restricted': onPage,
      'clock-skew': again,
      nonce: ['replace-key', 'open-keys', 'read-again'],
      'account-not-enabled': again,
      unsupported: ['add-manual'],
      'keychain-unavailable': again,
      'keychain-locked': again,
      'secret-missing': byKey,
      'secret-damaged': byKey,
      'invalid-input': byKey,
      'not-found': again,
      refused: again,
      storage: again,
      cancelled: again,
      internal: again,
    };
    expect(fixesOf(exchange)).toEqual(expected);
    const servers: readonly Fix[] = ['open-chains', 'read-again'];
    const toServers = ['network', 'timeout', 'rate-limited', 'venue-unavailable', 'bad-response'];
    const changed = [...toServers, 'authentication', 'permission', 'refused'];
    const byAddress: readonly Fix[] = ['replace-key'];
    expect(fixesOf(wallet)).toEqual({
      ...expected,
      ...Object.fromEntries(changed.map((code) => [code, servers])),
      'ip-restricted': servers,
      nonce: again,
      'secret-missing': byAddress,
      'secret-damaged': byAddress,
      'invalid-input': byAddress,
    });
  });

  it.each<[FailureCode, Remedy, readonly Fix[]]>([
    ['ip-restricted', 'network', ['read-again']],
    ['permission', 'account', ['read-again']],
    ['authentication', 'key', ['replace-key', 'open-keys']],
    ['authentication', 'key-page', ['open-keys', 'read-again', 'replace-key']],
  ])('leads where it can be mended: %s, by the %s', (code, remedy, fixes) => {
    const told = failure(code, 'No.', { hint: 'Do that.', remedy });
    expect(failureAdvice(told, exchange)).toEqual({ text: 'Do that.', fixes });
    const parts = [{ name: 'ETH staking', failure: told }];
    const partly = { state: 'partly', at: 0, balances: 1, parts } as const;
    expect(coverageAdvice(partly, exchange)?.fixes).toEqual(fixes);
  });

  it('does not ask before the time that the venue named', () => {
    const early = failure('rate-limited', 'Too many requests.', { retryAt: 42_000 });
    expect(failureAdvice(early, exchange).fixes).toEqual([]);
    expect(failureAdvice(early, { ...exchange, now: 42_000 }).fixes).toEqual(['read-again']);
    expect(failureAdvice(early, wallet).fixes).toEqual(['open-chains']);
  });

  it('always says something', () => {
    for (const code of FAILURE_CODES)
      for (const subject of [exchange, wallet, manual])
        expect(failureAdvice(failure(code, 'No.'), subject).text, code).not.toBe('');
  });

  it('is what the failure itself advises, if it does', () => {
    const hint = 'Tick "Query funds".';
    const advice = failureAdvice(failure('permission', 'No.', { hint }), exchange);
    expect(advice).toEqual({ text: hint, fixes: ['open-keys', 'read-again', 'replace-key'] });
  });

  it('offers no page that is not known, and nothing about keys to the demo', () => {
    const unknown = { ...exchange, venue: { kind: 'exchange' as const } };
    expect(failureAdvice(failure('permission', 'No.'), unknown).fixes).toEqual([
      'read-again',
      'replace-key',
    ]);
    const demo = { ...exchange, connection: { demo: true } };
    expect(failureAdvice(failure('authentication', 'No.'), demo).fixes).toEqual(['read-again']);
  });

  it('says when a venue that asked to wait is tried again', () => {
    const late = failure('rate-limited', 'Too many requests.', { retryAt: 42_000 });
    expect(failureAdvice(late, exchange).text).toBe(
      `Nothing: it is tried again at ${untilText(42_000)}, in 0:42.`,
    );
  });
});

describe('what to do about an account', () => {
  it('is nothing while it is being read', () => {
    expect(coverageAdvice({ state: 'pending' }, exchange)).toBeUndefined();
  });

  it('lets what was read be read again, and manual balances be edited', () => {
    const ok = { state: 'ok', at: 0, balances: 1 } as const;
    expect(coverageAdvice(ok, exchange)?.fixes).toEqual(['read-again']);
    expect(coverageAdvice(ok, manual)?.fixes).toEqual(['edit-holdings']);
  });

  it('names the way around what cannot be read', () => {
    const advice = coverageAdvice({ state: 'unsupported', reason: 'Options.' }, exchange);
    expect(advice?.text).toMatch(/manual account/);
    expect(advice?.fixes).toEqual(['add-manual']);
  });
});

describe('the steps for an account with positions', () => {
  const refused = {
    state: 'failed',
    failure: failure('permission', 'The key may not.'),
  } as const;
  const limited = failure('rate-limited', 'Too many requests.', { retryAt: 42_000 });
  const fixesOf = (coverage: CoverageState, positions: PositionsCoverage, now = 0) =>
    cellFixes({ coverage, positions }, { ...exchange, now });

  it('are those of positions where the balances have to wait, which nothing asks for meanwhile', () => {
    for (const coverage of [
      { state: 'failed', failure: limited },
      { state: 'stale', at: 0, failure: limited },
      { state: 'partly', at: 0, balances: 1, parts: [{ name: 'Earn', failure: limited }] },
    ] as const) {
      expect(fixesOf(coverage, refused)).toEqual(['open-keys', 'replace-key']);
      expect(fixesOf(coverage, refused, 42_000)).toEqual([
        'open-keys',
        'read-again',
        'replace-key',
      ]);
    }
  });

  it('do not ask the venue for balances while the positions have to wait', () => {
    const waiting = { state: 'failed', failure: limited } as const;
    const ok = { state: 'ok', at: 0, balances: 1 } as const;
    expect(fixesOf(ok, waiting)).toEqual([]);
    expect(fixesOf(ok, waiting, 42_000)).toEqual(['read-again']);
    expect(fixesOf({ state: 'failed', failure: failure('permission', 'No.') }, waiting)).toEqual([
      'open-keys',
      'replace-key',
    ]);
  });

  it('are both where both failed, each once, those of the balances first', () => {
    const damaged = { state: 'failed', failure: failure('secret-damaged', 'No.') } as const;
    expect(fixesOf(damaged, refused)).toEqual(['replace-key', 'open-keys', 'read-again']);
    const unsupported = { state: 'unsupported', reason: 'Options.' } as const;
    expect(fixesOf(unsupported, refused)).toEqual([
      'add-manual',
      'open-keys',
      'read-again',
      'replace-key',
    ]);
  });

  it('are those of positions alone where all is well with the balances', () => {
    const ok = { state: 'ok', at: 0, balances: 1 } as const;
    expect(fixesOf(ok, refused)).toEqual(['open-keys', 'read-again', 'replace-key']);
    expect(fixesOf(ok, { state: 'ok', at: 0, open: 1 })).toEqual(['read-again']);
  });
});
