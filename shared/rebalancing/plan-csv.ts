import type { AssetId } from '../assets/asset';
import type { ConnectionId, VenueId } from '../base/ids';
import type { PlanStep, Rebalancing } from './rebalance-plan-types';

/** What people call things. */
export interface PlanNames {
  asset(id: AssetId): string;
  connection(id: ConnectionId): string;
  venue(id: VenueId): string;
}

const COLUMNS = [
  ...['step', 'kind', 'venue', 'connection', 'pair', 'side', 'amount', 'coin'],
  ...['estimated price', 'limit price', 'notional', 'quote', 'fee', 'fee coin', 'value usd'],
  ...['fee usd', 'slippage usd', 'to', 'network', 'minutes'],
] as const;

/**
 * The plan's steps in order as CSV (RFC 4180), amounts with all their digits. What is not known is empty,
 * never zero.
 */
export function planCsv({ plan }: Rebalancing, names: PlanNames): string {
  const rows = (plan?.steps ?? []).map((step, index) => [
    String(index + 1),
    ...fields(step, names),
  ]);
  return [COLUMNS, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}

function fields(step: PlanStep, names: PlanNames): readonly string[] {
  const place = [names.venue(step.venue), names.connection(step.connectionId)];
  switch (step.kind) {
    case 'trade':
      return [
        ...[step.kind, ...place, step.symbol, step.side, step.amount.toFixed(), step.base],
        ...[step.price.toSignificantDigits(20).toFixed(), step.limit.toFixed()],
        ...[step.notional.toFixed(), step.quote, step.fee.toFixed(), names.asset(step.feeAsset)],
        ...[step.valueUsd.toFixed(), step.feeUsd.toFixed(), step.slippageUsd.toFixed()],
        ...['', '', ''],
      ];
    case 'transfer': {
      const coin = names.asset(step.asset);
      return [
        ...[step.kind, ...place, '', '', step.amount.toFixed(), coin, '', '', '', ''],
        ...[step.fee?.toFixed() ?? '', step.fee === undefined ? '' : coin, ''],
        ...[step.feeUsd?.toFixed() ?? '', ''],
        ...[names.connection(step.toConnectionId), step.network],
        step.minutes === undefined ? '' : String(step.minutes),
      ];
    }
    case 'move':
      return [
        ...[step.kind, ...place, '', '', step.amount.toFixed(), names.asset(step.asset)],
        ...['', '', '', '', '', '', '', '', ''],
        ...[`${step.from} to ${step.to}`, '', ''],
      ];
  }
}

/** Text that a spreadsheet would take for a formula is kept from being one. */
function quoted(text: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
