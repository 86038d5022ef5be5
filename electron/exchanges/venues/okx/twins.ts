import type { VenueDefinition } from '../venue-definition';
import { okx } from './okx';
import { okxAccounts } from './okx-accounts';

/**
 * OKX in the United States: the same API at `us.okx.com`, without contracts.
 * https://app.okx.com/docs-v5/en/
 */
export const okxus: VenueDefinition = {
  ...okx,
  info: {
    ...okx.info,
    id: 'okxus',
    name: 'OKX (US)',
    keyPage: 'https://app.okx.com/account/my-api',
  },
  load: () => import('@venue/okxus.js'),
  accounts: (venue) => okxAccounts(venue, false),
};

/** OKX in the European Economic Area: the same API at `eea.okx.com`. https://my.okx.com/docs-v5/en/ */
export const myokx: VenueDefinition = {
  ...okx,
  info: {
    ...okx.info,
    id: 'myokx',
    name: 'MyOKX (EEA)',
    keyPage: 'https://my.okx.com/account/my-api',
  },
  load: () => import('@venue/myokx.js'),
};
