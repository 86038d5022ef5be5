import { describe, expect, it } from 'vitest';
import { failure, FAILURE_CODES, type FailureCode } from '../../../shared/portfolio/failure';
import { untilText } from '../../../shared/text/until-text';
import { coverageAdvice, failureAdvice, type AdviceSubject, type Fix } from './coverage-advice';

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
  it.each<[FailureCode, readonly Fix[]]>([
    ['permission', ['open-keys', 'read-again', 'replace-key']],
    ['ip-restricted', ['open-keys', 'read-again', 'replace-key']],
    ['authentication', ['replace-key', 'open-keys', 'read-again']],
    ['secret-missing', ['replace-key', 'open-keys']],
    ['clock-skew', ['read-again']],
    ['timeout', ['read-again']],
  ])('of an exchange: %s', (code, fixes) => {
    expect(failureAdvice(failure(code, 'No.'), exchange).fixes).toEqual(fixes);
  });

  it.each<FailureCode>(['network', 'timeout', 'bad-response', 'authentication', 'rate-limited'])(
    'of a wallet leads to its servers: %s',
    (code) => {
      const advice = failureAdvice(failure(code, 'No.'), wallet);
      expect(advice.fixes).toEqual(['open-chains', 'read-again']);
    },
  );

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
