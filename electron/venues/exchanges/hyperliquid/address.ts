import { VenueFailure } from '../../reading/venue-failure';
import type { CcxtConstructor } from '../../protocol/ccxt/ccxt-exchange';

/** Stands in a request for the address that is watched, which only the exchange instance knows. */
export const OWN_ADDRESS = 'own address';

const ADDRESS = /^0x[0-9a-f]{40}$/;

/**
 * The address as Hyperliquid takes it.
 * @throws VenueFailure `invalid-input` for anything else, a private key above all
 */
export function checkedAddress(text: string): string {
  const address = text.trim().toLowerCase();
  if (ADDRESS.test(address)) return address;
  throw new VenueFailure('invalid-input', 'it is no address', {
    hint: 'An address is 0x and 40 hexadecimal digits. Never paste a private key or a seed phrase: the address is all that is needed.',
  });
}

/**
 * The venue's class that knows whose account is read: requests name {@link OWN_ADDRESS}, and the
 * instance puts in the address it was made with. It needs no key, since all it reads is public.
 */
export function watchingAddress(Venue: CcxtConstructor): CcxtConstructor {
  return class extends Venue {
    readonly #address: string | undefined;

    constructor(settings: object) {
      const given: unknown = Reflect.get(settings, 'walletAddress');
      const address = typeof given === 'string' ? checkedAddress(given) : undefined;
      super(address === undefined ? settings : { ...settings, walletAddress: address });
      this.#address = address;
    }

    override sign(...request: unknown[]): unknown {
      const [path, api, method, params, ...rest] = request;
      const named: unknown =
        typeof params === 'object' && params !== null ? Reflect.get(params, 'user') : undefined;
      if (named !== OWN_ADDRESS) return super.sign(...request);
      if (this.#address === undefined) throw new Error('no address was given');
      return super.sign(path, api, method, { ...(params as object), user: this.#address }, ...rest);
    }
  };
}
