import type { Decimal } from '../../../../shared/money/decimal';
import type { VenueBalance, VenuePosition } from '../../../services/ports/exchanges';
import { equityBalance, heldOnly } from '../../../reading/balances';
import { amountOf, asRow, asRows, textOf, type Row } from '../../../reading/shape';
import type { VenueCalls } from '../venue-definition';
import { checkApart } from './gate-futures';

/** https://www.gate.com/docs/developers/apiv4/en/#options */
export class GateOptions {
  /** Coins a contract, by its name. */
  private readonly sizes = new Map<string, Decimal>();

  constructor(private readonly venue: VenueCalls) {}

  /** The account outside of a unified one. Its equity is the balance and what the options are worth. */
  async balances(): Promise<VenueBalance[]> {
    const account = asRow(await this.venue.call('privateOptionsGetAccounts'), 'options account');
    const equity = amountOf(account, 'equity');
    checkApart(account, equity);
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
    await this.learnSizes(held);
    return held.map((row) => {
      const market = textOf(row, 'contract');
      const [base = market] = textOf(row, 'underlying').split('_');
      const size = this.sizes.get(market);
      const code = this.venue.code(base);
      const position = { accountType, market, kind: 'option', code } as const;
      if (size === undefined || row['delta'] === undefined || row['delta'] === '') return position;
      const coins = amountOf(row, 'size').times(size);
      return { ...position, delta: coins.times(amountOf(row, 'delta')) };
    });
  }

  private async learnSizes(held: readonly Row[]): Promise<void> {
    const unknown = held.filter((row) => !this.sizes.has(textOf(row, 'contract')));
    const underlyings = new Set(unknown.map((row) => textOf(row, 'underlying')));
    await Promise.all(
      [...underlyings].map(async (underlying) => {
        const answer = await this.venue.call('publicOptionsGetContracts', { underlying });
        for (const row of asRows(answer, 'contracts'))
          this.sizes.set(textOf(row, 'name'), amountOf(row, 'multiplier'));
      }),
    );
  }
}
