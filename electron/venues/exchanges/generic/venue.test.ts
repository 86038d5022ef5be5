import * as ccxt from 'ccxt';
import { describe, expect, it } from 'vitest';
import type { CredentialField } from '../../../../shared/portfolio/venue';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table, marketsAt } from '../testing/test-gateway';
import { firstClassVenues } from '../venues';
import { NOT_LISTED, PARTS_OF_ANOTHER, genericVenues } from './venues';
import { marketLists, venueAnswers } from './testing/all-answers';

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
  it('is what ccxt has, but for those with readers of their own and those that say why not', () => {
    const own = new Set(firstClassVenues.map(({ info }) => info.id));
    const listed = genericVenues.map(([id, name, credentials]) => [id, name, [...credentials]]);
    const readable = venuesOfCcxt().filter(([id]) => !own.has(id));
    expect(listed).toEqual(readable.filter(([id]) => !Object.hasOwn(NOT_LISTED, id)));
    expect(readable.map(([id]) => id)).toEqual(expect.arrayContaining(Object.keys(NOT_LISTED)));
  });

  it('has answers of each of them to be tested with, and lists of their markets', () => {
    const ids = genericVenues.map(([id]) => id);
    expect(Object.keys(venueAnswers).sort()).toEqual([...ids].sort());
    expect(Object.keys(marketLists).sort()).toEqual([...ids].sort());
  });
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

  it('is read also while its list of markets cannot be had', async () => {
    const venue = open({
      'GET /openapi/v1/exchangeInfo': 'oops',
      'GET /openapi/v1/account': '{"balances":[{"asset":"BTC","free":"1","locked":"0"}]}',
    });
    expect(table(balancesOf(await venue.session.read('spot', never)))).toEqual({ BTC: '1+0-0' });
  });

  it('has a list of markets that is not understood for an answer, not for a defect', async () => {
    const venue = open({ 'GET /openapi/v1/exchangeInfo': '{"symbols":[{"filters":7}]}' });
    const codes = new Set(['BTC', 'PHP']);
    const found = await marketsAt(venue.gateway, { venue: 'coinsph' }).between(codes, never);
    expect(found.ok ? found.value : found.failure.code).toEqual(found.ok ? [] : 'bad-response');
    expect(venue.log.lines).toEqual([]);
  });
});
