import type { Credentials } from '../../../../shared/portfolio/venue';
import type { KeyFlaw } from '../../protocol/ccxt/explain-signing';

/**
 * A master key of Gemini is one of a group of accounts: each of its requests must name an account, and
 * ccxt signs none. https://docs.gemini.com/authentication/api-key
 * Where keys are made, and what the roles may do: https://docs.gemini.com/account-admin-endpoints, .../roles
 */
export function geminiFlaw({ apiKey = '' }: Partial<Credentials>): KeyFlaw | undefined {
  return apiKey.startsWith('master-')
    ? {
        what: 'it is a master key, which stands for a group of accounts',
        hint: 'Under “API Settings” at Gemini, make a key for one account, which begins with “account-”. The role “Auditor” can only read.',
      }
    : undefined;
}
