import type { PartHoldings } from '../../../../shared/portfolio/coverage';
import type { FailureCode } from '../../../../shared/base/failure';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldOnly } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import type { AccountContents, AccountReader, UnreadPart } from '../definition/venue-definition';

/** A product of an account, or a wallet of several, that the venue is asked for by itself. */
export interface AccountPart<T = readonly VenueBalance[]> {
  /** How it is spoken of: `ETH staking`. */
  readonly name: string;
  /** Which of the account's balances are its. No other part of the account has them. */
  readonly holds: PartHoldings;
  /** @throws VenueFailure */
  readonly read: () => Promise<T>;
}

/** Of a part that has no balances of its own, so that nothing is carried on for it. */
export const NOTHING: PartHoldings = { codes: [] };

/** Failures that are about the request or the reading as a whole. */
export const OF_ALL: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'clock-skew',
  'nonce',
  'cancelled',
  'internal',
  'invalid-input',
]);

/**
 * What several parts hold together. One that was never opened holds nothing. One that the venue refuses,
 * or is silent about, is named and hides none of the others; so does one for which a web page came, or half
 * of an answer. An answer that was not understood is a failure of them all, since what it says is not known.
 *
 * @throws VenueFailure if no part could be read, or an answer was not understood
 */
export async function readParts(parts: readonly AccountPart[]): Promise<AccountContents> {
  const { answers, unread } = await askParts(parts);
  return { balances: heldOnly(answers.flatMap((answer) => answer ?? [])), unread };
}

/**
 * {@link readParts} of what is not balances yet.
 * @returns an answer for each part, `undefined` for one that was never opened or could not be read
 * @throws VenueFailure as {@link readParts}
 */
export async function askParts<T>(parts: readonly AccountPart<T>[]): Promise<{
  readonly answers: readonly (T | undefined)[];
  readonly unread: readonly UnreadPart[];
}> {
  const outcomes = await Promise.all(parts.map(askPart));
  const unread = outcomes.flatMap(({ failed }) => failed ?? []);
  const isRead = outcomes.some(({ answer }) => answer !== undefined);
  if (!isRead) throw unread[0]?.failure ?? new VenueFailure('account-not-enabled');
  return { answers: outcomes.map(({ answer }) => answer), unread };
}

interface Outcome<T> {
  readonly answer?: T;
  readonly failed?: UnreadPart;
}

/** Asks one part. @throws VenueFailure for what is about more than it */
export async function askPart<T>({ name, holds, read }: AccountPart<T>): Promise<Outcome<T>> {
  try {
    return { answer: await read() };
  } catch (error) {
    if (!(error instanceof VenueFailure) || !isOfPart(error)) throw error;
    return error.code === 'account-not-enabled' ? {} : { failed: { name, holds, failure: error } };
  }
}

/** Whether a failure says something of one part alone. */
function isOfPart({ code, extra }: VenueFailure): boolean {
  if (OF_ALL.has(code)) return false;
  return code !== 'bad-response' || extra.isRefusal === true || extra.isNoAnswer === true;
}

/**
 * What a product held when it answered last. While it does not, that is what is counted of it, and so what
 * other products must leave out.
 */
export class LastAnswer<T> {
  constructor(private latest: T) {}

  /** Remembers an answer when it comes; what goes wrong with it is told where it is awaited. */
  follow<Answer extends T>(answer: Promise<Answer>): Promise<Answer> {
    answer.then(
      (value) => {
        this.latest = value;
      },
      () => undefined,
    );
    return answer;
  }

  /** @throws VenueFailure for what is about more than this product */
  async orBefore(answer: Promise<T>): Promise<T> {
    try {
      this.latest = await answer;
    } catch (error) {
      if (!(error instanceof VenueFailure) || !isOfPart(error)) throw error;
    }
    return this.latest;
  }
}

/** What a reader gave, in its long form. */
export function contentsOf(read: Awaited<ReturnType<AccountReader['read']>>): AccountContents {
  return 'balances' in read ? read : { balances: read };
}
