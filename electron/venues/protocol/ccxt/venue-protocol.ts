import type { Credentials } from '../../../../shared/portfolio/venue';
import type { ErrorRules } from '../failures/classify-failure';
import type { LimitRules } from '../limits/rate-budget';
import type { CcxtConstructor } from './ccxt-exchange';
import type { KeyFlaw } from './explain-signing';
import type { ReadPolicy } from './read-only';
import type { UsedWeight } from './transport';

/** How a venue is spoken to through ccxt. */
export interface VenueProtocol {
  /** Loads the venue's part of ccxt. */
  readonly load: () => Promise<{ readonly default: CcxtConstructor }>;
  /** Options of ccxt, other than those every instance has. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** A key that signs, of the form that the venue's are of; left out where any text does. */
  readonly sampleKey?: () => Partial<Credentials>;
  /** What is wrong with a key that does not sign, where its form tells. */
  readonly keyFlaw?: (credentials: Partial<Credentials>) => KeyFlaw | undefined;
  /** What ccxt may do, other than it thinks: `fetchCurrencies: false`. */
  readonly has?: Readonly<Record<string, boolean>>;
  /** The only requests that can be made. */
  readonly policy: ReadPolicy;
  readonly limits: LimitRules;
  readonly usedWeight?: (headers: Headers) => UsedWeight | undefined;
  /** Requests of one key must arrive in the order of their nonces. */
  readonly inOrder?: boolean;
  readonly errors?: ErrorRules;
}
