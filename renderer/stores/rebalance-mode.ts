import type { AssetId } from '../../shared/assets/asset';
import { tryDecimal } from '../../shared/base/decimal';
import type { ConnectionId } from '../../shared/base/ids';
import type { RebalanceMode } from '../../shared/rebalancing/rebalance-input';

export type ModeKind = RebalanceMode['kind'];

/** What is chosen and typed in the bar over the board; kept while other modes are looked at. */
export interface ModeChoice {
  readonly kind: ModeKind;
  readonly investAmount: string;
  readonly investAsset: AssetId;
  readonly investConnection: ConnectionId;
  readonly investArrived: boolean;
  readonly raiseAmount: string;
}

export const FIRST_MODE: ModeChoice = {
  kind: 'full',
  investAmount: '',
  investAsset: '',
  investConnection: '',
  investArrived: false,
  raiseAmount: '',
};

export type ModeOutcome =
  | { readonly ok: true; readonly mode: RebalanceMode }
  /** `untouched`: nothing was typed yet, which is no mistake. */
  | { readonly ok: false; readonly problem: string; readonly untouched: boolean };

const PLAIN_AMOUNT = /^\d+(\.\d+)?$/;

/** The mode that was chosen, or what is missing for it in a sentence. */
export function modeOf(choice: ModeChoice): ModeOutcome {
  switch (choice.kind) {
    case 'full':
    case 'band-edge':
      return { ok: true, mode: { kind: choice.kind } };
    case 'invest': {
      const amount = amountOf(choice.investAmount);
      if (choice.investConnection === '' || choice.investAsset === '')
        return refuse('Connect an exchange first: money is invested at one.', false);
      if (amount === undefined)
        return refuse(
          `Say how much ${choice.investAsset} is to be invested: a plain amount above zero, such as 500.`,
          choice.investAmount.trim() === '',
        );
      return {
        ok: true,
        mode: {
          kind: 'invest',
          asset: choice.investAsset,
          connectionId: choice.investConnection,
          arrived: choice.investArrived,
          amount,
        },
      };
    }
    case 'raise': {
      const usd = amountOf(choice.raiseAmount);
      if (usd === undefined)
        return refuse(
          'Say how many dollars are to be taken out: a plain amount above zero, such as 500.',
          choice.raiseAmount.trim() === '',
        );
      return { ok: true, mode: { kind: 'raise', usd } };
    }
  }
}

function amountOf(text: string) {
  const trimmed = text.trim();
  const amount = PLAIN_AMOUNT.test(trimmed) ? tryDecimal(trimmed) : undefined;
  return amount?.greaterThan(0) === true ? amount : undefined;
}

function refuse(problem: string, untouched: boolean): ModeOutcome {
  return { ok: false, problem, untouched };
}
