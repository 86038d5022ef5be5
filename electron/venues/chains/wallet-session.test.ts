import { describe, expect, it } from 'vitest';
import { decimal, ZERO } from '../../../shared/base/decimal';
import { EVM_CHAINS } from '../../../shared/chains/evm-chains';
import { VenueFailure } from '../reading/venue-failure';
import type { VenueBalance } from '../../engine/ports/exchanges';
import type { ChainReader } from './chain-reader';
import { amountsOf, failureIn, HeldClock, never, TestLog } from './testing/test-wallets';
import { shortenAddress } from './shorten-address';
import { WalletSession } from './wallet-session';

const [chain] = EVM_CHAINS;

function balance(code: string, amount: string): VenueBalance {
  const total = decimal(amount);
  return { accountType: 'wallet', code, available: total, locked: ZERO, total, borrowed: ZERO };
}

/** A reading that goes on until it is finished from outside. */
function hanging() {
  let finish: (balances: readonly VenueBalance[]) => void = () => undefined;
  let start: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  const read = () => {
    start();
    return new Promise<readonly VenueBalance[]>((resolve) => (finish = resolve));
  };
  return { read, started, finish: (balances: readonly VenueBalance[]) => finish(balances) };
}

function sessionOf(parts: Partial<ChainReader>, open?: () => Promise<ChainReader>) {
  if (chain === undefined) throw new Error('no chain');
  const clock = new HeldClock();
  const log = new TestLog();
  const closed: string[] = [];
  const reader: ChainReader = {
    source: 'a call',
    check: (address) => address,
    addresses: (address) => Promise.resolve([address]),
    read: () => Promise.resolve([]),
    ...parts,
  };
  const session = new WalletSession({
    chain,
    address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    openReader: open ?? (() => Promise.resolve(reader)),
    clock,
    log,
    onClosed: () => closed.push('closed'),
  });
  return { session, clock, log, closed };
}

describe('a watched wallet', () => {
  it('has what is not zero, each asset once', async () => {
    const { session } = sessionOf({
      read: async () => [balance('ETH', '1.5'), balance('UNI', '0'), balance('ETH', '0.25')],
    });
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '1.75' });
  });

  it('that is empty is read, and one that failed is not empty', async () => {
    const { session } = sessionOf({});
    expect(await session.read('wallet', never)).toMatchObject({ outcome: 'read', balances: [] });
    const failing = sessionOf({
      read: () => Promise.reject(new VenueFailure('network', 'a.example: no connection')),
    });
    expect(failureIn(await failing.session.read('wallet', never))).toMatchObject({
      code: 'network',
      message: 'Ethereum could not be reached for the wallet (a.example: no connection).',
    });
  });

  it('waits for its turn, and is given up on at last, whatever its server does', async () => {
    const { read, started } = hanging();
    const { session, clock } = sessionOf({ read });
    const reading = session.read('wallet', never);
    await started;
    clock.move(14 * 60_000);
    const outcome = await Promise.race([reading, Promise.resolve('waiting')]);
    expect(outcome).toBe('waiting');
    clock.move(60_000);
    expect(failureIn(await reading).code).toBe('timeout');
  });

  it('stops reading at once when it is closed or told to', async () => {
    const { read, started } = hanging();
    const { session, closed } = sessionOf({ read });
    const stop = new AbortController();
    const told = session.read('wallet', stop.signal);
    await started;
    stop.abort();
    expect(failureIn(await told).code).toBe('cancelled');
    const other = session.read('wallet', never);
    await session.close();
    expect(failureIn(await other).code).toBe('cancelled');
    expect(closed).toEqual(['closed']);
    expect(failureIn(await session.read('wallet', never)).code).toBe('cancelled');
  });

  it('is not probed with an address that is none, and says what is wrong with it', async () => {
    const { session } = sessionOf({
      check: () => new VenueFailure('invalid-input', 'its checksum is wrong'),
    });
    const expected = {
      code: 'invalid-input',
      message: 'Portolan cannot watch this wallet on Ethereum: its checksum is wrong.',
    };
    expect(await session.probe()).toMatchObject({ ok: false, failure: expected });
    expect(failureIn(await session.read('wallet', never))).toMatchObject(expected);
  });

  it('can only ever be read, also while its servers are down', async () => {
    const { session } = sessionOf({ read: () => Promise.reject(new VenueFailure('network')) });
    expect(await session.probe()).toMatchObject({
      ok: true,
      value: {
        permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
        accounts: [{ accountType: 'wallet', readable: false, failure: { code: 'network' } }],
      },
    });
  });

  it('logs defects, and shows nothing of them', async () => {
    const { session, log } = sessionOf({
      read: () => Promise.reject(new TypeError('cannot read 0x5aAe')),
    });
    const failure = failureIn(await session.read('wallet', never));
    expect(failure.code).toBe('internal');
    expect(JSON.stringify(failure)).not.toContain('0x5aAe');
    expect(log.lines.join()).toContain('TypeError');
  });

  it('tries again to load its family after that failed', async () => {
    let loads = 0;
    const { session } = sessionOf({}, () => {
      loads += 1;
      if (loads === 1) return Promise.reject(new VenueFailure('internal'));
      return Promise.resolve({
        source: 'a call',
        check: (address) => address,
        addresses: async (address) => [address],
        read: async () => [balance('ETH', '1')],
      });
    });
    expect(failureIn(await session.read('wallet', never)).code).toBe('internal');
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '1' });
    expect(amountsOf(await session.read('wallet', never))).toEqual({ ETH: '1' });
    expect(loads).toBe(2);
  });

  it('is polled', async () => {
    const { session } = sessionOf({});
    const states: string[] = [];
    const stop = session.watch({
      moved: () => undefined,
      balances: () => undefined,
      changed: () => undefined,
      state: (accountType, state) => states.push(`${accountType} ${state}`),
    });
    await stop();
    expect(states).toEqual(['wallet polling']);
    expect(session).not.toHaveProperty('ownTotal');
  });
});

describe('a shortened address', () => {
  it.each([
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0x5aAe…eAed'],
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bc1qw5…f3t4'],
    [
      // The first vector of https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki
      'wpkh([d34db33f/84h/0h/0h]zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs/0/*)',
      'zpub6r…tZYs',
    ],
    ['short', 'short'],
  ])('of %s is %s', (address, short) => {
    expect(shortenAddress(address)).toBe(short);
  });
});
