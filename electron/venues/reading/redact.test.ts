import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactDetail } from './redact';

const signedUrl =
  'binance GET https://api.binance.com/api/v3/account?timestamp=1&signature=ab12&recvWindow=5 failed';

describe('redact', () => {
  it('cuts the query of a signed address', () => {
    expect(redact(signedUrl)).toBe('binance GET https://api.binance.com/api/v3/account failed');
  });

  it.each([
    ['{"X-MBX-APIKEY":"abc123"}', 'abc123'],
    ["headers { 'OK-ACCESS-PASSPHRASE': 'hunter2' }", 'hunter2'],
    ['listenKey=pqia91ma19a5s', 'pqia91ma19a5s'],
    ['authorization: Bearer eyJhbGciOi', 'eyJhbGciOi'],
    ['"token":"xeAQ/RCChBYNVh"', 'xeAQ/RCChBYNVh'],
    ['sent to trader@example.org yesterday', 'trader@example.org'],
    ['one@example.org1two@example.org', 'two@example'],
    [`API-Sign ${'k'.repeat(88)}`, 'kkkk'],
  ])('hides the secret in %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it('keeps what helps', () => {
    const words = 'Invalid API-key, IP, or permissions for action. (-2015)';
    expect(redact(words)).toBe(words);
  });

  it('hides the secrets given wherever they are, percent-encoded or quoted too', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 40 })
      .filter((text) => !'***'.includes(text));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.string(),
        (secrets, noise) => {
          const text = secrets
            .map((each) => `${noise}${each} ${encodeURIComponent(each)}${JSON.stringify(each)}`)
            .join(' ');
          const redacted = redact(text, secrets);
          for (const each of secrets) {
            expect(redacted.includes(each) && !onlyMask(each)).toBe(false);
          }
        },
      ),
    );
  });
});

describe('a very long text', () => {
  const secret = `s3cr3t,${'with signs, '.repeat(8)}`;

  it('is cut, and leaves no part of a secret wherever it is cut', () => {
    for (let offset = 0; offset < 2 * secret.length + 1200; offset += 1) {
      const before = 'word '.repeat(4000).slice(0, 16_384 - secret.length - 600 + offset);
      const redacted = redact(`${before}${secret}${' more'.repeat(10_000)}`, [secret]);
      expect(redacted).toMatch(/ \(cut, \d+ characters\)$/);
      expect(redacted).not.toContain('s3cr3t');
    }
  });

  it.each([
    'x',
    'a@',
    'a@a.',
    'key=',
    ' ',
    '"',
    '7',
    '?',
    'token ',
    '. ',
    'a.b@c.d ',
    'signature: ',
  ])('of %j does not hold anybody up', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const shortest = Math.min(
      ...Array.from({ length: 3 }, () => {
        const before = performance.now();
        redactDetail(text, [secret, 'other-secret']);
        return performance.now() - before;
      }),
    );
    expect(shortest).toBeLessThan(50);
  });

  it('is kept when it is not that long', () => {
    const text = 'word '.repeat(3000).trim();
    expect(redact(text)).toBe(text);
  });

  it('may have a secret that is no text, or many', () => {
    expect(redact('key \ud800abcd', ['\ud800abcd'])).toBe('key ***');
    const secrets = Array.from({ length: 200 }, (_, index) => `secret-number-${index}`);
    expect(redact(secrets.join(' '), secrets)).not.toContain('number');
  });
});

/** Made of nothing but the mask's own characters and what surrounds it, so its presence tells nothing. */
function onlyMask(text: string): boolean {
  return /^[*\s"]*$/.test(text);
}

describe('redactDetail', () => {
  it('gives one short line without a full stop', () => {
    expect(redactDetail('Key\n unknown. ')).toBe('Key unknown');
    expect(redactDetail('word '.repeat(100)).length).toBeLessThanOrEqual(160);
  });
});
