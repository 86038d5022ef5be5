import { decimal, ZERO, type Decimal } from '../../../shared/base/decimal';
import type { BitcoinWalletDefinition } from './wallet-definition';
import { Listeners } from '../../../shared/base/listeners';

/** What was ever paid to an address and spent from it, and what waits for a block; in satoshi. */
export interface AddressCoins {
  readonly funded: Decimal;
  readonly spent: Decimal;
  readonly incoming: Decimal;
}

const NOTHING: AddressCoins = { funded: ZERO, spent: ZERO, incoming: ZERO };

/** A wallet on the Bitcoin chain: what is paid to it waits until a block takes it in. */
export class BitcoinWallet {
  private readonly coins = new Map<string, AddressCoins>();
  private readonly listeners = new Listeners<[]>();
  private payments = 0;

  /** @param tip height of the newest block */
  constructor(
    readonly definition: BitcoinWalletDefinition,
    private tip: number,
  ) {
    for (const { address, funded, spent, incoming } of definition.coins)
      this.coins.set(address, {
        funded: decimal(funded ?? '0'),
        spent: decimal(spent ?? '0'),
        incoming: decimal(incoming ?? '0'),
      });
  }

  get height(): number {
    return this.tip;
  }

  /** Every address that anything was ever paid to. */
  addresses(): ReadonlyMap<string, AddressCoins> {
    return this.coins;
  }

  /** Somebody pays so many satoshi to the next address. */
  receive(satoshi: Decimal): void {
    const { receivesAt } = this.definition;
    const address = receivesAt[this.payments % receivesAt.length] ?? receivesAt[0];
    this.payments += 1;
    const before = this.coins.get(address) ?? NOTHING;
    this.coins.set(address, { ...before, incoming: before.incoming.plus(satoshi) });
    this.tell();
  }

  /** A new block has all that waited for it. */
  mine(): void {
    this.tip += 1;
    for (const [address, { funded, spent, incoming }] of this.coins)
      this.coins.set(address, { funded: funded.plus(incoming), spent, incoming: ZERO });
    this.tell();
  }

  /** Calls back on every change until the returned function is called. */
  on(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  private tell(): void {
    this.listeners.tell();
  }
}
