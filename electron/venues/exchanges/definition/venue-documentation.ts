import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueId } from '../../../../shared/base/ids';

/**
 * What the pages in docs/venues/ say of a venue that no definition can: what a figure means, what it leaves
 * out, what the venue does not document. Nothing of it is in the app. Texts are Markdown; calls are written
 * `GET /path`, with `…` for a beginning that was named before.
 */
export interface VenueDocumentation {
  readonly venue: VenueId;
  /** What tells an account at the venue from others, and which call says so. */
  readonly accountId?: string;
  /** The venue whose API it has, at another host: what is said of that one's accounts is true of its own. */
  readonly like?: {
    readonly venue: VenueId;
    readonly host: string;
    /** Whether it has that one's contracts, and so positions. */
    readonly hasContracts: boolean;
  };
  /** Sentences about all of it. */
  readonly notes?: readonly string[];
  readonly accounts?: Readonly<Partial<Record<AccountType, AccountDocumentation>>>;
  /** Or whose it reads alike. Left out where it has no spot markets, or reads those of `like`. */
  readonly orders?: OrdersDocumentation | VenueId;
  /** What is to be said of single codes of errors; `~` where the venue does not say so in as many words. */
  readonly refusals?: Readonly<Record<string, string>>;
}

export interface AccountDocumentation {
  readonly readBy: string;
  /** What is read of open positions, and how their size comes about. */
  readonly positions?: string;
  /** Sentences: what is counted where, what is left out, what is not known. */
  readonly notes?: readonly string[];
}

export interface OrdersDocumentation {
  /** Where the rules of its markets stand. */
  readonly rules: string;
  readonly book: string;
  /** Where this account's own taker's fee stands; the published one is in the definition. */
  readonly fee: string;
  /** Where it says by which networks coins may leave. */
  readonly waysOut?: string;
  readonly notes?: readonly string[];
}
