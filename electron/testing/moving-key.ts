import type { VenueId } from '../../shared/base/ids';
import type { Account } from '../simulator/world/world-definition';
import type { World } from '../simulator/world/world';
import { ZERO, type Decimal } from '../../shared/base/decimal';
import { withoutTrailing } from '../../shared/base/without-trailing';

/** Coins that random moves are made of, and the accounts they can lie in. */
interface Coin {
  readonly code: string;
  readonly accounts: readonly Account[];
  /** What it is called in an account, where that is something else. */
  readonly nameIn?: Readonly<Partial<Record<Account, string>>>;
}

interface Playground {
  readonly coins: readonly Coin[];
  readonly market: { readonly base: string; readonly quote: string };
  /** Accounts that coins come to from outside. */
  readonly open: readonly Account[];
}

export const PLAYGROUNDS: Readonly<Record<VenueId, Playground>> = {
  binance: {
    coins: [
      {
        code: 'USDT',
        accounts: [
          ...(['spot', 'funding', 'cross-margin', 'isolated:SOLUSDT'] as const),
          ...(['linear-futures', 'earn-flexible'] as const),
        ],
      },
      { code: 'BNB', accounts: ['spot', 'funding', 'linear-futures', 'earn-flexible'] },
    ],
    market: { base: 'BNB', quote: 'USDT' },
    open: ['spot', 'funding'],
  },
  bybit: {
    coins: [{ code: 'USDT', accounts: ['spot', 'funding', 'earn-flexible'] }],
    market: { base: 'MNT', quote: 'USDT' },
    open: ['spot', 'funding'],
  },
  okx: {
    coins: [{ code: 'USDT', accounts: ['spot', 'funding', 'earn-flexible'] }],
    market: { base: 'BTC', quote: 'USDT' },
    open: ['spot', 'funding'],
  },
  kraken: {
    coins: [
      { code: 'BTC', accounts: ['spot', 'earn-flexible'], nameIn: { 'earn-flexible': 'BTC.F' } },
      { code: 'ETH', accounts: ['spot', 'earn-flexible'], nameIn: { 'earn-flexible': 'ETH.F' } },
    ],
    market: { base: 'ETH', quote: 'USD' },
    open: ['spot'],
  },
  coinbase: {
    coins: [
      { code: 'USDC', accounts: ['spot', 'earn-flexible'] },
      { code: 'BTC', accounts: ['spot', 'earn-locked'] },
    ],
    market: { base: 'BTC', quote: 'USDC' },
    open: ['spot'],
  },
};

/** Amounts by code. */
type Sums = ReadonlyMap<string, Decimal>;

/** What came into one account from outside of the key, or left it, in one step. */
interface Outside {
  readonly account: Account;
  readonly changes: Sums;
}

/** A key at a simulated venue that random things happen to, and all totals that are right meanwhile. */
export class MovingKey {
  readonly codes: readonly string[];
  readonly #playground: Playground;
  #base: Sums;
  #outside: Outside[] = [];

  constructor(
    private readonly world: World,
    private readonly venue: VenueId,
    private readonly random: () => number,
  ) {
    const playground = PLAYGROUNDS[venue];
    if (playground === undefined) throw new RangeError(`nothing moves at ${venue}`);
    this.#playground = playground;
    const { base, quote } = this.#playground.market;
    this.codes = [...new Set([...this.#playground.coins.map(({ code }) => code), base, quote])];
    this.#base = this.truth();
  }

  /** What the key has of each coin, in all its accounts, debts deducted. */
  truth(): Sums {
    const sums = new Map<string, Decimal>();
    for (const [, inAccount] of this.#byAccount())
      for (const [code, amount] of inAccount) sums.set(code, (sums.get(code) ?? ZERO).plus(amount));
    return sums;
  }

  /** Lets something happen, and says what. */
  step(): string {
    const before = this.#byAccount();
    const what = this.#happen();
    for (const [account, inAccount] of this.#byAccount()) {
      const changes = new Map<string, Decimal>();
      for (const code of this.codes) {
        const then = before.get(account)?.get(code) ?? ZERO;
        const change = (inAccount.get(code) ?? ZERO).minus(then);
        if (!change.isZero()) changes.set(code, change);
      }
      if (!what.isMove && changes.size > 0) this.#outside.push({ account, changes });
    }
    return what.words;
  }

  /** Everybody knows what is there now: only what happens from here on may still be on its way. */
  settled(): void {
    this.#base = this.truth();
    this.#outside = [];
  }

  /**
   * Whether sums are right: of what came from outside to each account, or left it, the last may not have
   * been told yet. Coins that moved are there exactly once, whatever has been told.
   */
  isRight(sums: (code: string) => Decimal): boolean {
    const byAccount = new Map<Account, Outside[]>();
    for (const one of this.#outside)
      byAccount.set(one.account, [...(byAccount.get(one.account) ?? []), one]);
    const search = (base: Sums, rest: readonly Outside[][]): boolean => {
      const [own, ...others] = rest;
      if (own === undefined)
        return this.codes.every((code) => sums(code).equals(base.get(code) ?? 0));
      let known = base;
      for (let told = 0; told <= own.length; told += 1) {
        if (search(known, others)) return true;
        known = plus(known, own[told]?.changes);
      }
      return false;
    };
    return search(this.#base, [...byAccount.values()]);
  }

  #happen(): { readonly words: string; readonly isMove: boolean } {
    const { world, venue } = this;
    const key = { venue, keyIndex: 0 };
    const { coins, market, open } = this.#playground;
    const luck = this.random();
    const amount = (0.0001 + this.random() * 0.02).toFixed(8);
    const coin = this.#pick(coins);
    if (luck < 0.6) {
      const [from, to] = this.#twoOf(coin.accounts);
      const nameIn = (account: Account): string => coin.nameIn?.[account] ?? coin.code;
      const code = nameIn(from);
      const there = world.holding(venue, 0, from, code).available;
      if (there.lessThan(amount)) return { words: 'nothing', isMove: true };
      // Now and then all of it, so that accounts are emptied and filled again.
      const moved = this.random() < 0.15 && from !== 'spot' ? there.toFixed() : amount;
      world.moveCoins({ ...key, from, to, code, codeThere: nameIn(to), amount: moved });
      return { words: `${moved} ${code} from ${from} to ${to}`, isMove: true };
    }
    if (luck < 0.75) {
      const side = this.random() < 0.5 ? 'buy' : 'sell';
      try {
        world.trade({ ...key, ...market, side, amount });
      } catch (error) {
        // The account cannot pay: the venue refuses the order.
        if (!(error instanceof RangeError)) throw error;
        return { words: 'nothing', isMove: false };
      }
      return { words: `${side} ${amount} ${market.base}`, isMove: false };
    }
    if (luck < 0.92 || venue !== 'kraken') {
      const account = this.#pick(open);
      const flow = { ...key, account, code: coin.code, amount };
      const there = world.holding(venue, 0, account, coin.code).available;
      const isOut = this.random() < 0.4 && there.greaterThan(amount);
      if (isOut) world.payOut(flow);
      else world.deposit(flow);
      return { words: `${isOut ? '-' : '+'}${amount} ${coin.code} in ${account}`, isMove: false };
    }
    if (!world.holding(venue, 0, 'cross-margin', 'USD').unrealized.isZero()) {
      world.settleMargin(venue, 0, 'cross-margin');
      return { words: 'close the positions on margin', isMove: true };
    }
    const unrealized = (1 + this.random() * 90).toFixed(4);
    world.setBalance(venue, 0, 'cross-margin', 'USD', { unrealized });
    return { words: `positions on margin gain ${unrealized}`, isMove: false };
  }

  #byAccount(): Map<Account, Map<string, Decimal>> {
    const { world, venue } = this;
    const all = new Map<Account, Map<string, Decimal>>();
    for (const account of world.accounts(venue, 0)) {
      const sums = new Map<string, Decimal>();
      for (const [name, holding] of world.holdings(venue, 0, account)) {
        const [coin = name, suffix] = name.split('.');
        const code = suffix === undefined ? coin : withoutTrailing(coin, '0123456789');
        if (!this.codes.includes(code)) continue;
        const { available, locked, unrealized, borrowed, interest } = holding;
        const net = available.plus(locked).plus(unrealized).minus(borrowed).minus(interest);
        sums.set(code, (sums.get(code) ?? ZERO).plus(net));
      }
      all.set(account, sums);
    }
    return all;
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  #twoOf(accounts: readonly Account[]): [Account, Account] {
    const from = this.#pick(accounts);
    return [from, this.#pick(accounts.filter((account) => account !== from))];
  }
}

function plus(sums: Sums, changes: Sums | undefined): Sums {
  const all = new Map(sums);
  for (const [code, change] of changes ?? []) all.set(code, (all.get(code) ?? ZERO).plus(change));
  return all;
}
