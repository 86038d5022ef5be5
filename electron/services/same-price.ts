import { usdOf, type Price } from '../../shared/portfolio/price';

/** Whether a price need not be sent again, but for its age. */
export function isSame(before: Price | undefined, after: Price): boolean {
  if (before === undefined || before.kind !== after.kind) return false;
  if (before.kind === 'market' && after.kind === 'market') {
    if (before.staleSince !== after.staleSince) return false;
    if (before.jump?.usd.toString() !== after.jump?.usd.toString()) return false;
    if (before.jump?.countsAt !== after.jump?.countsAt) return false;
    if (before.setAside?.usd.toString() !== after.setAside?.usd.toString()) return false;
  }
  const [one, other] = [usdOf(before), usdOf(after)];
  if (one === undefined || other === undefined)
    return (
      before.kind === 'unpriced' && after.kind === 'unpriced' && before.reason === after.reason
    );
  return one.equals(other);
}
