import type { Instant } from '../../../../shared/base/failure';
import { VenueFailure } from '../../reading/venue-failure';
import { withoutSignal } from '../../protocol/ccxt/call-context';

/** How old a list must be to be asked for again because a name is not in it. */
const ASKED_AGAIN_AFTER_MS = 10_000;

/**
 * A list of a venue that seldom changes, such as its contracts, by name: asked for when it is first
 * needed, once for all who need it then, and again when a name is not in it. A failure is not remembered.
 */
export class Remembered<T> {
  private latest:
    { readonly askedAt: Instant; readonly list: Promise<ReadonlyMap<string, T>> } | undefined;

  /**
   * @param what one of the list, as it is spoken of: `contract`
   * @param now the clock, in ms
   */
  constructor(
    private readonly what: string,
    private readonly now: () => Instant,
    private readonly load: () => Promise<ReadonlyMap<string, T>>,
  ) {}

  /** The whole list, not older than so many ms. @throws VenueFailure what loading it throws */
  async all(oldestMs = Number.POSITIVE_INFINITY): Promise<ReadonlyMap<string, T>> {
    const { latest } = this;
    if (latest !== undefined && this.now() - latest.askedAt <= oldestMs) return latest.list;
    const asked = { askedAt: this.now(), list: withoutSignal(this.load) };
    this.latest = asked;
    try {
      return await asked.list;
    } catch (error) {
      if (this.latest === asked) this.latest = undefined;
      throw error;
    }
  }

  /** One by its name; `undefined` if the venue has none of it. @throws VenueFailure as {@link all} */
  async get(name: string): Promise<T | undefined> {
    // It may be newer than the list.
    return (await this.all()).get(name) ?? (await this.all(ASKED_AGAIN_AFTER_MS)).get(name);
  }

  /** {@link get} that must be there. @throws VenueFailure `bad-response` if it is not */
  async find(name: string): Promise<T> {
    const found = await this.get(name);
    if (found === undefined)
      throw new VenueFailure('bad-response', `the ${this.what} ${name} is not listed`);
    return found;
  }
}
