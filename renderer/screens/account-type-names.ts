import type { AccountType } from '../../shared/portfolio/balance';

export const ACCOUNT_TYPE_NAMES: Readonly<Record<AccountType, string>> = {
  spot: 'Spot',
  funding: 'Funding',
  unified: 'Unified',
  margin: 'Cross margin',
  'isolated-margin': 'Isolated margin',
  futures: 'Futures',
  'futures-inverse': 'Inverse futures',
  options: 'Options',
  earn: 'Earn',
  wallet: 'Wallet',
  manual: 'Manual',
};
