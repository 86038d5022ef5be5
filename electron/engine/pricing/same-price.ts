import { usdOf, type Price } from '../../../shared/pricing/price';

/** Whether a price need not be sent again, but for its age. */
export function isSame(before: Price | undefined, after: Price): boolean {
  if (before === undefined || before.kind !== after.kind) return false;
  if (before.kind === 'market' && after.kind === 'market') {
    if (before.staleSince !== after.staleSince) return false;
    if (before.jump?.usd.toString() !== after.jump?.usd.toString()) return false;
    if (before.jump?.countsAt !== after.jump?.countsAt) return false;
    if (before.setAside?.usd.toString() !== after.setAside?.usd.toString()) return false;
  }
  if (before.kind === 'unpriced' && after.kind === 'unpriced')
    return (
      before.reason === after.reason && (before.claim === undefined) === (after.claim === undefined)
    );
  if (before.kind === 'peg-assumed' && after.kind === 'peg-assumed')
    if (before.staleSince !== after.staleSince) return false;
  const [one, other] = [usdOf(before), usdOf(after)];
  return one !== undefined && other !== undefined && one.equals(other);
}
