import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askServer } from '../../protocol/http/ask-server';
import { createExchangeGateway } from '../gateway/exchange-gateway';
import { TestLog, balancesOf, never, systemClock, table, marketsAt } from '../testing/test-gateway';
import { VenueRuntime } from '../runtime/venue-runtime';
import { genericVenue } from './venue';
import { genericVenues } from './venues';
import { marketLists, venueAnswers } from './testing/all-answers';
import type { Answers } from './testing/venue-answers';

/** Stands for every venue: `/host/path` below an address that the app gives instead of `https://host/path`. */
let server: Server;
let endpoint: string;
let answers: Answers = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const name = `${request.method} ${path.slice(1)}`;
    const known = Object.hasOwn(answers, name);
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(known ? JSON.stringify(answers[name]) : '{"error":"no such path"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Thirty-two bytes: a seed where keys are Ed25519, and as good as any elsewhere. */
const SECRET = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const HELD = { free: '1.50000001', locked: '0.25', debt: '0' };

describe('every listed venue, as the app opens it,', () => {
  it.each(genericVenues)('loads the markets and reads the balance of %s', async (...venue) => {
    const [id, name, credentials] = venue;
    const known = venueAnswers[id];
    if (known === undefined) throw new Error(`nobody knows what ${name} answers`);
    answers = marketLists[id] ?? {};
    const address = { venue: id, endpoint };
    const log = new TestLog();
    const gateway = createExchangeGateway({ log, clock: systemClock, random: () => 0 });

    const runtime = new VenueRuntime(genericVenue(venue), address, systemClock, askServer);
    const markets = await (await runtime.anonymousCalls()).unified.markets();
    const market = markets.find(({ spot }) => spot === true) ?? markets[0];
    if (market === undefined) throw new Error(`${name} has no markets`);
    const orders = await marketsAt(gateway, address).between(
      new Set([market.base, market.quote]),
      never,
    );
    expect(orders).toMatchObject({ ok: true });

    // What is held is worth what its market says, so both must go by one code.
    const coin = known.ids?.[market.base] ?? String(Reflect.get(market, 'baseId'));
    answers = { ...answers, ...known.balance([{ ...HELD, coin }]) };
    const parts = { apiKey: 'account-key', secret: known.secret ?? SECRET, password: 'word' };
    const given = Object.fromEntries(
      credentials.map((field) => [field, Reflect.get(parts, field)]),
    );
    const opened = gateway.open('walk', address, given);
    if (!opened.ok) throw new Error(opened.failure.message);
    const session = opened.value;
    const held = table(balancesOf(await session.read('spot', never)));
    // CoinSpot tells the total alone.
    const total = id === 'coinspot' ? '1.75000001+0-0' : '1.50000001+0.25-0';
    expect(held).toEqual({ [market.base]: total });

    answers = { ...answers, ...known.balance([]) };
    const probe = await session.probe();
    expect(probe).toMatchObject({ ok: true, value: { accounts: [{ accountType: 'spot' }] } });
    await gateway.close();
    expect(log.lines).toEqual([]);
  });
});
