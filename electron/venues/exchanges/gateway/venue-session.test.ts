import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../engine/ports/clock';
import { CREDENTIALS, RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never, systemClock } from '../testing/test-gateway';

const EMPTY = '{"balances":[]}';

describe('a session', () => {
  it('answers "cancelled" at once when its reading is given up', async () => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': EMPTY });
    await venue.session.accounts();
    const giveUp = new AbortController();
    const reading = venue.session.read('spot', giveUp.signal);
    giveUp.abort();
    expect(failureOf(await reading)).toMatchObject({ code: 'cancelled', retry: { kind: 'never' } });
  });

  it('makes no request for a reading that was given up before', async () => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': EMPTY });
    const giveUp = new AbortController();
    giveUp.abort();
    expect(failureOf(await venue.session.read('spot', giveUp.signal)).code).toBe('cancelled');
    expect(venue.requests).toEqual([]);
  });

  it('reads nothing any more once it is closed', async () => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': EMPTY });
    await venue.session.close();
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('cancelled');
  });

  it('reports an account type the venue does not have as unsupported', async () => {
    const venue = new RecordedVenue('binance', {});
    expect(await venue.session.read('wallet', never)).toEqual({
      outcome: 'unsupported',
      reason: 'Portolan does not read the wallet at Binance.',
    });
  });

  it('reports a network that is down', async () => {
    const venue = new RecordedVenue('binance', {});
    expect(failureOf(await venue.session.read('spot', never))).toMatchObject({
      code: 'network',
      message: 'Binance could not be reached for the spot account.',
      retry: { kind: 'backoff' },
    });
  });

  it('gives up on a venue that does not answer in time', async () => {
    const impatient: Clock = {
      ...systemClock,
      after: (_milliseconds, run) => systemClock.after(20, run),
    };
    const options = { clock: impatient };
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': EMPTY }, options);
    await venue.session.accounts();
    venue.hangs = true;
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('timeout');
  });

  it.each([
    ['ip-restricted', { status: 451, body: '{"code":0,"msg":"restricted location"}' }],
    ['venue-unavailable', { status: 502, body: '<html>Bad gateway</html>' }],
    ['venue-unavailable', { status: 403, body: '<html>Request blocked</html>' }],
    ['authentication', { status: 401, body: '{"code":-2014,"msg":"API-key format invalid."}' }],
  ])('reports %s for %j', async (code, answer) => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': answer });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe(code);
  });

  it('says that a secret was not copied whole when it cannot sign', async () => {
    const credentials = { ...CREDENTIALS, secret: '-----BEGIN PRIVATE KEY----- nothing' };
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': EMPTY }, { credentials });
    expect(failureOf(await venue.session.read('spot', never))).toMatchObject({
      code: 'invalid-input',
      hint: expect.stringContaining('copied whole'),
    });
    expect(venue.requests).toEqual([]);
  });
});

describe('secrets', () => {
  it('are in no failure and no line of the log, though the venue repeats them', async () => {
    const { apiKey, secret } = CREDENTIALS;
    const signature = 'a'.repeat(64);
    const echo = `key ${apiKey} secret ${secret} signature=${signature} at https://api.binance.com/api/v3/account?signature=${signature} of me@example.org`;
    const answers = [
      { status: 400, body: JSON.stringify({ code: -1102, msg: echo }) },
      { status: 500, body: echo },
      { status: 200, body: `<html>${echo}` },
      { status: 401, body: JSON.stringify({ code: -2015, msg: echo }) },
    ];
    for (const answer of answers) {
      const venue = new RecordedVenue('binance', { 'GET /api/v3/account': answer });
      const told = JSON.stringify([await venue.session.read('spot', never), venue.log.lines]);
      for (const hidden of [apiKey, secret, signature, 'me@example.org', 'signature=a'])
        expect(told).not.toContain(hidden);
    }
  });

  it('are never part of an address', async () => {
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': EMPTY });
    await venue.session.read('spot', never);
    const [request] = venue.requests;
    expect(request?.url.href).not.toContain(CREDENTIALS.apiKey);
    expect(request?.url.href).not.toContain(CREDENTIALS.secret);
  });
});
