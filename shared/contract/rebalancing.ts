import { z } from 'zod';
import { venueIdSchema, codeSchema } from '../base/text-schemas';
import { targetSetSchema } from '../rebalancing/targets';
import type { RecordsPatch } from '../records/records-view';
import { ticketRecordSchema } from '../records/ticket-record';
import type { UnderstoodSettings } from '../settings/settings';
import { ask, call } from './call';
import type { OrderBooksView, RebalanceTermsView } from './rebalance-view';

/** Two common codes: `BTC/USDT`. */
const marketSymbol = z.string().regex(/^[^\s/]{1,40}\/[^\s/]{1,40}$/);

export const rebalancingCalls = {
  /** Stores a set of targets, or changes the one with the same id. What does not add up is refused. */
  saveTargetSet: call(targetSetSchema).returns<RecordsPatch>(),
  /** Deletes a set of targets. */
  removeTargetSet: call(z.strictObject({ id: targetSetSchema.shape.id })).returns<RecordsPatch>(),
  /** The set that the screen shows and that alerts are about. */
  selectTargetSet: call(
    z.strictObject({ id: targetSetSchema.shape.id }),
  ).returns<UnderstoodSettings>(),
  /** Stores a ticket that was begun, or changes the one with the same id. */
  keepTicket: call(ticketRecordSchema).returns<RecordsPatch>(),
  /** Deletes tickets. */
  forgetTickets: call(
    z.strictObject({ ids: z.array(ticketRecordSchema.shape.id).min(1).max(1000) }),
  ).returns<RecordsPatch>(),
  /** What the venues in use say about trading these assets, and all that is held. */
  getRebalanceTerms: ask(
    z.strictObject({ assets: z.array(codeSchema(200)).max(500) }),
  ).returns<RebalanceTermsView>(),
  /** The resting orders of these markets. */
  getOrderBooks: ask(
    z.strictObject({
      markets: z.array(z.strictObject({ venue: venueIdSchema, symbol: marketSymbol })).max(60),
    }),
  ).returns<OrderBooksView>(),
  /** Opens the venue's page of a market in the browser. Nothing is filled in there. */
  openTradePage: ask(
    z.strictObject({ venue: venueIdSchema, symbol: marketSymbol }),
  ).returns<void>(),
} as const;
