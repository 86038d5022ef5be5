import { z } from 'zod';
import { Decimal } from '../base/decimal';
import { ACCOUNT_TYPES } from '../portfolio/balance';

const DIGITS = 120;
const text = z.string().max(260);
const instant = z.number().int();
const amountText = z
  .string()
  .max(300)
  .regex(/^-?\d+(\.\d+)?$/, 'This is no amount.');

/** What becomes of other fields: what is read has none, and what is written leaves them out. */
type ObjectOf = typeof z.strictObject | typeof z.object;

const place = { id: text, connectionId: text, venue: text };

function moveOf<Amount extends z.ZodType>(amount: Amount, object: ObjectOf) {
  return object({
    ...place,
    kind: z.literal('move'),
    asset: text,
    amount,
    from: z.enum(ACCOUNT_TYPES),
    to: z.enum(ACCOUNT_TYPES),
  });
}

function transferOf<Amount extends z.ZodType>(amount: Amount, object: ObjectOf) {
  return object({
    ...place,
    kind: z.literal('transfer'),
    asset: text,
    amount,
    toConnectionId: text,
    toVenue: text,
    network: text,
    fee: amount.exactOptional(),
    feeUsd: amount.exactOptional(),
    minutes: z.number().exactOptional(),
  });
}

function tradeOf<Amount extends z.ZodType>(amount: Amount, object: ObjectOf) {
  const side = object({ asset: text, amount });
  return object({
    ...place,
    kind: z.literal('trade'),
    accountType: z.enum(ACCOUNT_TYPES),
    symbol: text,
    base: text,
    quote: text,
    baseAsset: text,
    quoteAsset: text,
    side: z.enum(['buy', 'sell']),
    amount,
    price: amount,
    limit: amount,
    priceFrom: z.enum(['book', 'ticker', 'valuation']),
    notional: amount,
    fee: amount,
    feeAsset: text,
    feeRate: amount,
    feeSource: z.enum(['account', 'published']),
    valueUsd: amount,
    feeUsd: amount,
    slippageUsd: amount,
    spent: side,
    received: side,
    from: text.exactOptional(),
    to: text.exactOptional(),
  });
}

/** One shape for all: amounts are text where it is stored, and decimals where it is used. */
function ticketOf<Amount extends z.ZodType>(amount: Amount, object: ObjectOf) {
  const step = z.discriminatedUnion('kind', [
    moveOf(amount, object),
    transferOf(amount, object),
    tradeOf(amount, object),
  ]);
  return object({
    id: z.string().min(1).max(260),
    openedAt: instant,
    suggestion: object({
      classId: text,
      name: text,
      action: z.enum(['sell', 'buy']),
      wantedUsd: amount,
      plannedUsd: amount,
      before: amount,
      after: amount,
      target: amount,
    }),
    steps: z.array(step).min(1).max(500),
    /** Units by connection and asset when it was opened, of what its steps move. */
    before: z.array(object({ key: z.string().max(400), units: amount })).max(1000),
    done: z.array(text).min(1).max(500),
    confirmed: z
      .array(object({ step: text, at: instant, spent: amount, received: amount }))
      .max(500),
  });
}

/** A ticket that was begun, as it is kept over a restart. */
export const ticketRecordSchema = ticketOf(amountText, z.strictObject);
const writtenSchema = ticketOf(amountText, z.object);
export type TicketRecord = z.infer<typeof ticketRecordSchema>;

const decodedSchema = ticketOf(
  amountText.transform((one) => new Decimal(one)),
  z.strictObject,
);
/** The same with its amounts parsed. */
export type DecodedTicket = z.infer<typeof decodedSchema>;

export function decodeTicket(record: unknown): DecodedTicket | undefined {
  const decoded = decodedSchema.safeParse(record);
  return decoded.success ? decoded.data : undefined;
}

/** @throws ZodError for a ticket that was not begun */
export function encodeTicket(ticket: DecodedTicket): TicketRecord {
  return writtenSchema.parse(withText(ticket));
}

function withText(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return value.toSignificantDigits(DIGITS).toFixed();
  if (Array.isArray(value)) return value.map(withText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withText(one)]));
}
