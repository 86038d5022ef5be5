import { describe, expect, it } from 'vitest';
import { requestedWait } from './retry-after';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const after = (headers: Record<string, string>, body = ''): number | undefined => {
  const wait = requestedWait(new Headers(headers), body, NOW);
  return wait && wait.retryAt - NOW;
};

describe('what a server asks for', () => {
  it.each([
    ['7', 7000],
    ['0.5', 1000],
    ['2.5', 2500],
    ['0', 1000],
    ['-3600', 1000],
    ['2160000', HOUR],
    ['99999999999999999999999999', HOUR],
    ['1e999', HOUR],
    ['Infinity', HOUR],
    ['9'.repeat(400), HOUR],
    ['Sun, 01 Mar 2026 12:10:00 GMT', 600_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 1000],
    ['Thu, 26 Mar 2026 12:00:00 GMT', HOUR],
    ['Fri, 31 Dec 9999 23:59:59 GMT', HOUR],
  ])('with Retry-After: %s is brought within bounds', (text, expected) => {
    expect(after({ 'Retry-After': text })).toBe(expected);
  });

  it.each(['', 'soon', 'NaN', '25 Kalends'])('is nothing with Retry-After: %s', (text) => {
    expect(after({ 'Retry-After': text })).toBeUndefined();
  });

  it('in a date is counted by its own clock', () => {
    const servers = 'Tue, 03 Mar 2026 12:00:00 GMT';
    const date = 'Tue, 03 Mar 2026 12:05:00 GMT';
    expect(after({ 'Retry-After': date, Date: servers })).toBe(300_000);
  });

  it.each([
    [`{"msg":"Way too much request weight used; IP banned until ${NOW + 120_000}."}`, 120_000],
    [`{"msg":"IP banned until ${NOW + 25 * 24 * HOUR}."}`, HOUR],
    ['{"msg":"IP banned until 99999999999999999999."}', HOUR],
    ['{"msg":"IP banned until 1600000000000."}', 1000],
  ])('by the words of a ban is understood: %s', (body, expected) => {
    expect(after({}, body)).toBe(expected);
  });

  it.each([
    ['RateLimit-Reset', '30', 30_000],
    ['X-RateLimit-Reset', '30', 30_000],
    ['X-RateLimit-Reset', String(NOW / 1000 + 30), 30_000],
    ['X-RateLimit-Reset', '1e999', HOUR],
    ['X-RateLimit-Reset', '-1', 1000],
  ])('by %s: %s is understood', (name, text, expected) => {
    expect(after({ [name]: text })).toBe(expected);
  });

  it.each([
    ['Limit-Reset-Timestamp', 1000, String(NOW + 30_000), 30_000],
    ['Limit-Reset-Timestamp', 1000, String(NOW / 1000 + 30), 30_000],
    ['Limit-Reset', 1, '30000', 30_000],
  ])(
    'by a header of its own, %s in units of %d ms, is understood: %s',
    (header, unit, text, expected) => {
      const headers = new Headers({ [header]: text, 'X-RateLimit-Reset': '5' });
      const own = [{ name: header.toLowerCase(), unit }];
      expect(requestedWait(headers, '', NOW, own)?.retryAt).toBe(NOW + expected);
      expect(requestedWait(headers, '', NOW)?.retryAt).toBe(NOW + 5000);
    },
  );

  it('is said when it is more than an hour', () => {
    const words = (text: string) =>
      requestedWait(new Headers({ 'Retry-After': text }), '', NOW)?.words;
    expect(words('3600')).toBeUndefined();
    expect(words('7200')).toBe('it asks for a wait of 2 hours');
    expect(words('2160000')).toBe('it asks for a wait of 25 days');
    expect(words('1e999')).toBe('it asks for a wait without an end');
  });
});
