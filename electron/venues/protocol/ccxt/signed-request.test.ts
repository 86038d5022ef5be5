import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSigned } from './signed-request';

const KEY = ['api-key+1', 'secret/2'];
const PUBLIC = 'https://api.venue.test/markets?limit=500';

describe('a request', () => {
  it('is signed where a part of the key is in it, also percent-encoded, or a token', () => {
    expect(isSigned(`${PUBLIC}&key=api-key+1`, {}, undefined, KEY)).toBe(true);
    expect(isSigned(`${PUBLIC}&key=api-key%2B1`, {}, undefined, KEY)).toBe(true);
    expect(isSigned(PUBLIC, { 'X-KEY': 'api-key+1' }, undefined, KEY)).toBe(true);
    expect(isSigned(PUBLIC, {}, 'apiKey=api-key%2B1', KEY)).toBe(true);
    expect(isSigned(PUBLIC, { Authorization: 'Bearer x' }, undefined, KEY)).toBe(true);
    expect(isSigned(PUBLIC, {}, '{"jwt":"eyJhbGciOi"}', KEY)).toBe(true);
  });

  it('is not where nothing of it is, or where there is no key', () => {
    expect(isSigned(PUBLIC, { Accept: 'application/json' }, '{}', KEY)).toBe(false);
    expect(isSigned(PUBLIC, { Authorization: 'Bearer x' }, undefined, [])).toBe(false);
  });

  it('is not signed by a part of the key that is empty', () => {
    expect(isSigned(PUBLIC, {}, undefined, ['api-key', ''])).toBe(false);
    expect(isSigned(PUBLIC, { Token: '' }, undefined, [''])).toBe(false);
    expect(isSigned(`${PUBLIC}&key=api-key`, {}, undefined, ['', 'api-key'])).toBe(true);
  });

  it('is looked through also for a part that ends in half a character', () => {
    const half = 'api-key\uD83D';
    expect(isSigned(PUBLIC, {}, undefined, [half])).toBe(false);
    expect(isSigned(PUBLIC, {}, `key=${half}`, [half])).toBe(true);
    // What is put into an address is encoded with U+FFFD in its place: https://url.spec.whatwg.org/#concept-urlencoded-serializer
    const search = new URLSearchParams({ key: half }).toString();
    expect(isSigned(`${PUBLIC}&${search}`, {}, undefined, [half])).toBe(true);
    expect(isSigned(PUBLIC, {}, undefined, ['😀'])).toBe(false);
  });

  it('is told apart for any key: signed by what is in it, unsigned without', () => {
    const part = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(part, part, (key, secret) => {
        expect(isSigned('', { 'X-KEY': key }, undefined, [key, secret])).toBe(true);
        expect(isSigned('', {}, undefined, [key, secret])).toBe(false);
      }),
    );
  });
});
