import { ZERO, type Decimal } from '../../../shared/base/decimal';
import type { StreamSocket } from '../plumbing/stream-socket';
import type { VenueContext } from '../plumbing/venue';
import { NumberLiteral } from '../plumbing/wire';
import type { BalanceEvent } from '../world/world-event';
import { allHoldings, totalOf } from './account';
import { coinOf } from './codes';

/** Balances as JSON numbers, one row a coin with its spot and earn wallets. */
export class BalanceChannel {
  private keyIndex: number | undefined;
  private sequence = 0;

  constructor(
    private readonly context: VenueContext,
    private readonly socket: StreamSocket,
  ) {}

  subscribe(keyIndex: number, echo: object): void {
    this.keyIndex = keyIndex;
    this.socket.topics.add(`balances:${keyIndex}`);
    const result = { channel: 'balances', snapshot: true };
    this.socket.send({ method: 'subscribe', result, success: true, ...echo });
    const coins = new Set(allHoldings(this.context, keyIndex).map(([code]) => coinOf(code)));
    this.sequence = 1;
    this.socket.send({
      channel: 'balances',
      type: 'snapshot',
      data: [...coins].map((coin) => {
        const wallets = this.wallets(keyIndex, coin);
        const balance = new NumberLiteral(sumOf(wallets.map((wallet) => wallet.total)));
        return {
          asset: coin,
          asset_class: 'currency',
          balance,
          wallets: wallets.map(({ type, id, total }) => ({
            type,
            id,
            balance: new NumberLiteral(total),
          })),
        };
      }),
      sequence: this.sequence,
    });
  }

  update(event: BalanceEvent): void {
    // What a position on margin gains is no balance, and nothing is pushed of it.
    if (this.keyIndex === undefined || event.account === 'cross-margin') return;
    if (!this.context.world.isSeenBy(this.keyIndex, event)) return;
    const { keyIndex, codes, flow, trade, transfer, at } = event;
    const { type, category } = reasonOf(event);
    this.sequence += 1;
    const data = codes.map((code) => {
      const coin = coinOf(code);
      const wallet = walletOf(code);
      const balance = this.wallets(keyIndex, coin).find((one) => one.id === wallet.id)?.total;
      return {
        asset: coin,
        asset_class: 'currency',
        amount: new NumberLiteral(changeOf(event, code)),
        balance: new NumberLiteral(balance ?? ZERO),
        fee: 0,
        ledger_id: `LDEMO-${String(this.sequence).padStart(5, '0')}-${coin}`,
        ref_id: flow?.id ?? String(trade?.id ?? transfer?.id ?? this.sequence),
        timestamp: new Date(at).toISOString(),
        type,
        category,
        wallet_type: wallet.type,
        wallet_id: wallet.id,
      };
    });
    this.socket.push({ channel: 'balances', type: 'update', data, sequence: this.sequence });
  }

  private wallets(keyIndex: number, coin: string) {
    const totals = new Map<string, { type: string; id: string; total: Decimal }>();
    for (const [code, holding] of allHoldings(this.context, keyIndex)) {
      if (coinOf(code) !== coin) continue;
      const wallet = walletOf(code);
      const total = (totals.get(wallet.id)?.total ?? ZERO).plus(totalOf(holding));
      totals.set(wallet.id, { ...wallet, total });
    }
    return [...totals.values()];
  }
}

/** Which wallet a code belongs to: the suffix tells. */
function walletOf(code: string): { type: string; id: string } {
  const suffix = code.split('.')[1];
  if (suffix === undefined || suffix === 'HOLD') return { type: 'spot', id: 'main' };
  if (suffix === 'F') return { type: 'earn', id: 'flex' };
  return suffix === 'M' ? { type: 'earn', id: 'liquid' } : { type: 'earn', id: 'bonded' };
}

/** Why a balance changed, by the names of the ledger. */
function reasonOf({ flow, trade, settled }: BalanceEvent): { type: string; category: string } {
  if (flow) return { type: flow.kind, category: flow.kind };
  if (trade) return { type: 'trade', category: 'trade' };
  if (settled) return { type: 'margin', category: 'margin-settle' };
  return { type: 'transfer', category: 'transfer' };
}

/** What was added to a coin by an event, as far as the event says so. */
function changeOf({ flow, trade, transfer, settled }: BalanceEvent, code: string): Decimal {
  if (transfer) return transfer.amount;
  if (settled) return settled;
  if (flow) return flow.kind === 'deposit' ? flow.amount : flow.amount.negated();
  if (!trade) return ZERO;
  const bought = trade.side === 'buy';
  if (code === trade.base) return bought ? trade.amount : trade.amount.negated();
  const cost = trade.amount.times(trade.price).toDecimalPlaces(8);
  return bought ? cost.plus(trade.fee).negated() : cost.minus(trade.fee);
}

function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, value) => sum.plus(value), ZERO);
}
