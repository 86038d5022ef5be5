import { decimal, type Decimal } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';
import { BitcoinWallet } from './bitcoin-wallet';
import { fill, type TradeRequest, type VenueTerms } from './fill';
import { Holdings } from './holdings';
import type { Candle, Market, Quote } from './market';
import { MarketBoard } from './market-board';
import { pastTrades, pastFlows } from './past-activity';
import { Prices } from './prices';
import { hashText, randomText, seededRandom, type Random } from './random';
import type { FlowRecord, Holding, OpenPosition, TradeRecord, WorldEvent } from './world-event';
import type {
  Account,
  HoldingText,
  KeyDefinition,
  PositionDefinition,
  WorldDefinition,
} from './world-definition';
import type { ManualAccountDefinition, SolanaWalletDefinition } from './wallet-definition';
import { Listeners } from '../../../shared/base/listeners';

const FIRST_BLOCK = 925_000;

interface KeyState {
  readonly definition: KeyDefinition;
  readonly holdings: Holdings;
  /** What is still open. */
  positions: readonly PositionDefinition[];
  flows?: FlowRecord[];
  trades?: TradeRecord[];
}

export interface TransferRequest {
  readonly venue: VenueId;
  readonly keyIndex: number;
  readonly from: Account;
  readonly to: Account;
  readonly code: string;
  /** What the coin is called there, where that differs: `BTC.F` at Kraken. */
  readonly codeThere?: string;
  /** Decimal text above zero. */
  readonly amount: string;
}

export interface FlowRequest {
  readonly venue: VenueId;
  readonly keyIndex: number;
  /** The main trading account unless said otherwise. */
  readonly account?: Account;
  readonly code: string;
  /** Decimal text above zero. */
  readonly amount: string;
}

/**
 * The truth behind the simulated venues: prices, and who holds what. It knows nothing of any wire
 * format; the venues read it for their answers and listen to it for their streams. From one seed and
 * one sequence of calls it always comes out the same.
 */
export class World {
  readonly bitcoin: BitcoinWallet | undefined;
  readonly solana: SolanaWalletDefinition | undefined;
  readonly manualAccounts: readonly ManualAccountDefinition[];
  private readonly prices: Prices;
  private readonly random: Random;
  private readonly listeners = new Listeners<[WorldEvent]>();
  private readonly keyStates = new Map<VenueId, KeyState[]>();
  private readonly board: MarketBoard;
  private readonly origin: number;
  private transfers = 0;

  constructor(
    definition: WorldDefinition,
    private readonly seed: number,
    private readonly clock: () => number,
    private readonly termsOf: (venue: VenueId) => VenueTerms,
  ) {
    this.origin = clock();
    this.random = seededRandom(seed);
    this.prices = new Prices(definition.assets, seed, this.origin, this.random);
    this.board = new MarketBoard(definition, this.prices, this.origin);
    const { wallets, manualAccounts = [] } = definition;
    this.bitcoin = wallets?.bitcoin && new BitcoinWallet(wallets.bitcoin, FIRST_BLOCK);
    this.solana = wallets?.solana;
    this.manualAccounts = manualAccounts;
    for (const [id, venue] of Object.entries(definition.venues)) {
      if (!venue) continue;
      this.keyStates.set(
        id,
        venue.keys.map((key) => ({
          definition: key,
          holdings: new Holdings(key),
          positions: key.positions,
        })),
      );
    }
  }

  now(): number {
    return this.clock();
  }

  terms(venue: VenueId): VenueTerms {
    return this.termsOf(venue);
  }

  venues(): VenueId[] {
    return [...this.keyStates.keys()];
  }

  keys(venue: VenueId): readonly KeyDefinition[] {
    return (this.keyStates.get(venue) ?? []).map((key) => key.definition);
  }

  /** Every coin the world knows, priced or not. */
  codes(): string[] {
    return this.prices.codes();
  }

  name(code: string): string {
    return this.prices.name(code);
  }

  markets(venue: VenueId): readonly Market[] {
    return this.board.list(venue);
  }

  /** US dollars for one coin; `undefined` where it has no market. */
  price(code: string): Decimal | undefined {
    return this.prices.now(code);
  }

  /** The ticker of a market now; `undefined` while one of its coins has no price. */
  quote(market: Market): Quote | undefined {
    return this.board.quote(market, this.now());
  }

  /** `count` candles, oldest first, the last of them containing `end` (epoch milliseconds). */
  candles(market: Market, interval: number, end: number, count: number): Candle[] {
    return this.board.candles(market, interval, end, count);
  }

  accounts(venue: VenueId, keyIndex: number): Account[] {
    return this.key(venue, keyIndex).holdings.list();
  }

  holdings(venue: VenueId, keyIndex: number, account: Account): ReadonlyMap<string, Holding> {
    return this.key(venue, keyIndex).holdings.of(account);
  }

  holding(venue: VenueId, keyIndex: number, account: Account, code: string): Holding {
    return this.key(venue, keyIndex).holdings.get(account, code);
  }

  /** Open positions of an account whose coin has a price now. */
  positions(venue: VenueId, keyIndex: number, account: Account): OpenPosition[] {
    return this.key(venue, keyIndex).positions.flatMap((position) => {
      const mark = this.price(position.base);
      if (position.account !== account || !mark) return [];
      return [{ base: position.base, size: decimal(position.size), mark }];
    });
  }

  /** Deposits and withdrawals of a key, past and present, oldest first. */
  flows(venue: VenueId, keyIndex: number): FlowRecord[] {
    const key = this.key(venue, keyIndex);
    return (key.flows ??= pastFlows(this.seed, `${venue} ${keyIndex}`, this.origin));
  }

  /** Trades of a key, past and present, oldest first. */
  trades(venue: VenueId, keyIndex: number): TradeRecord[] {
    const key = this.key(venue, keyIndex);
    const owner = `${venue} ${keyIndex}`;
    return (key.trades ??= pastTrades(
      this.seed,
      owner,
      this.origin,
      this.markets(venue),
      this.prices,
    ));
  }

  /**
   * Sets what one account holds of one coin and pushes it to the venue's stream. Amounts are decimal
   * text; what is left out stays as it is, and a holding of nothing disappears.
   */
  setBalance(
    venue: VenueId,
    keyIndex: number,
    account: Account,
    code: string,
    amounts: HoldingText,
  ): void {
    this.key(venue, keyIndex).holdings.replace(account, code, amounts);
    this.emit({ kind: 'balance', venue, keyIndex, account, codes: [code], at: this.now() });
  }

  /** Coins arrive from outside. */
  deposit(request: FlowRequest): void {
    this.move(request, 'deposit');
  }

  /**
   * Coins leave for outside.
   * @throws RangeError if more is asked for than is available
   */
  payOut(request: FlowRequest): void {
    this.move(request, 'withdrawal');
  }

  /**
   * Moves coins from one account of a key to another, which both change at one instant.
   * @throws RangeError if more is asked for than is available
   */
  moveCoins(request: TransferRequest): void {
    const { venue, keyIndex, from, to, code, codeThere = code } = request;
    const amount = decimal(request.amount);
    const { holdings } = this.key(venue, keyIndex);
    holdings.add(from, code, amount.negated());
    holdings.add(to, codeThere, amount);
    this.transfers += 1;
    const id = this.transfers;
    const at = this.now();
    const sides = [
      { account: from, codes: [code], transfer: { id, amount: amount.negated(), other: to } },
      { account: to, codes: [codeThere], transfer: { id, amount, other: from } },
    ] as const;
    for (const side of sides) this.emit({ kind: 'balance', venue, keyIndex, at, ...side });
  }

  /**
   * Closes the positions of an account, as of margin at Kraken: what they gained or lost so far is paid to,
   * or taken from, the coin in the main trading account.
   * @throws RangeError if a loss cannot be paid
   */
  settleMargin(venue: VenueId, keyIndex: number, account: Account): void {
    const key = this.key(venue, keyIndex);
    key.positions = key.positions.filter((position) => position.account !== account);
    for (const [code, { unrealized }] of [...key.holdings.of(account)]) {
      if (unrealized.isZero()) continue;
      key.holdings.add('spot', code, unrealized);
      key.holdings.replace(account, code, { unrealized: '0' });
      const at = this.now();
      const settled = { codes: [code], settled: unrealized };
      this.emit({ kind: 'balance', venue, keyIndex, account: 'spot', ...settled, at });
    }
  }

  /**
   * Exchanges two coins in the main trading account, as when an order of the user's is filled: at the
   * price of now or one that is given, with the venue's fee taken from where the venue takes it.
   * @throws RangeError if the account cannot pay
   */
  trade(request: TradeRequest): void {
    const { venue, keyIndex, base, quote, side } = request;
    const price =
      request.price === undefined
        ? this.board.price(base, quote)?.toSignificantDigits(8)
        : decimal(request.price);
    if (!price) throw new RangeError(`${base}/${quote} has no price`);
    const filled = fill(request, price, this.terms(venue).fee);
    const { holdings } = this.key(venue, keyIndex);
    // What is paid goes first: it may not be there.
    const changes = [
      [quote, filled.quote],
      [base, filled.base],
    ] as const;
    for (const [code, change] of side === 'buy' ? changes : [...changes].reverse())
      holdings.add('spot', code, change);
    const trades = this.trades(venue, keyIndex);
    const before = trades.at(-1);
    const trade: TradeRecord = {
      id: (before?.id ?? 0) + 1,
      orderId: (before?.orderId ?? 0) + 1,
      base,
      quote,
      side,
      amount: decimal(request.amount),
      price,
      fee: filled.fee,
      feeCode: filled.feeCode,
      at: this.now(),
    };
    trades.push(trade);
    const codes = [base, quote];
    this.emit({ kind: 'balance', venue, keyIndex, account: 'spot', codes, trade, at: trade.at });
  }

  /** @param usd US dollars for one coin, as decimal text */
  setPrice(code: string, usd: string): void {
    this.prices.set(code, decimal(usd));
    this.emitPrices(new Set([code]));
  }

  /** The coin's markets stop showing a price on every venue, as after a delisting. */
  removePrice(code: string): void {
    this.prices.remove(code);
    this.emitPrices(new Set([code]));
  }

  /** One step of the price walk, pushed to every ticker stream. */
  step(): void {
    this.emitPrices(this.prices.step());
  }

  /**
   * Prices at earlier instants.
   * @param ages milliseconds before now
   * @returns US dollars as decimal text by coin code; coins without a market are missing
   */
  pastPrices(ages: readonly number[]): { at: number; prices: Map<string, string> }[] {
    const now = this.now();
    return ages.map((age) => {
      const prices = new Map<string, string>();
      for (const code of this.codes()) {
        const price = age === 0 ? this.prices.now(code) : this.prices.past(code, now - age);
        if (price) prices.set(code, price.toFixed());
      }
      return { at: now - age, prices };
    });
  }

  /** Calls back on every change until the returned function is called. */
  on(listener: (event: WorldEvent) => void): () => void {
    return this.listeners.add(listener);
  }

  /** Draws from the world's own sequence, so that activity is part of what the seed determines. */
  draw(): number {
    return this.random();
  }

  private move(request: FlowRequest, kind: FlowRecord['kind']): void {
    const { venue, keyIndex, code, account = 'spot' } = request;
    const amount = decimal(request.amount);
    const signed = kind === 'deposit' ? amount : amount.negated();
    this.key(venue, keyIndex).holdings.add(account, code, signed);
    const records = this.flows(venue, keyIndex);
    const at = this.now();
    const transactions = seededRandom(hashText(`${venue} ${keyIndex} ${records.length}`));
    const flow: FlowRecord = {
      id: String(900_000_000_000n + BigInt(records.length)),
      transactionId: `0x${randomText(transactions, 64, '0123456789abcdef')}`,
      kind,
      code,
      amount,
      at,
    };
    records.push(flow);
    this.emit({ kind: 'balance', venue, keyIndex, account, codes: [code], flow, at });
  }

  private emitPrices(codes: Set<string>): void {
    this.emit({ kind: 'prices', codes: this.prices.withFollowers(codes), at: this.now() });
  }

  private emit(event: WorldEvent): void {
    this.listeners.tell(event);
  }

  /** The number of the key whose account a key opens: its own, unless it was made for another one's. */
  accountOf(venue: VenueId, keyIndex: number): number {
    return this.keyStates.get(venue)?.[keyIndex]?.definition.sameAccountAs ?? keyIndex;
  }

  /** Whether a key opens the account in which something happened through this key or another one. */
  isSeenBy(
    keyIndex: number,
    event: { readonly venue: VenueId; readonly keyIndex: number },
  ): boolean {
    const { venue } = event;
    return this.accountOf(venue, keyIndex) === this.accountOf(venue, event.keyIndex);
  }

  private key(venue: VenueId, keyIndex: number): KeyState {
    const key = this.keyStates.get(venue)?.[this.accountOf(venue, keyIndex)];
    if (!key) throw new RangeError(`${venue} has no key number ${keyIndex}`);
    return key;
  }
}
