import { NAME, PEM, PORTFOLIO } from '../answers';
import type { Generator } from '../../testing/generated-answers';

const json = JSON.stringify;

export const credentials = { apiKey: NAME, secret: PEM };

/** Answers of all its accounts, made up as its documentation has them. */
export const generate: Generator = (draft) => {
  const { held, ofKind } = draft;
  const money = (value: string, currency: string) => ({ value, currency });
  const accounts = draft.some(() => {
    const currency = draft.coin();
    const row = {
      uuid: `uuid of ${currency}`,
      currency,
      type: draft.oneOf(['ACCOUNT_TYPE_CRYPTO', 'ACCOUNT_TYPE_FIAT']),
      platform: 'ACCOUNT_PLATFORM_CONSUMER',
      available_balance: money(draft.amount(), currency),
      hold: money(draft.amount(), currency),
    };
    return held(ofKind(row, 'type', 'platform'), 'currency');
  });
  const positions = draft.some(() => {
    const asset = draft.coin();
    const type = draft.oneOf(['STAKED_FUNDS', 'VAULT', 'LENT_FUNDS', 'COLLATERAL', 'DEFI_YIELD']);
    const row = {
      asset,
      account_uuid: asset,
      account_type: `ACCOUNT_TYPE_${type}`,
      total_balance_crypto: Number(draft.amount()),
    };
    return held(ofKind(row, 'account_type'), 'asset');
  });
  return () => ({
    'GET /api/v3/brokerage/key_permissions': json({
      can_view: true,
      can_trade: false,
      can_transfer: false,
      portfolio_uuid: PORTFOLIO,
      portfolio_type: 'DEFAULT',
    }),
    'GET /api/v3/brokerage/accounts': json({
      accounts,
      has_next: false,
      cursor: '',
      size: accounts.length,
    }),
    [`GET /api/v3/brokerage/portfolios/${PORTFOLIO}`]: json({
      breakdown: { portfolio_balances: {}, spot_positions: positions },
    }),
    'GET /api/v3/brokerage/cfm/balance_summary': '{"balance_summary":null}',
    'GET /api/v3/brokerage/cfm/positions': '{"positions":[]}',
    'GET /v2/accounts': json({ pagination: { next_starting_after: null }, data: [] }),
  });
};
