import { utf8ToBytes } from '@noble/hashes/utils';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SOLANA } from '../../../../shared/chains/solana-chain';
import { startSolana, type SimulatedSolana } from '../../../simulator/solana/solana-server';
import { heldOnly } from '../../reading/balances';
import type { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../../engine/ports/clock';
import type { ChainReader } from '../chain-reader';
import { readerAt } from '../testing/reader-at';
import { HeldClock } from '../testing/test-wallets';
import { addressBytes, derivedAddress } from './addresses';
import { openSolanaReader } from './solana-reader';

// Addresses of https://solana.com/docs/rpc/http and of known programs: any 32 bytes will do.
const OWNER = '83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDLVcri';
const OTHER = '4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA';
const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
const BONK = 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263';
const WRAPPED = 'So11111111111111111111111111111111111111112';
const UNKNOWN = '3wyAj7Rt1TWVPZVteFJPLa26JmLvdb1CAKEFZm3NY75E';
const NEWER = 'CFAAJmxx8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB2';
const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const TOKEN_2022 = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';
const METADATA = 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s';

let solana: SimulatedSolana;
let second: SimulatedSolana;
const lines: string[] = [];
const signal = new AbortController().signal;

beforeEach(async () => {
  lines.length = 0;
  [solana, second] = await Promise.all([startSolana(), startSolana()]);
});
afterEach(() => Promise.all([solana.stop(), second.stop()]));

function open(...servers: SimulatedSolana[]): ChainReader {
  return readerAt(openSolanaReader, SOLANA, servers.length === 0 ? [solana] : servers, lines);
}

function openAt(clock: Clock, ...servers: SimulatedSolana[]): ChainReader {
  return readerAt(openSolanaReader, SOLANA, servers, lines, clock);
}

async function read(reader: ChainReader) {
  const balances = heldOnly(await reader.read(OWNER, signal));
  return balances.map(({ code, subaccount, available, locked, token }) => ({
    code,
    ...(subaccount === undefined ? {} : { subaccount }),
    available: available.toFixed(),
    locked: locked.toFixed(),
    ...(token === undefined ? {} : { token }),
  }));
}

const id = (mint: string): string => `solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:${mint}`;
const failing = (code: string) => expect.objectContaining({ code }) as VenueFailure;
const stakeAccount = (address: string, lamports: string, withdrawer = OWNER) => ({
  address,
  staker: OTHER,
  withdrawer,
  lamports,
});
const tokenAccount = (address: string, mint: string, amount: string, decimals: number) => ({
  address,
  owner: OWNER,
  mint,
  amount,
  decimals,
});
function newer(address: string, mint: string) {
  return { ...tokenAccount(address, mint, '7', 0), program: 'spl-token-2022' as const };
}
const mintAccount = (supply: string, decimals: number, extensions: unknown[] = []) => ({
  owner: extensions.length === 0 ? TOKEN_PROGRAM : TOKEN_2022,
  data: {
    program: 'spl-token',
    parsed: { type: 'mint', info: { decimals, supply, isInitialized: true, extensions } },
  },
});

describe('SOL', () => {
  test('is exact to the lamport', async () => {
    solana.setBalance(OWNER, '12345678900000001');
    expect(await read(open())).toEqual([
      { code: 'SOL', available: '12345678.900000001', locked: '0' },
    ]);
  });

  test('that is not there is nothing', async () => {
    expect(await read(open())).toEqual([]);
  });

  test('in stake accounts is locked, whichever of them it is in', async () => {
    solana.setBalance(OWNER, '1000000000');
    solana.setStake(stakeAccount('CxELquR1gPP8wHe33gZ4QxqGB3sZ9RSwsJ2KshVewkFY', '2000000000'));
    solana.setStake(stakeAccount('BQWWFhzBdw2vKKBUX17NHeFbCoFQHfRARpdztPE2tDJ', '500000001'));
    expect(await read(open())).toEqual([
      { code: 'SOL', available: '1', locked: '0' },
      { code: 'SOL', subaccount: 'stake', available: '0', locked: '2.500000001' },
    ]);
  });

  test('in stake accounts is known by their addresses, too, which show the same SOL', async () => {
    const stake = 'CxELquR1gPP8wHe33gZ4QxqGB3sZ9RSwsJ2KshVewkFY';
    solana.setStake(stakeAccount(stake, '2000000000'));
    const reader = open();
    expect([...(await reader.addresses(OWNER))]).toEqual([OWNER]);
    await read(reader);
    expect([...(await reader.addresses(OWNER))]).toEqual([OWNER, stake]);
  });

  test('of somebody else that it may only delegate is not counted', async () => {
    solana.setStake({
      address: 'CxELquR1gPP8wHe33gZ4QxqGB3sZ9RSwsJ2KshVewkFY',
      staker: OWNER,
      withdrawer: OTHER,
      lamports: '2000000000',
    });
    expect(await read(open())).toEqual([]);
  });
});

describe('tokens', () => {
  test('are summed over their accounts, by mint', async () => {
    solana.setToken(tokenAccount('a', USDC, '1500000', 6));
    solana.setToken(tokenAccount('b', USDC, '1', 6));
    solana.setToken({ ...tokenAccount('c', USDC, '2000000', 6), state: 'frozen' });
    solana.setToken(tokenAccount('d', BONK, '18446744073709551615', 5));
    solana.setToken(tokenAccount('e', WRAPPED, '2039280', 9));
    expect(await read(open())).toEqual([
      { code: id(USDC), available: '1.500001', locked: '2' },
      { code: id(BONK), available: '184467440737095.51615', locked: '0' },
      { code: id(WRAPPED), available: '0.00203928', locked: '0' },
    ]);
    expect(solana.requests).not.toContain('getMultipleAccounts');
  });

  test('that are on no list say what they are called', async () => {
    const metadata = derivedAddress(METADATA, [
      utf8ToBytes('metadata'),
      addressBytes(METADATA),
      addressBytes(UNKNOWN),
    ]);
    solana.setToken(tokenAccount('a', UNKNOWN, '5', 0));
    solana.setAccount(UNKNOWN, mintAccount('1000', 0));
    solana.setAccount(metadata, {
      owner: METADATA,
      data: metaplexAccount(UNKNOWN, 'Dear \u202eTraveller\0\0\0\0', 'DEAR\0\0\0\0\0\0'),
    });
    expect(await read(open())).toEqual([
      {
        code: id(UNKNOWN),
        available: '5',
        locked: '0',
        token: { symbol: 'DEAR', name: 'Dear Traveller' },
      },
    ]);
  });

  test('of the newer program say so themselves, and may bear interest', async () => {
    solana.setToken({
      ...tokenAccount('a', NEWER, '1000000', 6),
      program: 'spl-token-2022',
      uiAmount: '1.05',
    });
    const state = { mint: NEWER, symbol: 'YLD', name: 'Yield', uri: '' };
    solana.setAccount(NEWER, mintAccount('9', 6, [{ extension: 'tokenMetadata', state }]));
    expect(await read(open())).toEqual([
      {
        code: id(NEWER),
        available: '1.05',
        locked: '0',
        token: { symbol: 'YLD', name: 'Yield' },
      },
    ]);
  });

  test('without a name are called by their mint, and asked about once', async () => {
    solana.setToken(tokenAccount('a', UNKNOWN, '5', 0));
    const reader = open();
    const expected = [
      {
        code: id(UNKNOWN),
        available: '5',
        locked: '0',
        token: { symbol: '3wyA…Y75E', name: '3wyA…Y75E' },
      },
    ];
    expect(await read(reader)).toEqual(expected);
    expect(await read(reader)).toEqual(expected);
    expect(solana.requests.filter((name) => name === 'getMultipleAccounts')).toHaveLength(1);
  });

  test('of which there is one are collectibles, and left out', async () => {
    solana.setToken(tokenAccount('a', UNKNOWN, '1', 0));
    solana.setAccount(UNKNOWN, mintAccount('1', 0));
    expect(await read(open())).toEqual([]);
    expect(lines).toEqual(['Solana: a wallet has collectibles (NFTs), which are left out']);
  });

  test('of which one is left, of many, are not collectibles', async () => {
    solana.setToken(tokenAccount('a', UNKNOWN, '1', 0));
    solana.setAccount(UNKNOWN, mintAccount('100', 0));
    expect(await read(open())).toHaveLength(1);
  });

  test('whose mint was closed are nothing', async () => {
    solana.setToken({ ...tokenAccount('a', UNKNOWN, '0', 0), unparsed: true });
    expect(await read(open())).toEqual([]);
  });

  // Whoever makes a token says what it is like, and can send it to anybody.
  test.each([
    ['more decimals than there are digits', { ...tokenAccount('a', UNKNOWN, '7', 255) }],
    ['interest beyond all digits', { ...newer('a', UNKNOWN), uiAmount: `1${'0'.repeat(308)}` }],
    ['interest that is no number', { ...newer('a', UNKNOWN), uiAmount: 'inf' }],
    ['interest below zero', { ...newer('a', UNKNOWN), uiAmount: '-1' }],
    ['parts unknown to the server', { ...tokenAccount('a', UNKNOWN, '7', 0), unparsed: true }],
  ])('of strangers with %s are left out and harm no others', async (_, account) => {
    solana.setBalance(OWNER, '1000000000');
    solana.setToken(tokenAccount('b', USDC, '1500000', 6));
    solana.setToken(account);
    solana.setToken(tokenAccount('c', UNKNOWN, '7', 0));
    expect(await read(open())).toEqual([
      { code: 'SOL', available: '1', locked: '0' },
      { code: id(USDC), available: '1.5', locked: '0' },
    ]);
    expect(lines).toEqual([
      'Solana: a wallet has unlisted tokens that cannot be read, which are left out',
    ]);
  });

  test('of strangers whose accounts together are beyond all digits are left out', async () => {
    const most = '9'.repeat(80);
    solana.setToken({ ...newer('a', UNKNOWN), uiAmount: most });
    solana.setToken({ ...newer('b', UNKNOWN), uiAmount: most });
    expect(await read(open())).toEqual([]);
  });

  test('that are listed make the reading fail where they cannot be read', async () => {
    solana.setToken({ ...tokenAccount('a', USDC, '7', 6), unparsed: true });
    await expect(read(open())).rejects.toEqual(failing('bad-response'));
    solana.setToken(tokenAccount('a', USDC, '7', 255));
    await expect(read(open())).rejects.toEqual(failing('bad-response'));
  });

  test('are read from 2,000 accounts too', async () => {
    for (let at = 0; at < 2000; at += 1) solana.setToken(tokenAccount(`a${at}`, USDC, '1', 6));
    expect(await read(open())).toEqual([{ code: id(USDC), available: '0.002', locked: '0' }]);
  });

  test('are asked about in portions that the server takes', async () => {
    const mints = Array.from({ length: 120 }, (_, at) =>
      derivedAddress(TOKEN_PROGRAM, [utf8ToBytes(`mint ${at}`)]),
    );
    mints.forEach((mint, at) => solana.setToken(tokenAccount(`account ${at}`, mint, '5', 0)));
    expect(await read(open())).toHaveLength(120);
    expect(solana.requests.filter((name) => name === 'getMultipleAccounts')).toHaveLength(3);
  });

  test('that are known have the decimals that they have', async () => {
    solana.setToken(tokenAccount('a', USDC, '1500000', 9));
    await expect(read(open())).rejects.toEqual(failing('bad-response'));
  });
});

describe('one state of the chain', () => {
  test('is read again when the wallet did something meanwhile', async () => {
    solana.setBalance(OWNER, '5000000000');
    let asked = 0;
    // The SOL goes into a stake account when the stakes were read and the SOL is asked for once more.
    solana.onRequest((name) => {
      if (name !== 'getBalance' || (asked += 1) !== 2) return;
      solana.setBalance(OWNER, '2999995000');
      solana.setStake(stakeAccount('CxELquR1gPP8wHe33gZ4QxqGB3sZ9RSwsJ2KshVewkFY', '2000000000'));
    });
    expect(await read(open())).toEqual([
      { code: 'SOL', available: '2.999995', locked: '0' },
      { code: 'SOL', subaccount: 'stake', available: '0', locked: '2' },
    ]);
  });

  test('is never older than the one read before', async () => {
    solana.setBalance(OWNER, '1');
    second.setBalance(OWNER, '2');
    second.setSlot(299_999_000);
    const reader = open(solana, second);
    await read(reader);
    solana.fail({ kind: 'cut' });
    await expect(read(reader)).rejects.toEqual(
      expect.objectContaining({
        code: 'venue-unavailable',
        detail: expect.stringContaining('behind'),
      }),
    );
  });

  test('may be older after an hour, so that a false word of a far slot does not last', async () => {
    solana.setBalance(OWNER, '1');
    const clock = new HeldClock();
    const reader = openAt(clock, solana);
    solana.setSlot(9_000_000_000);
    await read(reader);
    solana.setSlot(300_000_000);
    clock.move(3_600_000);
    expect(await read(reader)).toHaveLength(1);
  });

  test('is waited for when one of several servers is a moment behind', async () => {
    solana.setBalance(OWNER, '1000000000');
    const reader = open();
    await read(reader);
    solana.lag('getBalance', 3);
    let asked = 0;
    solana.onRequest((name) => {
      if (name === 'getBalance' && (asked += 1) === 2) solana.lag('getBalance', 0);
    });
    expect(await read(reader)).toEqual([{ code: 'SOL', available: '1', locked: '0' }]);
  });

  test('does not mix answers of different times', async () => {
    solana.lag('getTokenAccountsByOwner', 10_000);
    await expect(read(open())).rejects.toEqual(failing('venue-unavailable'));
  });
});

describe('a failure', () => {
  const methods = ['getBalance', 'getTokenAccountsByOwner', 'getProgramAccounts'];

  test.each(methods)('of %s is one of the wallet', async (method) => {
    solana.setBalance(OWNER, '1');
    solana.fail({ kind: 'status', status: 503 }, { request: method });
    await expect(read(open())).rejects.toEqual(failing('venue-unavailable'));
  });

  test.each([
    [{ code: -32005, message: 'Node is behind by 42 slots' }, 'venue-unavailable'],
    [{ code: -32601, message: 'Method not found' }, 'venue-unavailable'],
    [{ code: -32602, message: 'Invalid param: WrongSize' }, 'bad-response'],
    [{ code: 429, message: 'Too many requests for a specific RPC call' }, 'rate-limited'],
  ])('in JSON-RPC is %j', async (error, code) => {
    solana.refuse('getProgramAccounts', error);
    await expect(read(open())).rejects.toEqual(failing(code));
  });

  test.each([
    ['too many requests', { kind: 'status', status: 429, retryAfter: 60 }, 'rate-limited'],
    ['a web page', { kind: 'html' }, 'bad-response'],
    ['no answer', { kind: 'empty' }, 'bad-response'],
    ['half an answer', { kind: 'truncated' }, 'bad-response'],
    ['a cut connection', { kind: 'cut' }, 'network'],
    ['a wrong path', { kind: 'status', status: 404 }, 'venue-unavailable'],
  ] as const)('is %s', async (_, fault, code) => {
    solana.fail(fault);
    await expect(read(open())).rejects.toEqual(failing(code));
  });

  test('has the whole wallet read at the next server', async () => {
    solana.setBalance(OWNER, '1');
    second.setBalance(OWNER, '3000000000');
    second.setToken(tokenAccount('a', USDC, '4000000', 6));
    solana.refuse('getProgramAccounts', { code: -32601, message: 'Method not found' });
    expect(await read(open(solana, second))).toEqual([
      { code: 'SOL', available: '3', locked: '0' },
      { code: id(USDC), available: '4', locked: '0' },
    ]);
  });
});

test('is told what a token is by the server that it is read from', async () => {
  for (const server of [solana, second]) server.setToken(tokenAccount('a', UNKNOWN, '1', 0));
  // It lies: there are a hundred of it.
  solana.setAccount(UNKNOWN, mintAccount('1', 0));
  second.setAccount(UNKNOWN, mintAccount('100', 0));
  const reader = open(solana, second);
  expect(await read(reader)).toEqual([]);
  solana.fail({ kind: 'cut' });
  expect(await read(reader)).toHaveLength(1);
});

test('checks without asking anybody', () => {
  const reader = open();
  expect(reader.check(OWNER)).toBe(OWNER);
  expect(reader.check('nonsense')).toEqual(failing('invalid-input'));
  expect(solana.requests).toEqual([]);
});

/** Kind, update authority, mint, name and symbol: https://developers.metaplex.com/token-metadata */
function metaplexAccount(mint: string, name: string, symbol: string): Uint8Array {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([
    Buffer.from([4]),
    addressBytes(OTHER),
    addressBytes(mint),
    text(name),
    text(symbol),
    text(''),
  ]);
}
