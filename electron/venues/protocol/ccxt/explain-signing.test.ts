import { afterEach, describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import { RecordedVenue } from '../../exchanges/testing/recorded-venue';
import { never } from '../../exchanges/testing/test-gateway';
import { venueDefinitions } from '../../exchanges/venues';
import type { CcxtExchange } from './ccxt-exchange';
import { SAMPLE_KEY, explainSigning } from './explain-signing';
import { provideWebCrypto } from './web-crypto';

/** An exchange that signs with what is `good`, or fails as the program does. */
class Signer {
  apiKey = 'key';
  secret = 'bad: word-of-the-secret';
  password: string | undefined = undefined;
  constructor(private readonly signWith: (secret: string) => string) {}
  sign(): unknown {
    return this.signWith(this.secret);
  }
}

function failureOf(exchange: Pick<CcxtExchange, 'sign'>): VenueFailure {
  try {
    exchange.sign();
  } catch (error) {
    if (error instanceof VenueFailure) return error;
    throw error;
  }
  throw new Error('it signed');
}

describe('what does not sign', () => {
  it('is the key, where another key does', () => {
    const exchange = new Signer((secret) => {
      if (secret.startsWith('bad')) throw new TypeError(`no key: ${secret}`);
      return secret;
    });
    explainSigning(exchange, undefined);
    expect(failureOf(exchange)).toMatchObject({ code: 'invalid-input' });
    expect(JSON.stringify(failureOf(exchange))).not.toContain('word-of-the-secret');
    expect(exchange).toMatchObject({ apiKey: 'key', secret: 'bad: word-of-the-secret' });
    expect(exchange.password).toBeUndefined();
  });

  it('is the program, where no key does', () => {
    const exchange = new Signer(() => {
      throw new ReferenceError('crypto is not defined');
    });
    explainSigning(exchange, undefined);
    expect(failureOf(exchange)).toMatchObject({
      code: 'internal',
      detail: expect.stringContaining('crypto is not defined') as string,
    });
    expect(failureOf(exchange).message).not.toContain('word-of-the-secret');
  });
});

describe('the global that Node 18 lacks', () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  afterEach(() => {
    if (own === undefined) Reflect.deleteProperty(globalThis, 'crypto');
    else Object.defineProperty(globalThis, 'crypto', own);
  });

  it('is there once it has been provided', () => {
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    provideWebCrypto();
    expect(globalThis.crypto.getRandomValues(new Uint8Array(8))).toHaveLength(8);
  });

  it('stays what it is where it is there', () => {
    provideWebCrypto();
    const before = globalThis.crypto;
    provideWebCrypto();
    expect(globalThis.crypto).toBe(before);
  });
});

/** A venue whose users watch an address has nothing to sign. */
const signing = [...venueDefinitions.values()].filter(
  ({ info }) => !info.credentials.includes('address'),
);

it.each(signing)('a key that signs is known for $info.id', async ({ info, sampleKey }) => {
  const credentials = { ...SAMPLE_KEY, ...sampleKey?.() };
  const venue = new RecordedVenue(info.id, {}, { credentials });
  for (const accountType of info.accountTypes) {
    const reading = await venue.session.read(accountType, never);
    // Signed and sent, to a network that is down.
    if (reading.outcome === 'failed') expect(reading.failure.code).toBe('network');
  }
  expect(venue.requests).not.toEqual([]);
  expect(venue.log.lines).toEqual([]);
});
