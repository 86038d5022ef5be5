import type { CrossCheckView } from '../../../shared/contract/portfolio-view';
import { Decimal } from '../../../shared/base/decimal';
import { formatPercent } from '../../../shared/assets/format';
import type { AccountType } from '../../../shared/portfolio/balance';
import {
  unreadParts,
  type CoverageCell,
  type CoverageState,
} from '../../../shared/portfolio/coverage';
import type { Failure, Instant } from '../../../shared/base/failure';
import { untilText } from '../../../shared/base/until-text';
import { ageText } from '../../components/time';
import { joinNames } from '../chains';
import { ACCOUNT_TYPE_NAMES } from '../names';

/** `difference` is ours less theirs as a share of theirs. */
export function crossCheckWords({ outcome }: CrossCheckView): {
  readonly tone: 'agrees' | 'differs' | 'not-compared';
  readonly text: string;
} {
  if (outcome.kind === 'not-compared') return { tone: 'not-compared', text: 'not compared' };
  const { difference, differs } = outcome;
  const text =
    difference === undefined
      ? differs
        ? 'differs'
        : 'agrees'
      : new Decimal(difference).isZero()
        ? 'the same'
        : formatPercent(new Decimal(difference), { decimals: 2, signed: true });
  return { tone: differs ? 'differs' : 'agrees', text };
}

/** Which accounts both figures of a check are of: `spot, funding and futures`, or all of the connection. */
export function coveredWords(
  { covers }: Pick<CrossCheckView, 'covers'>,
  accountTypes: readonly AccountType[],
): string {
  if (accountTypes.every((accountType) => covers.includes(accountType))) return 'all accounts';
  const [first = '', ...others] = covers.map((accountType) => ACCOUNT_TYPE_NAMES[accountType]);
  return joinNames([
    first,
    ...others.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`),
  ]);
}

/** The most telling of several: a difference, then what could not be compared. */
export function worstCrossCheck(checks: readonly CrossCheckView[]): CrossCheckView | undefined {
  const order = ['differs', 'not-compared', 'agrees'] as const;
  return order.flatMap((tone) => checks.filter((check) => crossCheckWords(check).tone === tone))[0];
}

/** How an account stands, in words that need no legend. */
export function accountStateWords(coverage: CoverageState, now: Instant): string {
  switch (coverage.state) {
    case 'pending':
      return 'being read';
    case 'ok':
      return `${coverage.balances} ${coverage.balances === 1 ? 'balance' : 'balances'}`;
    case 'empty':
      return 'empty';
    case 'partly':
      return `${coverage.balances} ${coverage.balances === 1 ? 'balance' : 'balances'}, partly read`;
    case 'stale':
      return `carried on, ${ageText(coverage.at, now)} old${unreadParts(coverage).length === 0 ? '' : ', partly read'}${waitWords(coverage.failure, now, ', ')}`;
    case 'failed':
      return waitWords(coverage.failure, now) || 'failed';
    case 'no-permission':
      return coverage.failure.code === 'account-not-enabled' ? 'not opened' : 'no permission';
    case 'unsupported':
      return coverage.countedIn === undefined ? 'not supported' : 'counted elsewhere';
  }
}

/** `waits until 14:05`, where the venue said when it may be asked again; nothing otherwise. */
export function waitWords(failure: Failure | undefined, now: Instant, before = ''): string {
  return failure?.retry.kind === 'after' && failure.retry.at > now
    ? `${before}waits until ${untilText(failure.retry.at)}`
    : '';
}

/** Open positions of an account, or that they could not be read; nothing where it has none to read. */
export function positionsWords({
  positions,
}: Pick<CoverageCell, 'positions'>):
  { readonly text: string; readonly failed: boolean } | undefined {
  if (positions === undefined) return undefined;
  if (positions.state === 'failed') return { text: 'positions not read', failed: true };
  const { open } = positions;
  return {
    text: open === 0 ? 'no positions' : `${open} ${open === 1 ? 'position' : 'positions'}`,
    failed: false,
  };
}
