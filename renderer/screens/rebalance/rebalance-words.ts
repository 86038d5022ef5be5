import type { Decimal } from '../../../shared/base/decimal';
import { formatPercent, MINUS } from '../../../shared/assets/format';
import type {
  DriftRow,
  Immovable,
  PlanStep,
  ShortfallReason,
} from '../../../shared/rebalancing/rebalance-plan-types';
import type { TicketHead } from '../../stores/rebalance-store';

export interface Words {
  /** Dollars in the chosen currency. */
  readonly money: (usd: Decimal) => string;
  readonly venue: (id: string) => string;
}

const IMMOVABLE: Readonly<Record<Immovable, string>> = {
  excluded: 'excluded',
  locked: 'locked or staked',
  account: 'in margin or derivatives',
  wallet: 'in a wallet',
  manual: 'in a manual account',
  stale: 'in an account that could not be read',
};

export function immovableWords(why: Immovable): string {
  return IMMOVABLE[why];
}

/** True for a class that is to be brought back. */
export function isOutside({ state }: Pick<DriftRow, 'state'>): boolean {
  return state === 'over' || state === 'under';
}

/** `46.2 %`: percentages of the board as weights are written everywhere, so that no crumb of an asset reads as none. */
export function percentWords(percent: Decimal): string {
  return formatPercent(percent.dividedBy(100));
}

/** `+6.2`, `−1.5`. */
export function pointsWords(points: Decimal): string {
  const rounded = points.toDecimalPlaces(1);
  const sign = rounded.isZero() ? '' : rounded.isNegative() ? MINUS : '+';
  return `${sign}${rounded.abs().toFixed(1)}`;
}

/** `Sell $1,240 of BTC (current 46.2 % to target 40.0 %)`; what the plan cannot touch is left as it is. */
export function suggestionWords(suggestion: TicketHead, { money }: Words): string {
  const { action, name, before, target, wantedUsd, plannedUsd } = suggestion;
  const usd = wantedUsd.isZero() ? plannedUsd : wantedUsd;
  const weights = `current ${percentWords(before)} to target ${percentWords(target)}`;
  if (usd.isZero()) return `Leave ${name} as it is (${weights})`;
  const verb = action === 'sell' ? 'Sell' : 'Buy';
  return `${verb} ${money(usd)} of ${name} (${weights})`;
}

/** Why less is planned than wanted, in one sentence each. */
export function reasonWords(reason: ShortfallReason, { money, venue }: Words): string {
  switch (reason.kind) {
    case 'immovable':
      return `${money(reason.usd)} cannot be moved: it is ${IMMOVABLE[reason.why]}.`;
    case 'no-price':
      return 'It has no price, so no amount can be planned.';
    case 'no-market':
      return 'None of your venues has a market for it.';
    case 'no-cash':
      return `${money(reason.usd)} more is needed than there is cash where it could be bought.`;
    case 'no-terms':
      return `The fee or the markets of ${venue(reason.venue)} are not known.`;
    case 'below-minimum':
      return `An order for ${money(reason.usd)} would be below the smallest that the market takes.`;
    case 'too-costly':
      return `A trade of ${money(reason.usd)} was dropped: it would cost ${money(reason.costUsd)}, more than your limit.`;
    case 'thin-book':
      return `The order book holds ${money(reason.usd)} less than is needed.`;
    case 'rounding':
      return `${money(reason.usd)} is left over by rounding to whole lots.`;
    case 'costs':
      return `Fees and slippage take ${money(reason.usd)} of it.`;
    case 'proceeds':
      return `It takes ${money(reason.usd)} of what is sold, since nothing could be bought with that.`;
    case 'mode':
      return 'This plan moves money in one direction only.';
  }
}

/** `Sell 0.0124 BTC`: what a step says in a list. */
export function stepWords(step: PlanStep, codeOf: (asset: string) => string): string {
  switch (step.kind) {
    case 'trade':
      return `${step.side === 'sell' ? 'Sell' : 'Buy'} ${step.amount.toFixed()} ${step.base}`;
    case 'transfer':
      return `Send ${step.amount.toFixed()} ${codeOf(step.asset)}`;
    case 'move':
      return `Move ${step.amount.toFixed()} ${codeOf(step.asset)} from ${step.from} to ${step.to}`;
  }
}
