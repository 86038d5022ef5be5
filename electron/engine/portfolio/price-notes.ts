import type { PortfolioState, PriceView } from '../../../shared/contract/portfolio-view';
import { splitPriceKey, type PriceKey } from '../../../shared/pricing/price';

/**
 * What a reader of the totals should know of the prices in them: which are held back, overruled, in dispute,
 * lost, or made without a market, and which one counts meanwhile. One sentence each, in the order of their names.
 */
export function priceNotes(state: Pick<PortfolioState, 'prices' | 'balances'>): readonly string[] {
  const held = new Set(Object.values(state.balances).map(({ price }) => price));
  return Object.entries(state.prices)
    .filter(([key]) => held.has(key))
    .flatMap(([key, price]) => notesOf(key, price))
    .sort();
}

function notesOf(key: PriceKey, price: PriceView): readonly string[] {
  const { venue, code } = splitPriceKey(key);
  const name = `${code} at ${venue}`;
  switch (price.kind) {
    case 'manual':
      return [];
    case 'unpriced':
      return unpricedNotes(name, price);
    case 'peg-assumed':
      return [
        pegNote(name, price),
        ...staleNotes(name, price),
        ...setAsideNotes(name, price),
        ...rateNotes(name, price),
      ];
    case 'market':
      return [
        ...jumpNotes(name, price),
        ...(price.jump === undefined ? staleNotes(name, price) : []),
        ...setAsideNotes(name, price),
        ...rateNotes(name, price),
      ];
  }
}

function unpricedNotes(
  name: string,
  { reason, claim }: Extract<PriceView, { kind: 'unpriced' }>,
): readonly string[] {
  if (reason === 'disputed')
    return [`${name}: its market and the only other one are far apart. It is in no total.`];
  if (claim === undefined) return [];
  return [
    `${name}: its last price was ${claim.usd} USD on ${isoMinute(claim.at)}. It is in no total.`,
  ];
}

type MadePrice = Extract<PriceView, { kind: 'market' | 'peg-assumed' }>;

function pegNote(name: string, { usd, peg }: Extract<PriceView, { kind: 'peg-assumed' }>): string {
  return `${name}: ${usd} USD, for ${peg} is taken at its peg: no market for it is in reach.`;
}

function staleNotes(name: string, { usd, staleSince }: MadePrice): readonly string[] {
  return staleSince === undefined
    ? []
    : [`${name}: ${usd} USD of ${isoMinute(staleSince)} counts: no market has made it since.`];
}

type MarketPrice = Extract<PriceView, { kind: 'market' }>;

function jumpNotes(name: string, { usd, jump }: MarketPrice): readonly string[] {
  if (jump === undefined) return [];
  const until =
    jump.countsAt === undefined
      ? 'until two other venues say the same or you accept it'
      : `until ${isoMinute(jump.countsAt)}, if it stays there`;
  return [
    `${name}: its market jumped to ${jump.usd} USD on ${isoMinute(jump.since)}. ${usd} USD counts ${until}.`,
  ];
}

function setAsideNotes(
  name: string,
  { usd, setAside }: Pick<MarketPrice, 'usd' | 'setAside'>,
): readonly string[] {
  return setAside === undefined
    ? []
    : [
        `${name}: its own market says ${setAside.usd} USD, far from ${setAside.venues} other venues. Their median of ${usd} USD counts.`,
      ];
}

function rateNotes(name: string, { path: [first], usd }: MadePrice): readonly string[] {
  if (first === undefined || first.basis === 'mid' || first.basis === 'last') return [];
  const how = first.basis === 'protocol' ? 'at the rate of its protocol' : 'at a fixed rate';
  return [`${name}: ${usd} USD, as ${first.rate} ${first.to} ${how}.`];
}

/** `2026-11-28 14:05 UTC` */
function isoMinute(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
