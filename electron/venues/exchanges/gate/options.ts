import type { Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { equityBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../reading/shape';
import { Remembered } from '../common/remembered';
import type { VenueCalls } from '../definition/calls';
import { requireNotInUnified } from './futures';

/** https://www.gate.com/docs/developers/apiv4/en/#options */
export class GateOptions {
  /** Coins a contract, by underlying and name. */
  private readonly sizes = new Map<string, Remembered<Decimal>>();

  constructor(private readonly venue: VenueCalls) {}

  /** The account outside of a unified one. Its equity is the balance and what the options are worth. */
  async balances(): Promise<VenueBalance[]> {
    const account = asRow(await this.venue.call('privateOptionsGetAccounts'), 'options account');
    const equity = amountOf(account, 'equity');
    requireNotInUnified(account, equity);
    return heldOnly([
      equityBalance(
        { accountType: 'options', code: this.venue.code(textOf(account, 'currency')) },
        equity,
        amountOf(account, 'available'),
      ),
    ]);
  }

  /** The delta of a row is that of one coin's option: it is there without any position, too. */
  async positions(accountType: 'options' | 'unified'): Promise<VenuePosition[]> {
    const rows = asRows(await this.venue.call('privateOptionsGetPositions'), 'positions');
    const held = rows.filter((row) => !amountOf(row, 'size').isZero());
    return Promise.all(
      held.map(async (row): Promise<VenuePosition> => {
        const market = textOf(row, 'contract');
        const underlying = textOf(row, 'underlying');
        const [base = underlying] = underlying.split('_');
        const size = await this.sizeOf(market, underlying);
        const position = {
          accountType,
          market,
          kind: 'option',
          code: this.venue.code(base),
        } as const;
        if (size === undefined || row['delta'] === undefined || row['delta'] === '')
          return position;
        const coins = amountOf(row, 'size').times(size);
        return { ...position, delta: coins.times(amountOf(row, 'delta')) };
      }),
    );
  }

  /** Coins a contract, of one that is listed still. */
  private async sizeOf(contract: string, underlying: string): Promise<Decimal | undefined> {
    let sizes = this.sizes.get(underlying);
    if (sizes === undefined) {
      sizes = new Remembered(
        'contract',
        () => this.venue.now(),
        async () => {
          const answer = await this.venue.call('publicOptionsGetContracts', { underlying });
          const rows = asRows(answer, 'contracts');
          return new Map(rows.map((row) => [textOf(row, 'name'), amountOf(row, 'multiplier')]));
        },
      );
      this.sizes.set(underlying, sizes);
    }
    return sizes.get(contract);
  }
}
