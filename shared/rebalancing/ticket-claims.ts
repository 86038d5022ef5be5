import type { AssetId } from '../assets/asset';
import { Decimal, sum, ZERO } from '../base/decimal';
import type { Instant } from '../base/failure';
import type { PlanStep } from './rebalance-plan-types';
import type { OpenTicket, TicketBalances, TicketCheck } from './ticket-types';

/** One side of a step: by how many units it changes a balance. */
interface Effect {
  readonly key: string;
  readonly asset: AssetId;
  readonly units: Decimal;
}

/** A step that is done by the user's word and not found yet. */
export interface Claim {
  /** The earliest ticket with it. */
  readonly ticket: OpenTicket;
  readonly step: PlanStep;
  readonly owners: string[];
  readonly effects: readonly Effect[];
}

/** A step that was found, with the change that it was found by. */
export interface Settled {
  readonly ticket: OpenTicket;
  readonly step: PlanStep;
  readonly at: Instant;
  readonly effects: readonly Effect[];
}

export interface Attribution {
  readonly claim: Claim;
  readonly state: TicketCheck['state'];
  /** The change that is its own, or what no other explains, for each side. */
  readonly seen: readonly Decimal[];
  readonly shared: readonly AssetId[];
}

/** Prices move and fees differ: an amount this near to the expected one, as a share of it, is that one. */
const TOLERANCE = new Decimal('0.02');
/** Of more claims on the same coins than this not every combination is tried. */
const MOST_COMBINED = 7;

/** Says of each claim whether the change of the balances is its doing. */
export function attribute(
  claims: readonly Claim[],
  settled: readonly Settled[],
  now: TicketBalances,
  unread: ReadonlySet<string>,
): readonly Attribution[] {
  return connectedClaims(claims).flatMap((group) => {
    const isReadable = ({ effects }: Claim): boolean =>
      effects.every(({ key }) => !unread.has(key.slice(0, key.indexOf('/'))));
    const world: World = { settled, now };
    const found =
      combinations(group.filter(isReadable)).find((some) => explains(some, world)) ?? [];
    const open = group.filter((claim) => !found.includes(claim));
    return group.map((claim): Attribution => {
      if (found.includes(claim)) return { claim, ...foundOf(claim, found, world) };
      if (!isReadable(claim)) return { claim, state: 'waiting', seen: [], shared: [] };
      return { claim, ...openOf(claim, found, open, world) };
    });
  });
}

export function changeOf(before: TicketBalances, now: TicketBalances, key: string): Decimal {
  return (now.get(key) ?? ZERO).minus(before.get(key) ?? ZERO);
}

interface World {
  readonly settled: readonly Settled[];
  readonly now: TicketBalances;
}

/** Claims that have coins in common, directly or by way of others. */
function connectedClaims(claims: readonly Claim[]): readonly (readonly Claim[])[] {
  const groups: Claim[][] = [];
  for (const claim of claims) {
    const mine = [claim];
    const keys = new Set(claim.effects.map(({ key }) => key));
    for (let index = groups.length - 1; index >= 0; index -= 1) {
      const group = groups[index];
      if (group?.some(({ effects }) => effects.some(({ key }) => keys.has(key))) !== true) continue;
      mine.unshift(...group);
      groups.splice(index, 1);
    }
    groups.push(claims.filter((one) => mine.includes(one)));
  }
  return groups;
}

/** Which claims may be done, the most first; among as many the earlier ones. */
function combinations(claims: readonly Claim[]): readonly (readonly Claim[])[] {
  const most = claims.length;
  const picks: Claim[][] = [];
  if (most <= MOST_COMBINED)
    for (let bits = 1; bits < 2 ** most; bits += 1)
      picks.push(claims.filter((_, index) => Math.floor(bits / 2 ** (most - 1 - index)) % 2 === 1));
  else
    for (let index = 0; index < most; index += 1)
      picks.push(
        claims.slice(index),
        claims.slice(0, index + 1),
        claims.filter((_, other) => other !== index),
        claims.slice(index, index + 1),
      );
  const rank = (pick: readonly Claim[]): string =>
    claims.map((claim) => (pick.includes(claim) ? '0' : '1')).join('');
  return picks.sort(
    (one, other) => other.length - one.length || (rank(one) < rank(other) ? -1 : 1),
  );
}

interface Account {
  /** The change that is not explained by what was found before. */
  readonly change: Decimal;
  readonly expected: Decimal;
  /** All that moves there, whatever its direction. */
  readonly gross: Decimal;
}

/** A coin at a connection, as these claims see it: since the earliest of their tickets was opened. */
function accountOf(key: string, claims: readonly Claim[], { settled, now }: World): Account {
  const mine = claims.filter(({ effects }) => effects.some((effect) => effect.key === key));
  const first = mine.reduce<OpenTicket | undefined>(
    (earliest, { ticket }) =>
      earliest === undefined || ticket.openedAt < earliest.openedAt ? ticket : earliest,
    undefined,
  );
  const expected = unitsAt(key, mine);
  const change = changeOf(first?.before ?? new Map(), now, key);
  const later = settled.filter(({ at }) => first !== undefined && at > first.openedAt);
  const isSure = ({ ticket }: Settled): boolean =>
    first !== undefined && ticket.openedAt >= first.openedAt;
  const sure = unitsAt(key, later.filter(isSure));
  // What an older ticket did may have been in the balances already when this one was opened.
  const unsure = unitsAt(
    key,
    later.filter((one) => !isSure(one)),
  );
  const without = change.minus(sure);
  const within = without.minus(unsure);
  const isNearer = within.minus(expected).abs().lessThan(without.minus(expected).abs());
  return {
    change: isNearer ? within : without,
    expected,
    gross: grossAt(key, mine).plus(grossAt(key, later)),
  };
}

/** True if the balances changed by what these claims, and no fewer of them, should have changed. */
function explains(claims: readonly Claim[], world: World): boolean {
  const accounts = new Map(
    claims
      .flatMap(({ effects }) => effects)
      .map(({ key }) => [key, accountOf(key, claims, world)] as const),
  );
  const fits = [...accounts.values()].every(({ change, expected, gross }) =>
    isWithin(change.minus(expected), gross),
  );
  return fits && claims.every((claim) => isNeeded(claim, accounts)) && !hasOpposites(claims);
}

/** True if one side at least is explained clearly worse without the claim. */
function isNeeded(claim: Claim, accounts: ReadonlyMap<string, Account>): boolean {
  return claim.effects.some(({ key, units }) => {
    const account = accounts.get(key);
    if (account === undefined) return false;
    const off = account.change.minus(account.expected);
    return off
      .plus(units)
      .abs()
      .greaterThan(off.abs().times(2).plus(units.abs().times(TOLERANCE)));
  });
}

/** Two that undo each other leave no trace, so that nothing can confirm them. */
function hasOpposites(claims: readonly Claim[]): boolean {
  return claims.some((claim, index) =>
    claims.slice(index + 1).some((other) =>
      [...claim.effects, ...other.effects].every(({ key }) => {
        const both = [claim, other];
        return isWithin(unitsAt(key, both), grossAt(key, both));
      }),
    ),
  );
}

/** What is over or short is shared out by size. */
function foundOf(claim: Claim, found: readonly Claim[], world: World): Omit<Attribution, 'claim'> {
  const seen = claim.effects.map(({ key, units }) => {
    const { change, expected } = accountOf(key, found, world);
    const gross = grossAt(key, found);
    if (gross.isZero()) return units;
    const share = change.minus(expected).times(units.abs()).dividedBy(gross);
    return units.plus(share.toDecimalPlaces(18));
  });
  return { state: 'arrived', seen, shared: [] };
}

function openOf(
  claim: Claim,
  found: readonly Claim[],
  open: readonly Claim[],
  world: World,
): Omit<Attribution, 'claim'> {
  const sides = claim.effects.map(({ key, asset, units }) => {
    const account = accountOf(key, [...found, claim], world);
    const seen = account.change.minus(account.expected.minus(units));
    const isStill = isWithin(seen, account.gross.minus(units.abs()));
    const isShared = open.some(
      (other) => other.ticket.id !== claim.ticket.id && !unitsAt(key, [other]).isZero(),
    );
    return { asset, seen, isStill, isShared };
  });
  const seen = sides.map((side) => side.seen);
  // One side alone may still be on its way.
  if (sides.some(({ isStill }) => isStill)) return { state: 'waiting', seen, shared: [] };
  const shared = sides.flatMap(({ asset, isShared }) => (isShared ? [asset] : []));
  return { state: shared.length === 0 ? 'differs' : 'shared', seen, shared: [...new Set(shared)] };
}

function isWithin(off: Decimal, gross: Decimal): boolean {
  return off.abs().lessThanOrEqualTo(gross.times(TOLERANCE));
}

function unitsOf(
  key: string,
  parts: readonly { readonly effects: readonly Effect[] }[],
): Decimal[] {
  return parts.flatMap(({ effects }) =>
    effects.filter((effect) => effect.key === key).map(({ units }) => units),
  );
}

function unitsAt(key: string, parts: readonly { readonly effects: readonly Effect[] }[]): Decimal {
  return sum(unitsOf(key, parts));
}

function grossAt(key: string, parts: readonly { readonly effects: readonly Effect[] }[]): Decimal {
  return sum(unitsOf(key, parts).map((units) => units.abs()));
}
