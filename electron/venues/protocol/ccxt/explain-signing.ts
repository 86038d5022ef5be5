import { VenueFailure } from '../../reading/venue-failure';
import type { Credentials } from '../../../../shared/portfolio/venue';
import type { CcxtExchange } from './ccxt-exchange';

/** Thirty-two bytes: a seed where keys are Ed25519, and as good as any where they are signed with as text. */
const SAMPLE_SECRET = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
/** A key that signs at all venues but those that have a sample of their own. */
export const SAMPLE_KEY: Credentials = {
  apiKey: 'account-sample',
  secret: SAMPLE_SECRET,
  password: 'sample',
};

/**
 * A secret that is no key at all fails while signing, before anything is sent. So does every key where
 * the program cannot sign; which of the two it is, a sample of a good key tells.
 * @param sample parts of a key of the form that the venue's are of, where others do not sign
 */
export function explainSigning(
  exchange: Pick<CcxtExchange, 'sign'>,
  sample: (() => Partial<Credentials>) | undefined,
  flawOf: ((credentials: Partial<Credentials>) => KeyFlaw | undefined) | undefined = undefined,
): void {
  const sign = exchange.sign.bind(exchange);
  exchange.sign = (...request) => {
    try {
      return sign(...request);
    } catch {
      const flaw = whileHaving(exchange, { ...SAMPLE_KEY, ...sample?.() }, () => {
        try {
          sign(...request);
          return undefined;
        } catch (flawOfProgram) {
          return flawOfProgram;
        }
      });
      if (flaw !== undefined) throw new VenueFailure('internal', `signing failed: ${String(flaw)}`);
      // Without a key nothing can be wrong with it: what is public elsewhere wants one here.
      if (!hasKey(exchange)) throw new VenueFailure('unsupported', 'it wants a key for this');
      const known = flawOf?.(keyOf(exchange));
      if (known !== undefined)
        throw new VenueFailure('invalid-input', known.what, { hint: known.hint });
      // The error itself may quote the secret.
      throw new VenueFailure('invalid-input', 'it does not sign', {
        hint: 'Check that the key and its secret were copied whole.',
      });
    }
  };
}

/** What is wrong with a key whose form says that it cannot be used. */
export interface KeyFlaw {
  /** `it is a master key`. */
  readonly what: string;
  readonly hint: string;
}

function keyOf(exchange: object): Partial<Credentials> {
  const parts = ['apiKey', 'secret', 'password'].map(
    (part) => [part, Reflect.get(exchange, part) as unknown] as const,
  );
  return Object.fromEntries(parts.filter(([, value]) => typeof value === 'string' && value !== ''));
}

function hasKey(exchange: object): boolean {
  const address: unknown = Reflect.get(exchange, 'walletAddress');
  return Object.keys(keyOf(exchange)).length > 0 || (typeof address === 'string' && address !== '');
}

/** Runs with another key in the place of the user's. */
function whileHaving<T>(exchange: object, key: Partial<Credentials>, run: () => T): T {
  const parts = Object.entries(key);
  const own = parts.map(([part]) => [part, Reflect.get(exchange, part)] as const);
  const take = (values: readonly (readonly [string, unknown])[]): void => {
    for (const [part, value] of values) Reflect.set(exchange, part, value);
  };
  take(parts);
  try {
    return run();
  } finally {
    take(own);
  }
}
