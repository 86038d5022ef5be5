import { createHash } from 'node:crypto';
import { credentialsIdentity, type Credentials } from '../../../../shared/portfolio/venue';
import type { Clock } from '../../../engine/ports/clock';
import type { VenueAddress } from '../../../engine/ports/exchanges';
import type { CcxtExchange } from '../../protocol/ccxt/ccxt-exchange';
import { KeyState, VenueClock } from '../../protocol/ccxt/key-state';
import { openExchange } from '../../protocol/ccxt/open-exchange';
import { RateBudget } from '../../protocol/limits/rate-budget';
import type { AskServer } from '../../protocol/http/ask-server';
import { ExchangeCalls } from './venue-calls';
import type { VenueDefinition } from '../definition/venue-definition';

/** What all sessions at one venue (or local server in its place) share: clock, limits, markets. */
export class VenueRuntime {
  readonly venueClock: VenueClock;
  private readonly addressBudget: RateBudget;
  private readonly keys = new Map<string, KeyState>();
  private readonly publicKey: KeyState;
  private publicExchange: Promise<CcxtExchange> | undefined;
  private marketsLoading: Promise<CcxtExchange> | undefined;

  constructor(
    readonly definition: VenueDefinition,
    readonly address: VenueAddress,
    private readonly clock: Clock,
    private readonly ask: AskServer,
  ) {
    this.venueClock = new VenueClock(clock);
    this.addressBudget = new RateBudget(definition.limits);
    this.publicKey = new KeyState(this.addressBudget, false, clock);
  }

  /** Connections with the same key share its budget and the order of its requests. */
  keyState(credentials: Credentials): KeyState {
    const identity = createHash('sha256')
      .update(credentialsIdentity(credentials) ?? '')
      .digest('hex');
    let state = this.keys.get(identity);
    if (state === undefined) {
      const budget = new RateBudget(this.definition.limits, this.addressBudget);
      state = new KeyState(budget, this.definition.inOrder === true, this.clock);
      this.keys.set(identity, state);
    }
    return state;
  }

  open(
    credentials: Credentials,
    key: KeyState,
    options?: Readonly<Record<string, unknown>>,
  ): Promise<CcxtExchange> {
    const { definition, address, clock, venueClock, ask } = this;
    return openExchange({
      definition,
      address,
      credentials,
      clock,
      venueClock,
      key,
      ask,
      ...(options === undefined ? {} : { options }),
    });
  }

  /** An instance without a key, for market data. */
  anonymous(options?: Readonly<Record<string, unknown>>): Promise<CcxtExchange> {
    if (options !== undefined) return this.open({}, this.publicKey, options);
    this.publicExchange ??= this.open({}, this.publicKey);
    return this.publicExchange;
  }

  async anonymousCalls(): Promise<ExchangeCalls> {
    return this.calls(await this.anonymous());
  }

  calls(exchange: CcxtExchange): ExchangeCalls {
    return new ExchangeCalls(exchange, this.clock, (instance) => this.shareMarkets(instance));
  }

  /** Finds how far the venue's clock is from this machine's. */
  async synchronise(): Promise<void> {
    await this.venueClock.synchronise(await this.anonymous());
  }

  /** ccxt's markets, loaded once for all instances. A failure is not remembered, as ccxt would. */
  private async loadedMarkets(): Promise<CcxtExchange> {
    this.marketsLoading ??= this.anonymous().then(async (exchange) => {
      await exchange.loadMarkets(true);
      return exchange;
    });
    try {
      return await this.marketsLoading;
    } catch (error) {
      this.marketsLoading = undefined;
      throw error;
    }
  }

  private async shareMarkets(exchange: CcxtExchange): Promise<void> {
    if (exchange.markets !== undefined) return;
    const source = await this.loadedMarkets();
    if (source !== exchange) exchange.setMarketsFromExchange(source);
  }
}
