import * as ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import type { CredentialField } from '../../../../shared/portfolio/venue';
import { VenueFailure } from '../../../reading/venue-failure';
import { RateBudget } from '../../limits/rate-budget';
import { KeyState, VenueClock } from '../../ccxt/key-state';
import { openExchange } from '../../ccxt/open-exchange';
import { RecordedVenue } from '../../testing/recorded-venue';
import { balancesOf, failureOf, never, systemClock, table } from '../../testing/test-gateway';
import { genericVenue } from './generic-venue';
import { genericVenues, PARTS_OF_ANOTHER } from './generic-venues';

const FIELDS: readonly string[] = ['apiKey', 'secret', 'password'] satisfies CredentialField[];

/** Every venue of ccxt whose balance can be read with what the app can ask for. */
function venuesOfCcxt(): [string, string, string[]][] {
  const classes = Object.entries(ccxt.exchanges).filter(([id]) => !PARTS_OF_ANOTHER.has(id));
  return classes.flatMap(([id, Venue]): [string, string, string[]][] => {
    const exchange = new Venue();
    const needed = Object.entries(exchange.requiredCredentials)
      .filter(([, required]) => required === true)
      .map(([field]) => field);
    const readable = exchange.has['fetchBalance'] === true && needed.length > 0;
    if (!readable || needed.some((field) => !FIELDS.includes(field))) return [];
    return [[id, String(exchange.name), FIELDS.filter((field) => needed.includes(field))]];
  });
}

describe('the list of venues', () => {
  it('is what ccxt has', () => {
    const listed = genericVenues.map(([id, name, credentials]) => [id, name, [...credentials]]);
    expect(listed).toEqual(venuesOfCcxt());
  });

  it('loads each venue from its own file', async () => {
    for (const [id, , , load] of genericVenues) {
      const Venue = (await load()).default;
      expect(new Venue({}).id).toBe(id);
    }
  }, 60_000);

  it('can ask each venue for a balance within what is allowed', async () => {
    const refusals: string[] = [];
    const ask = () => Promise.resolve({ status: 200, headers: new Headers(), text: '{}' });
    for (const venue of genericVenues) {
      const definition = genericVenue(venue);
      const exchange = await openExchange({
        definition,
        address: { venue: venue[0] },
        credentials: { apiKey: 'key', secret: 'c2VjcmV0c2VjcmV0c2VjcmV0', password: 'word' },
        clock: systemClock,
        venueClock: new VenueClock(systemClock),
        key: new KeyState(new RateBudget(definition.limits), false, systemClock),
        ask,
      });
      exchange.markets = {};
      exchange.markets_by_id = {};
      exchange.symbols = [];
      try {
        await exchange.fetchBalance();
      } catch (error) {
        if (error instanceof VenueFailure && error.code === 'refused')
          refusals.push(`${venue[0]}: ${error.detail}`);
      }
    }
    expect(refusals).toEqual([]);
  }, 60_000);
});

describe('a venue without readers of its own', () => {
  const open = (answers: Record<string, string>) =>
    new RecordedVenue('coinsph', {
      'GET /openapi/v1/exchangeInfo': '{"symbols":[]}',
      ...answers,
    });

  it('says that only its spot account is read', async () => {
    const venue = open({});
    expect(await venue.session.accounts()).toMatchObject({
      value: [{ accountType: 'spot', updates: 'polling' }],
    });
    expect((await venue.session.read('futures', never)).outcome).toBe('unsupported');
  });

  it('reads it exactly', async () => {
    const venue = open({
      'GET /openapi/v1/account':
        '{"accountType":"SPOT","balances":[{"asset":"BTC","free":"0.100000000000000000000001","locked":"0.2"},{"asset":"PHP","free":123456789012.345678901,"locked":"0"}],"canTrade":true}',
    });
    expect(table(balancesOf(await venue.session.read('spot', never)))).toEqual({
      BTC: '0.100000000000000000000001+0.2-0',
      PHP: '123456789012.345678901+0-0',
    });
  });

  it.each([
    ['a web page', '<html></html>'],
    ['an empty body', ''],
    ['half an answer', '{"accountType":"SPOT","balances":[{"asset"'],
    ['an empty object', '{}'],
    ['an error it does not know', '{"success":false,"foo":"bar"}'],
    ['words', '{"message":"maintenance"}'],
  ])('is never empty because of %s', async (_what, body) => {
    const venue = open({ 'GET /openapi/v1/account': body });
    expect(failureOf(await venue.session.read('spot', never)).code).toBe('bad-response');
  });

  it('is empty when the venue says so', async () => {
    const venue = open({
      'GET /openapi/v1/account': '{"accountType":"SPOT","balances":[]}',
    });
    expect(balancesOf(await venue.session.read('spot', never))).toEqual([]);
  });

  it('recovers when its market list could not be had at first', async () => {
    const venue = open({
      'GET /openapi/v1/exchangeInfo': 'oops',
      'GET /openapi/v1/account': '{"balances":[{"asset":"BTC","free":"1","locked":"0"}]}',
    });
    const first = await venue.session.read('spot', never);
    venue.now('GET /openapi/v1/exchangeInfo', '{"symbols":[]}');
    const second = await venue.session.read('spot', never);
    expect([first.outcome, second.outcome]).toEqual(['failed', 'read']);
  });
});
