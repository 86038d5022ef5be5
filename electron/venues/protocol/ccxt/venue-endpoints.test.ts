import { describe, expect, it } from 'vitest';
import { isLoopbackEndpoint, parseVenueEndpoints } from './venue-endpoints';

describe('parseVenueEndpoints', () => {
  it('accepts loopback addresses', () => {
    const text = '{"binance":"http://127.0.0.1:9000/binance","okx":"http://localhost:1/okx"}';
    expect(parseVenueEndpoints(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it.each([undefined, '', '  '])('takes %j for no endpoints', (text) => {
    expect(parseVenueEndpoints(text)).toEqual({ ok: true, value: {} });
  });

  it.each(['{', '[]', '"http://127.0.0.1"', 'null'])('refuses %s as not understood', (text) => {
    expect(parseVenueEndpoints(text)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', hint: expect.stringContaining('JSON') },
    });
  });

  it.each([
    '{"binance":"http://example.com"}',
    '{"binance":"http://127.0.0.1.example.com"}',
    '{"binance":"http://user:pass@127.0.0.1"}',
    '{"binance":"http://192.168.1.2"}',
    '{"binance":"file:///etc/passwd"}',
    '{"binance":7}',
    '{"okx":"http://127.0.0.1:1","binance":"//127.0.0.1"}',
  ])('refuses %s, which may leave the machine', (text) => {
    expect(parseVenueEndpoints(text)).toMatchObject({ ok: false, failure: { code: 'refused' } });
  });
});

describe('isLoopbackEndpoint', () => {
  it.each(['http://[::1]:80', 'http://127.9.9.9/x', 'https://localhost'])('accepts %s', (url) => {
    expect(isLoopbackEndpoint(url)).toBe(true);
  });
});
