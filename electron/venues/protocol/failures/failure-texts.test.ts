import { describe, expect, it } from 'vitest';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueId } from '../../../../shared/base/ids';
import type { FailureCode, Remedy } from '../../../../shared/base/failure';
import { untilText } from '../../../../shared/base/until-text';
import { networkHint } from '../http/network-hint';
import { toFailure, VenueFailure } from '../../reading/venue-failure';
import { createExchangeGateway } from '../../exchanges/gateway/exchange-gateway';
import { COPIED, json, type VenueRefusals } from '../../exchanges/testing/refusal-row';
import { refusedBy, type Refusal } from '../../exchanges/testing/refusing-venue';
import { never, systemClock, TestLog, marketsAt } from '../../exchanges/testing/test-gateway';

interface Row {
  readonly venue: VenueId;
  readonly account: AccountType;
  readonly cause: string;
  readonly refusal: Refusal;
  readonly code: FailureCode;
  /** What the sentence and its advice must say together, and what would mislead. */
  readonly says: readonly RegExp[];
  readonly never?: readonly RegExp[];
  readonly credentials?: Readonly<Record<string, string>>;
}

const LEADS_TO_KEYS = new Set<FailureCode>(['authentication', 'permission', 'ip-restricted']);
const isElsewhere = (remedy: Remedy | undefined): boolean =>
  remedy === 'account' || remedy === 'network';

/** Those that each venue has in its `testing/`. */
const refusals = Object.values(
  import.meta.glob<readonly VenueRefusals[]>('../../exchanges/*/testing/refusals.ts', {
    eager: true,
    import: 'refusals',
  }),
).flat();

const rows: readonly Row[] = refusals.flatMap(([venue, account, told, credentials]) =>
  told.map(([cause, refusal, code, says, never]): Row => ({
    venue,
    account,
    cause,
    refusal,
    code,
    says,
    ...(never === undefined ? {} : { never }),
    ...(credentials === undefined ? {} : { credentials }),
  })),
);

/** Hyperliquid refuses nobody: whatever address is asked for is answered. */
const REFUSES_NOBODY = new Set(['hyperliquid']);

describe('what is said of a refusal', () => {
  it('is known of every venue with a folder of readers', () => {
    const files = Object.keys(import.meta.glob('../../exchanges/*/accounts.ts'));
    const folders = files.flatMap((file) => file.split('/').at(-2) ?? []);
    expect(folders.length).toBeGreaterThan(10);
    const known = new Set(rows.map(({ venue }) => venue));
    const without = folders.filter((folder) => !known.has(folder) && !REFUSES_NOBODY.has(folder));
    expect(without).toEqual([]);
  });

  it.each(rows)(
    '$venue: $cause',
    async ({ venue, account, refusal, code, says, never: misleads = [], credentials }) => {
      const failure = await refusedBy(venue, account, refusal, credentials ? { credentials } : {});
      const text = `${failure.message} ${failure.hint ?? ''}`;
      expect(failure.code, text).toBe(code);
      for (const words of says) expect(text).toMatch(words);
      for (const words of misleads) expect(text).not.toMatch(words);
      // What no key can mend must not lead to a page of keys.
      const leadsToKeys = LEADS_TO_KEYS.has(code) && !isElsewhere(failure.remedy);
      if (/not to blame/.test(text)) expect(leadsToKeys, text).toBe(false);
      if (/^Check that the secret|^Enter the passphrase/.test(failure.hint ?? ''))
        expect(failure.remedy).toBe('key');
    },
  );

  it('tells whoever is asked to wait until when', async () => {
    const before = Date.now();
    const failure = await refusedBy('bybit', 'unified', {
      status: 429,
      body: '{}',
      headers: { 'retry-after': '900' },
    });
    expect(failure.code).toBe('rate-limited');
    if (failure.retry.kind !== 'after') throw new Error('no instant');
    expect(failure.retry.at).toBeGreaterThanOrEqual(before + 900_000);
    expect(failure.message).toContain(`until ${untilText(failure.retry.at)}`);
  });
});

it('says once what a venue says once', async () => {
  const refusal = json(200, { error: ['EAPI:Rate limit exceeded'] });
  expect((await refusedBy('kraken', 'spot', refusal)).message).toContain(
    '(EAPI:Rate limit exceeded)',
  );
});

describe('a time that is refused', () => {
  const late = json(400, {
    code: -1021,
    msg: 'Timestamp for this request is outside of the recvWindow.',
  });

  it.each([
    [90_000, /clock is (?:89|90) seconds behind that of Binance/],
    [-30_000, /clock is (?:30|31) seconds ahead of that of Binance/],
  ])('names side and size of what is wrong: %d ms', async (aheadMs, words) => {
    const { hint = '' } = await refusedBy('binance', 'spot', late, { aheadMs });
    expect(hint).toMatch(words);
    expect(hint).toMatch(/network time/);
  });

  it('counts what all that answered say of the clock, where a venue does not tell its own', async () => {
    const trouble = 'This computer’s clock is 3 hours ahead of those of the venues.';
    const clock = { ...systemClock, trouble: () => trouble };
    const small = json(500, ['error', 10114, 'nonce: small']);
    const { hint = '' } = await refusedBy('bitfinex', 'spot', small, { clock });
    expect(hint).toContain(trouble);
  });
});

describe('a list that needs no key', () => {
  it.each([401, 403])(
    'is no reason to blame one, whatever the answer is: HTTP %d',
    async (status) => {
      for (const venue of ['kraken', 'binance', 'bitstamp', 'luno'])
        for (const body of ['{"error":["EAPI:Invalid key"],"code":-2014}', '<html>No</html>', '']) {
          const gateway = createExchangeGateway({
            log: new TestLog(),
            clock: systemClock,
            random: () => 0,
            ask: async () => ({ status, headers: new Headers(), text: body }),
          });
          const answer = await marketsAt(gateway, { venue }).between(new Set(['BTC']), never);
          await gateway.close();
          if (answer.ok) throw new Error('answered');
          const { code, message, hint = '' } = answer.failure;
          expect(code, `${venue} ${message}`).toBe('venue-unavailable');
          expect(hint).not.toMatch(COPIED);
        }
    },
  );
});

describe('a connection that is not made', () => {
  it.each([
    ['ENOTFOUND', /DNS/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /sign in/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /sign in/],
    ['CERT_NOT_YET_VALID', /date and the time/],
    ['ECONNREFUSED', /may be down/],
    ['ECONNRESET', /Check the network connection/],
  ])('says what may be in its way: %s', (code, words) => {
    const hint = networkHint(code);
    const failed = new VenueFailure('network', code, hint === undefined ? {} : { hint });
    expect(toFailure(failed, 'Kraken', 'the spot account').hint).toMatch(words);
  });
});

describe('a key whose form tells what is wrong', () => {
  it('Gemini: a master key opens no account', async () => {
    const credentials = { apiKey: 'master-4f1cQ2', secret: 'c2VjcmV0' };
    const failure = await refusedBy('gemini', 'spot', { status: 200, body: '[]' }, { credentials });
    expect(failure.code).toBe('invalid-input');
    expect(failure.message).toContain('master key');
    expect(failure.hint).toContain('account-');
    expect(failure.hint).not.toMatch(COPIED);
  });
});
