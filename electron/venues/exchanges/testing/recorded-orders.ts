import type { VenueId } from '../../../../shared/base/ids';
import type { FailureCode, Result } from '../../../../shared/base/failure';
import type { BookLevel } from '../../../../shared/pricing/spot-market';
import { RecordedVenue } from './recorded-venue';
import { never, marketsAt } from './test-gateway';

type Answers = ConstructorParameters<typeof RecordedVenue>[1];
type Options = ConstructorParameters<typeof RecordedVenue>[2];

/** What a recorded venue says about orders, as text: what is compared then is every digit. */
export class RecordedOrders {
  readonly recorded: RecordedVenue;

  constructor(
    private readonly venue: VenueId,
    answers: Answers,
    options?: Options,
  ) {
    this.recorded = new RecordedVenue(venue, answers, options);
  }

  /** `BTC/USDT` to its fee side and rules: `quote lotStep=0.001 minNotional=5`. */
  async markets(...codes: readonly string[]): Promise<Record<string, string>> {
    const { gateway } = this.recorded;
    const markets = await marketsAt(gateway, { venue: this.venue }).between(new Set(codes), never);
    return Object.fromEntries(
      valueOf(markets).map(({ symbol, feeFrom, rules }) => [
        symbol,
        [
          feeFrom,
          ...Object.entries(rules).map(([name, value]) => `${name}=${value.toString()}`),
        ].join(' '),
      ]),
    );
  }

  /** Levels as `amount@price`, the best first; or the code of the failure. */
  async book(
    base: string,
    quote: string,
  ): Promise<{ bids: string[]; asks: string[] } | FailureCode> {
    const { gateway } = this.recorded;
    const book = await marketsAt(gateway, { venue: this.venue }).orderBook({ base, quote }, never);
    if (!book.ok) return book.failure.code;
    const side = (levels: readonly BookLevel[]) =>
      levels.map(({ price, amount }) => `${amount.toFixed()}@${price.toFixed()}`);
    return { bids: side(book.value.bids), asks: side(book.value.asks) };
  }

  /** `account 0.001`, or the code of the failure. */
  async fee(): Promise<string> {
    const fee = await this.recorded.session.orders.takerFee(never);
    return fee.ok ? `${fee.value.source} ${fee.value.rate.toFixed()}` : fee.failure.code;
  }

  /** `USDT TRC20 fee=1 min=10 minutes=5`; `undefined` where the venue does not say. */
  async waysOut(...codes: readonly string[]): Promise<string[] | undefined> {
    const terms = await this.recorded.session.orders.withdrawalTerms(new Set(codes), never);
    if (terms === undefined) return undefined;
    return valueOf(terms).map(({ code, network, fee, minAmount, minutes }) =>
      [
        code,
        network,
        ...(fee === undefined ? [] : [`fee=${fee.toFixed()}`]),
        ...(minAmount === undefined ? [] : [`min=${minAmount.toFixed()}`]),
        ...(minutes === undefined ? [] : [`minutes=${minutes}`]),
      ].join(' '),
    );
  }

  page(base: string, quote: string): string | undefined {
    return marketsAt(this.recorded.gateway, { venue: this.venue }).tradePage({ base, quote });
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
