import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BITCOIN } from '../../../../shared/chains/bitcoin-chain';
import { heldOnly } from '../../reading/balances';
import type { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../../engine/ports/clock';
import {
  startEsplora,
  type EsploraAddress,
  type SimulatedEsplora,
} from '../../../simulator/esplora/esplora-server';
import type { ChainReader } from '../chain-reader';
import { impatient, readerAt } from '../testing/reader-at';
import { HeldClock } from '../testing/test-wallets';
import { openBitcoinReader } from './bitcoin-reader';
import { parseWatched } from './watched';

// https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors (the zpub: SLIP-132)
const ZPUB =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
const FIRST = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
const SECOND = 'bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g';
const FIRST_CHANGE = 'bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el';
// https://github.com/satoshilabs/slips/blob/master/slip-0132.md#bitcoin-test-vectors
const XPUB =
  'xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkudhUd9yLb6qx39T9nMdj';
const XPUB_LEGACY = '1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA';

const [GROUP] = parseWatched(ZPUB).groups;
const [receiving, change] = GROUP?.chains ?? [];

let esplora: SimulatedEsplora;
let second: SimulatedEsplora;
const lines: string[] = [];
const signal = new AbortController().signal;

beforeEach(async () => {
  lines.length = 0;
  [esplora, second] = await Promise.all([startEsplora(), startEsplora()]);
});
afterEach(() => Promise.all([esplora.stop(), second.stop()]));

function open(...servers: SimulatedEsplora[]): ChainReader {
  return readerAt(openBitcoinReader, BITCOIN, servers.length === 0 ? [esplora] : servers, lines);
}

function openAt(clock: Clock, ...servers: SimulatedEsplora[]): ChainReader {
  return readerAt(openBitcoinReader, BITCOIN, servers, lines, clock);
}

async function read(reader: ChainReader, text = ZPUB) {
  const balances = heldOnly(await reader.read(text, signal));
  return balances.map(({ code, subaccount, available, locked, total }) => ({
    code,
    ...(subaccount === undefined ? {} : { subaccount }),
    available: available.toFixed(),
    locked: locked.toFixed(),
    total: total.toFixed(),
  }));
}

const received = (funded: string): EsploraAddress => ({ confirmed: { funded } });
const bitcoin = (available: string, locked = '0', total = available) => [
  { code: 'BTC', available, locked, total },
];
const failing = (code: string) => expect.objectContaining({ code }) as VenueFailure;

describe('a single address', () => {
  test('has what it was paid less what it spent, to the satoshi', async () => {
    esplora.setAddress(FIRST, {
      confirmed: { funded: '2099999997690001', spent: '2099999997690000' },
    });
    expect(await read(open(), FIRST)).toEqual(bitcoin('0.00000001'));
  });

  test('keeps all digits of sums beyond what a double holds', async () => {
    esplora.setAddress(FIRST, {
      confirmed: { funded: '90071992547409931', spent: '90071992547409930' },
    });
    expect(await read(open(), FIRST)).toEqual(bitcoin('0.00000001'));
  });

  test('that was never used is empty', async () => {
    expect(await read(open(), FIRST)).toEqual([]);
  });

  test('has unconfirmed money coming in as locked', async () => {
    esplora.setAddress(FIRST, {
      confirmed: { funded: '100000000' },
      unconfirmed: { funded: '25000000' },
    });
    expect(await read(open(), FIRST)).toEqual(bitcoin('1', '0.25', '1.25'));
  });

  test('does not have what an unconfirmed transaction spends', async () => {
    esplora.setAddress(FIRST, {
      confirmed: { funded: '100000000' },
      unconfirmed: { spent: '100000000', funded: '40000000' },
    });
    expect(await read(open(), FIRST)).toEqual(bitcoin('0', '0.4', '0.4'));
  });

  test('takes nothing from what is confirmed when unconfirmed money is passed on', async () => {
    esplora.setAddress(FIRST, { unconfirmed: { funded: '130000000', spent: '100000000' } });
    expect(await read(open(), FIRST)).toEqual(bitcoin('0', '0.3', '0.3'));
  });

  test('cannot have spent more than it was paid', async () => {
    esplora.setAddress(FIRST, { confirmed: { funded: '1', spent: '2' } });
    await expect(read(open(), FIRST)).rejects.toEqual(failing('bad-response'));
  });
});

describe('the gap limit', () => {
  const at = (chain: typeof receiving, index: number): string => chain?.addressAt(index) ?? '';

  test('finds coins behind 19 unused addresses, and behind 19 more', async () => {
    esplora.setAddress(at(receiving, 19), received('100'));
    esplora.setAddress(at(receiving, 39), received('20'));
    esplora.setAddress(at(change, 0), received('3'));
    expect(await read(open())).toEqual(bitcoin('0.00000123'));
    // 60 receiving addresses and 21 of change; all of them once more, since none of them is empty and
    // used; and the height of the chain each time.
    expect(esplora.requests).toHaveLength(2 * (60 + 21 + 1));
  });

  test('stops after 20 unused ones', async () => {
    esplora.setAddress(at(receiving, 20), received('100'));
    expect(await read(open())).toEqual([]);
    expect(esplora.requests).not.toContain(`/address/${at(receiving, 20)}`);
  });

  test('can be set, and coins behind a longer one are found', async () => {
    esplora.setAddress(at(receiving, 25), received('500000000'));
    const search: { gapLimit?: number } = {};
    const reader = readerAt(openBitcoinReader, BITCOIN, [esplora], lines, impatient, { search });
    expect(await read(reader)).toEqual([]);
    expect(reader.reach?.(ZPUB)).toEqual({ kind: 'addresses', gapLimit: 20, looked: 40 });
    search.gapLimit = 26;
    expect(await read(reader)).toEqual(bitcoin('5'));
    // 26 + 26 of each kind of chain, those after the used one among them.
    expect(reader.reach?.(ZPUB)).toEqual({ kind: 'addresses', gapLimit: 26, looked: 78 });
    // The search ends where it is told to, also when that is sooner again.
    search.gapLimit = 25;
    expect(await read(reader)).toEqual([]);
  });

  test('is nothing that a single address has', async () => {
    const reader = open();
    await read(reader, FIRST);
    expect(reader.reach?.(FIRST)).toBeUndefined();
  });

  test('counts addresses that are empty again as used', async () => {
    esplora.setAddress(at(receiving, 15), { confirmed: { funded: '5', spent: '5' } });
    esplora.setAddress(at(receiving, 35), received('7'));
    expect(await read(open())).toEqual(bitcoin('0.00000007'));
  });

  test('asks for few addresses at one time', async () => {
    await read(open());
    expect(esplora.mostAtOnce()).toBeLessThanOrEqual(4);
  });

  test('counts an address that two descriptors share once', async () => {
    const key = XPUB;
    const text = `pkh(${key}/<0;1>/*) pkh(${key}/0/*)`;
    esplora.setAddress(XPUB_LEGACY, received('11'));
    expect(await read(open(), text)).toEqual(bitcoin('0.00000011'));
  });

  test('is looked for in every kind of address of an xpub, which are told apart', async () => {
    esplora.setAddress(XPUB_LEGACY, received('100000000'));
    const taproot = parseWatched(XPUB).groups[3]?.chains[0]?.addressAt(2) ?? '';
    esplora.setAddress(taproot, received('1'));
    expect(await read(open(), XPUB)).toEqual([
      { code: 'BTC', subaccount: 'Legacy', available: '1', locked: '0', total: '1' },
      {
        code: 'BTC',
        subaccount: 'Taproot',
        available: '0.00000001',
        locked: '0',
        total: '0.00000001',
      },
    ]);
    expect(lines).toContain('Bitcoin: an xpub has used addresses of these kinds: Legacy, Taproot');
  });
});

describe('a reading after the first', () => {
  test('asks only for what can change until there is a new block', async () => {
    esplora.setAddress(FIRST, received('10'));
    esplora.setAddress(SECOND, { confirmed: { funded: '5', spent: '5' } });
    const reader = open();
    expect(await read(reader)).toEqual(bitcoin('0.0000001'));
    esplora.clearRequests();
    expect(await read(reader)).toEqual(bitcoin('0.0000001'));
    expect(esplora.requests).toContain(`/address/${FIRST}`);
    expect(esplora.requests).not.toContain(`/address/${SECOND}`);
    esplora.setHeight(800_001);
    esplora.clearRequests();
    await read(reader);
    expect(esplora.requests).toContain(`/address/${SECOND}`);
  });

  test('asks about kinds of addresses that an xpub never had once for each block', async () => {
    esplora.setAddress(XPUB_LEGACY, received('10'));
    const reader = open();
    await read(reader, XPUB);
    esplora.clearRequests();
    await read(reader, XPUB);
    // The height, the used address, and the next 20 for receiving and for change.
    expect(esplora.requests).toHaveLength(1 + 1 + 20 + 20);
    esplora.setHeight(800_001);
    esplora.clearRequests();
    await read(reader, XPUB);
    expect(esplora.requests).toHaveLength(1 + 4 * 40 + 1);
  });

  test('sees new money on the next address', async () => {
    esplora.setAddress(FIRST, received('10'));
    const reader = open();
    await read(reader);
    esplora.setAddress(SECOND, { unconfirmed: { funded: '4' } });
    expect(await read(reader)).toEqual(bitcoin('0.0000001', '0.00000004', '0.00000014'));
  });

  test('follows coins to an address of a kind that was never used', async () => {
    esplora.setAddress(XPUB_LEGACY, received('10'));
    const reader = open();
    await read(reader, XPUB);
    const native = parseWatched(XPUB).groups[2]?.chains[1]?.addressAt(0) ?? '';
    esplora.setAddress(XPUB_LEGACY, {
      confirmed: { funded: '10' },
      unconfirmed: { spent: '10' },
    });
    esplora.setAddress(native, { unconfirmed: { funded: '9' } });
    expect(await read(reader, XPUB)).toEqual([
      {
        code: 'BTC',
        subaccount: 'Native SegWit',
        available: '0',
        locked: '0.00000009',
        total: '0.00000009',
      },
    ]);
  });

  test.each([
    ['the first time', false],
    ['again', true],
  ])('does not count coins twice that move while it reads %s', async (_, isKnown) => {
    esplora.setAddress(FIRST, received('10'));
    const reader = open();
    if (isKnown) await read(reader);
    esplora.setHeight(800_001);
    let moved = false;
    // The coins leave the first address after it was read and before its change was.
    esplora.onRequest((path) => {
      if (moved || path !== `/address/${SECOND}`) return;
      moved = true;
      esplora.setAddress(FIRST, { confirmed: { funded: '10', spent: '10' } });
      esplora.setAddress(FIRST_CHANGE, received('9'));
    });
    expect(await read(reader)).toEqual(bitcoin('0.00000009'));
  });
});

describe('a reading at another server', () => {
  test('takes over nothing of what the first one said, at the same height too', async () => {
    // It lies: the second address has coins, which are spent elsewhere.
    esplora.setAddress(SECOND, { confirmed: { funded: '5', spent: '5' } });
    second.setAddress(SECOND, received('5'));
    const reader = open(esplora, second);
    expect(await read(reader)).toEqual([]);
    esplora.fail({ kind: 'cut' });
    expect(await read(reader)).toEqual(bitcoin('0.00000005'));
  });

  test('is not refused for ever because the first one told of a far height', async () => {
    esplora.setHeight(999_999_999);
    esplora.setAddress(FIRST, received('10'));
    second.setAddress(FIRST, received('10'));
    const clock = new HeldClock();
    const reader = openAt(clock, esplora, second);
    await read(reader);
    esplora.fail({ kind: 'cut' });
    await expect(read(reader)).rejects.toEqual(failing('venue-unavailable'));
    clock.move(3_600_000);
    expect(await read(reader)).toEqual(bitcoin('0.0000001'));
  });
});

test('an xpub with 300 used addresses is read whole, four addresses at a time', async () => {
  for (let index = 0; index < 300; index += 1)
    esplora.setAddress(receiving?.addressAt(index) ?? '', received(String(index + 1)));
  // 1 + 2 + … + 300 satoshi
  expect(await read(open())).toEqual(bitcoin('0.0004515'));
  expect(esplora.mostAtOnce()).toBeLessThanOrEqual(4);
});

describe('a failure', () => {
  const path = `/address/${SECOND}`;

  test.each([
    ['a status of 500', { kind: 'status', status: 500 }, 'venue-unavailable'],
    ['too many requests', { kind: 'status', status: 429, retryAfter: 60 }, 'rate-limited'],
    ['a web page', { kind: 'html' }, 'bad-response'],
    ['no answer', { kind: 'empty' }, 'bad-response'],
    ['half an answer', { kind: 'truncated' }, 'bad-response'],
    ['a cut connection', { kind: 'cut' }, 'network'],
    ['a wrong path', { kind: 'status', status: 404 }, 'bad-response'],
  ] as const)('of one address is one of the wallet: %s', async (_, fault, code) => {
    esplora.setAddress(FIRST, received('10'));
    esplora.fail(fault, { request: path });
    await expect(read(open())).rejects.toEqual(failing(code));
  });

  test('has the whole wallet read at the next server', async () => {
    esplora.setAddress(FIRST, received('10'));
    esplora.fail({ kind: 'status', status: 503 }, { request: path });
    second.setAddress(FIRST, received('10'));
    second.setAddress(SECOND, received('7'));
    expect(await read(open(esplora, second))).toEqual(bitcoin('0.00000017'));
    expect(second.requests).toContain(`/address/${FIRST}`);
  });

  test('keeps what was known, so that the next reading is whole', async () => {
    esplora.setAddress(FIRST, received('10'));
    const reader = open();
    await read(reader);
    const mend = esplora.fail({ kind: 'cut' });
    await expect(read(reader)).rejects.toEqual(failing('network'));
    mend();
    expect(await read(reader)).toEqual(bitcoin('0.0000001'));
  });

  test('that asks for a short pause gets it, and the reading goes on', async () => {
    esplora.setAddress(FIRST, received('10'));
    esplora.fail({ kind: 'status', status: 429, retryAfter: 2 }, { request: path, count: 2 });
    expect(await read(open())).toEqual(bitcoin('0.0000001'));
    // Twice refused, answered, and asked once more whether anything moved.
    expect(esplora.requests.filter((one) => one === path)).toHaveLength(4);
  });

  test('is a server that is out of step with what was seen', async () => {
    esplora.setAddress(FIRST, received('10'));
    second.setAddress(FIRST, received('10'));
    second.setHeight(799_990);
    const reader = open(esplora, second);
    await read(reader);
    esplora.fail({ kind: 'cut' });
    await expect(read(reader)).rejects.toEqual(
      expect.objectContaining({
        code: 'venue-unavailable',
        detail: expect.stringContaining('10 blocks behind'),
      }),
    );
  });

  test('is an end that is asked for', async () => {
    const controller = new AbortController();
    esplora.onRequest(() => controller.abort());
    await expect(open().read(ZPUB, controller.signal)).rejects.toEqual(failing('cancelled'));
  });
});

test('checks without asking anybody', () => {
  const reader = open();
  expect(reader.check(` ${ZPUB} `)).toBe(ZPUB);
  expect(reader.check('tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy')).toEqual(
    failing('invalid-input'),
  );
  expect(esplora.requests).toEqual([]);
});

describe('the addresses of a wallet', () => {
  test('are those that were read, and those that will be before', async () => {
    const reader = open();
    const before = [...(await reader.addresses(ZPUB))];
    expect(before).toHaveLength(40);
    expect(before).toEqual(expect.arrayContaining([FIRST, SECOND, FIRST_CHANGE]));
    esplora.setAddress(receiving?.addressAt(15) ?? '', received('1'));
    await read(reader);
    const after = [...(await reader.addresses(ZPUB))];
    expect(after).toHaveLength(56);
    expect(after).toContain(receiving?.addressAt(35));
  });

  test('that count in another wallet are left out of the sum, and looked at all the same', async () => {
    esplora.setAddress(FIRST, received('100'));
    esplora.setAddress(SECOND, received('20'));
    const isCountedElsewhere = (address: string): boolean => address === FIRST;
    const more = { isCountedElsewhere };
    const reader = readerAt(openBitcoinReader, BITCOIN, [esplora], lines, impatient, more);
    expect(await read(reader)).toEqual(bitcoin('0.0000002'));
    expect([...(await reader.addresses(ZPUB))]).toContain(FIRST);
  });
});
