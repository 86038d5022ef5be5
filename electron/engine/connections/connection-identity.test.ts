import { beforeEach, describe, expect, it } from 'vitest';
import {
  DRAFT,
  openConnectionBench,
  replacement,
  type ConnectionBench,
} from '../testing/connection-bench';
import { FakeSession, GOOD_PROBE, holding, read } from '../testing/fake-adapters';
import { settle } from '../testing/fake-clock';
import type { NewConnection } from '../../../shared/contract/connections';
import { fail, succeed } from '../../../shared/base/failure';
import type { Connection, Credentials } from '../../../shared/portfolio/venue';

let bench: ConnectionBench;
/** By API key or address: what its account is known by, and what it holds. */
let accounts: Map<string, { marks: readonly string[] | 'unreachable'; btc: string }>;
const sessions = new Map<string, FakeSession>();

beforeEach(async () => {
  bench = await openConnectionBench();
  accounts = new Map();
  sessions.clear();
  bench.gateway.sessionOf = sessionOf;
  bench.gateway.moreVenues = [
    {
      ...{ id: 'bitcoin', kind: 'chain', name: 'Bitcoin', credentials: ['address'] },
      ...{ support: 'full', accountTypes: ['wallet'], updates: 'polling' },
    },
  ];
});

function sessionOf({ apiKey, address }: Credentials): FakeSession {
  const name = apiKey ?? address ?? '';
  const { marks, btc } = accounts.get(name) ?? { marks: [], btc: '1' };
  const session = new FakeSession();
  const isKnown = marks !== 'unreachable';
  session.marksResult = isKnown ? succeed(new Set(marks)) : fail('network', 'no answer');
  const [account] = isKnown ? marks : [];
  if (apiKey !== undefined)
    session.probeResult = succeed({
      ...GOOD_PROBE,
      ...(account === undefined ? {} : { account }),
    });
  const type = address === undefined ? 'spot' : 'wallet';
  session.accountsResult = succeed([{ accountType: type, source: 'a call', updates: 'polling' }]);
  session.answer = () => {
    const now = accounts.get(name);
    const told = now !== undefined && now.marks !== 'unreachable' ? new Set(now.marks) : undefined;
    const reading = read(0, holding(type, 'BTC', now?.btc ?? btc));
    return address === undefined || told === undefined || reading.outcome !== 'read'
      ? reading
      : { ...reading, marks: told };
  };
  sessions.set(name, session);
  return session;
}

const key = (apiKey: string, change: Partial<NewConnection> = {}): NewConnection => ({
  ...DRAFT,
  label: apiKey,
  credentials: { apiKey, secret: 'hush' },
  ...change,
});
const wallet = (address: string): NewConnection => ({
  ...DRAFT,
  venue: 'bitcoin',
  label: address,
  credentials: { address },
});

async function added(draft: NewConnection): Promise<Connection> {
  const result = await bench.service.add(draft);
  if (!result.ok) throw new Error(result.failure.message);
  await settle();
  return result.value;
}

const total = (): string =>
  [...bench.portfolio.snapshot().balances].reduce((sum, { total: one }) => sum + Number(one), 0) +
  '';

/** What is stored by a version that did not ask which account a key opens. */
async function storedBefore(...names: readonly string[]): Promise<void> {
  const { history, keychain, service } = bench;
  names.forEach((name, index) => {
    const isKey = name.startsWith('key');
    history.saved.set(name, {
      ...{ id: name, venue: isKey ? 'binance' : 'bitcoin', label: name, enabled: true },
      ...{ demo: false, createdAt: index, secretStorage: 'keychain', probe: GOOD_PROBE },
    });
    keychain.secrets.set(name, isKey ? { apiKey: name, secret: 'hush' } : { address: name });
  });
  await service.load();
  await service.startAll();
  await settle();
}

describe('another key of an account that is connected', () => {
  beforeEach(() => {
    accounts.set('key one', { marks: ['binance:same'], btc: '2' });
    accounts.set('key two', { marks: ['binance:same'], btc: '2' });
    accounts.set('key other', { marks: ['binance:other'], btc: '3' });
  });

  it('is refused, and the answer names the connection that counts', async () => {
    await added(key('key one'));
    const refused = await bench.service.add(key('key two'));
    expect(refused).toMatchObject({
      ok: false,
      failure: {
        code: 'invalid-input',
        message: 'This key opens the account that is connected already, as "key one".',
        hint: expect.stringContaining('replace the key of "key one"'),
      },
    });
    expect([total(), bench.keychain.secrets.size, bench.service.list().length]).toEqual([
      '2',
      1,
      1,
    ]);
  });

  it('is refused beside one that is disabled, too', async () => {
    const { id } = await added(key('key one'));
    await bench.service.setEnabled(id, false);
    expect(await bench.service.add(key('key two'))).toMatchObject({ ok: false });
  });

  it('is refused after a restart, by what was kept', async () => {
    await added(key('key one'));
    expect([...bench.history.saved.values()][0]?.probe?.account).toBe('binance:same');
    const again = await openConnectionBench();
    again.gateway.sessionOf = sessionOf;
    for (const [id, connection] of bench.history.saved) again.history.saved.set(id, connection);
    for (const [id, secret] of bench.keychain.secrets) again.keychain.secrets.set(id, secret);
    await again.service.load();
    expect(await again.service.add(key('key two'))).toMatchObject({ ok: false });
    expect(await again.service.add(key('key other'))).toMatchObject({ ok: true });
  });

  it('is not taken in place of the key of another connection', async () => {
    await added(key('key one'));
    const other = await added(key('key other'));
    const draft = replacement({ credentials: { apiKey: 'key two', secret: 'hush' } });
    expect(await bench.service.replaceCredentials(other.id, draft)).toMatchObject({ ok: false });
    expect(bench.keychain.secrets.get(other.id)).toMatchObject({ apiKey: 'key other' });
  });

  it('may take the place of the first one, whose balances stay', async () => {
    const { id } = await added(key('key one'));
    const draft = replacement({ credentials: { apiKey: 'key two', secret: 'hush' } });
    expect(await bench.service.replaceCredentials(id, draft)).toMatchObject({ ok: true });
    expect(bench.forgotten).toEqual([]);
    expect(bench.keychain.secrets.get(id)).toMatchObject({ apiKey: 'key two' });
  });

  it('is taken once the first one is removed', async () => {
    const { id } = await added(key('key one'));
    await bench.service.remove(id);
    expect(await bench.service.add(key('key two'))).toMatchObject({ ok: true });
    await settle();
    expect(total()).toBe('2');
  });

  it('is refused at a venue that lets the same keys in under another name', async () => {
    bench.gateway.moreVenues = [
      {
        ...{ id: 'binancetwin', kind: 'exchange', name: 'Twin', credentials: ['apiKey', 'secret'] },
        ...{ support: 'full', accountTypes: ['spot'], updates: 'polling' },
      },
    ];
    await added(key('key one'));
    accounts.set('key one', { marks: [], btc: '2' });
    expect(await bench.service.add(key('key one', { venue: 'binancetwin' }))).toMatchObject({
      failure: { message: 'This key is connected already, as "key one".' },
    });
    expect(await bench.service.add(key('key other', { venue: 'binancetwin' }))).toMatchObject({
      ok: true,
    });
  });

  it('is found out later where the venue could not be asked when it was added', async () => {
    await added(key('key one'));
    accounts.set('key two', { marks: 'unreachable', btc: '2' });
    await added(key('key two'));
    expect(total()).toBe('4');
    const session = sessions.get('key two');
    if (session !== undefined) session.marksResult = succeed(new Set(['binance:same']));
    await bench.clock.advance(60_000);
    await settle();
    expect([total(), bench.notes.length]).toEqual(['2', 1]);
  });

  it('of another account is taken', async () => {
    await added(key('key one'));
    await added(key('key other'));
    expect([total(), bench.notes]).toEqual(['5', []]);
  });
});

describe('two keys of one account from before this was asked', () => {
  beforeEach(() => {
    accounts.set('key one', { marks: ['binance:same'], btc: '2' });
    accounts.set('key two', { marks: ['binance:same'], btc: '2' });
  });

  it('count once, and the note says which', async () => {
    const totals: string[] = [];
    bench.portfolio.onChange(() => totals.push(total()));
    await storedBefore('key one', 'key two');
    expect(Number(total())).toBe(2);
    expect(Math.max(...totals.map(Number))).toBe(2);
    expect(bench.notes).toEqual([
      '“key two” shows the same coins as “key one”. Only “key one” counts, so that nothing counts ' +
        'twice. Remove “key two”, or disable “key one” to count the other one.',
    ]);
    expect(
      bench.portfolio
        .snapshot()
        .coverage.map(({ connectionId, coverage }) => [
          connectionId,
          coverage.state,
          coverage.state === 'unsupported' ? coverage.reason : '',
        ]),
    ).toEqual(
      expect.arrayContaining([
        ['key one', 'ok', ''],
        ['key two', 'unsupported', 'It shows the same coins as “key one”, where they count.'],
      ]),
    );
  });

  it('are known at the next start before anything is read', async () => {
    await storedBefore('key one', 'key two');
    expect([...bench.history.saved.values()].map(({ probe }) => probe?.account)).toEqual([
      'binance:same',
      'binance:same',
    ]);
  });

  it('count as the other one once the first is disabled, and as the first again after that', async () => {
    await storedBefore('key one', 'key two');
    const counting = (): readonly string[] => [
      ...new Set([...bench.portfolio.snapshot().balances].map(({ connectionId }) => connectionId)),
    ];
    expect(counting()).toEqual(['key one']);
    await bench.service.setEnabled('key one', false);
    await settle();
    expect([total(), counting()]).toEqual(['2', ['key two']]);
    await bench.service.setEnabled('key one', true);
    await settle();
    expect([total(), counting()]).toEqual(['2', ['key one']]);
    await bench.service.remove('key one');
    await settle();
    expect([total(), counting()]).toEqual(['2', ['key two']]);
  });

  it('follow the name of the one that counts', async () => {
    await storedBefore('key one', 'key two');
    await bench.service.rename('key one', 'Trading');
    await settle();
    const cells = bench.portfolio.snapshot().coverage.map(({ coverage }) => coverage);
    expect(JSON.stringify(cells)).toContain('the same coins as “Trading”, where they count');
    expect([total(), bench.notes.length]).toEqual(['2', 1]);
  });

  it('raise a question where the venue never says which account a key is of', async () => {
    for (const name of ['key one', 'key two'])
      accounts.set(name, { marks: 'unreachable', btc: '2' });
    await storedBefore('key one', 'key two');
    for (let minute = 0; minute < 4; minute += 1) {
      await bench.clock.advance(60_000);
      await settle();
    }
    expect([total(), bench.notes.length]).toEqual(['4', 0]);
    expect(bench.questions).toEqual([
      '“key one” and “key two” hold exactly the same. Are they two keys of one account? Then both ' +
        'count, and “key two” should be removed.',
    ]);
    // It is asked again, and may tell at last.
    for (const session of sessions.values())
      session.marksResult = succeed(new Set(['binance:same']));
    await bench.clock.advance(60_000);
    await settle();
    expect([total(), bench.notes.length]).toEqual(['2', 1]);
  });

  it('are found out later where the venue could not be asked', async () => {
    accounts.set('key two', { marks: 'unreachable', btc: '2' });
    await storedBefore('key one', 'key two');
    expect(total()).toBe('4');
    const session = sessions.get('key two');
    if (session !== undefined) session.marksResult = succeed(new Set(['binance:same']));
    await bench.clock.advance(60_000);
    await settle();
    expect(total()).toBe('2');
  });
});

describe('wallets', () => {
  it('that are written in two ways are one', async () => {
    accounts.set('bc1q', { marks: ['btc:bc1q'], btc: '5' });
    accounts.set('BC1Q', { marks: ['btc:bc1q'], btc: '5' });
    await added(wallet('bc1q'));
    expect(await bench.service.add(wallet('BC1Q'))).toMatchObject({
      failure: { message: 'This address is connected already, as "bc1q".' },
    });
  });

  it.each([
    ['an address of a key', 'xpub', 'bc1q', '"xpub" watches this already, and counts it.'],
    [
      'a key of an address',
      'bc1q',
      'xpub',
      'This has the address in it that is connected as "bc1q".',
    ],
    [
      'what shares addresses',
      'xpub',
      'wpkh()',
      'This and "xpub" watch some of the same addresses.',
    ],
  ])('are refused beside others: %s', async (_name, first, second, message) => {
    accounts.set('bc1q', { marks: ['btc:1'], btc: '1' });
    accounts.set('xpub', { marks: ['btc:1', 'btc:2'], btc: '3' });
    accounts.set('wpkh()', { marks: ['btc:2', 'btc:3'], btc: '4' });
    await added(wallet(first));
    expect(await bench.service.add(wallet(second))).toMatchObject({
      ok: false,
      failure: { message },
    });
  });

  it('are compared with one that is disabled and was never read', async () => {
    accounts.set('bc1q', { marks: ['btc:bc1q'], btc: '5' });
    accounts.set('BC1Q', { marks: ['btc:bc1q'], btc: '5' });
    await storedBefore('bc1q');
    await bench.service.setEnabled('bc1q', false);
    expect(await bench.service.add(wallet('BC1Q'))).toMatchObject({ ok: false });
  });

  it('count once when a key comes to use an address that is watched by itself', async () => {
    accounts.set('bc1q', { marks: ['btc:45'], btc: '1' });
    accounts.set('xpub', { marks: ['btc:1'], btc: '2' });
    await added(wallet('bc1q'));
    await added(wallet('xpub'));
    expect([total(), bench.notes]).toEqual(['3', []]);
    accounts.set('xpub', { marks: ['btc:1', 'btc:45'], btc: '3' });
    const totals: string[] = [];
    bench.portfolio.onChange(() => totals.push(total()));
    await bench.clock.advance(60_000);
    await settle();
    expect(total()).toBe('3');
    expect(totals).not.toContain('4');
    expect(bench.notes.join()).toContain('Only “xpub” counts');
  });
});
