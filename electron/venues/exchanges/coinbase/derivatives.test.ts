import { createVerify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { failureOf, positionsOf } from '../testing/test-gateway';
import {
  AUTH,
  NAME,
  SUMMARIES,
  V3,
  coinbaseWith,
  denied,
  gateway,
  key,
  keyPermissions,
  mayView,
  read,
  reading,
} from './answers';

type Answers = Parameters<typeof coinbaseWith>[0];

/** A portfolio of derivatives outside the United States. */
const international = (answers: Answers = {}) =>
  coinbaseWith({
    ...gateway,
    [`${V3}/key_permissions`]: keyPermissions({ ...mayView, portfolio_type: 'INTX' }),
    ...answers,
  });

const bodyOf = (body: string | undefined) =>
  JSON.parse(body ?? '') as { method: string; params: { grant_type: string; token: string } };

describe('derivatives outside the United States', () => {
  it('are the equity of each currency, read with a token that the key is exchanged for', async () => {
    const venue = international();
    expect(await read(venue, 'futures')).toEqual({ USDC: '800+420.5-0' });
    const exchanged = venue.requests.find(({ name }) => name === AUTH);
    expect(exchanged?.url.host).toBe('drb.coinbase.com');
    const { method, params } = bodyOf(exchanged?.body);
    expect({ method, grant: params.grant_type }).toEqual({
      method: 'public/auth',
      grant: 'coinbase_cdp',
    });
    const [head = '', claims = '', signature = ''] = params.token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: NAME });
    expect(
      createVerify('SHA256')
        .update(`${head}.${claims}`)
        .verify(
          { key: key.publicKey, dsaEncoding: 'ieee-p1363' },
          Buffer.from(signature, 'base64url'),
        ),
    ).toBe(true);
    const asked = venue.requests.find(({ name }) => name === SUMMARIES);
    expect(asked?.headers['Authorization']).toBe('Bearer token of the gateway');
    expect(asked?.url.search).toBe('');
  });

  it('have positions in coins, for which the token is not exchanged again', async () => {
    const venue = international();
    expect(positionsOf(await reading(venue, 'futures'))).toEqual({
      'BTC_USDC-PERPETUAL': 'BTC -0.5',
    });
    await reading(venue, 'futures');
    expect(venue.count(AUTH)).toBe(1);
  });

  it('are read with a new token when the former one is refused', async () => {
    const venue = international();
    await reading(venue, 'futures');
    venue.now(SUMMARIES, denied);
    expect(failureOf(await reading(venue, 'futures')).code).toBe('authentication');
    await reading(venue, 'futures');
    expect(venue.count(AUTH)).toBe(2);
  });

  it.each([
    ['a refused key', { [AUTH]: denied }, 'authentication'],
    ['no token', { [AUTH]: '{"jsonrpc":"2.0","id":1,"result":{}}' }, 'bad-response'],
    ['an answer without wallets', { [SUMMARIES]: '{"jsonrpc":"2.0","result":{}}' }, 'bad-response'],
    ['silence', { [SUMMARIES]: { status: 503, body: '' } }, 'venue-unavailable'],
  ])('are never empty because of %s', async (_what, answers, code) => {
    expect(failureOf(await reading(international(answers), 'futures')).code).toBe(code);
  });
});
