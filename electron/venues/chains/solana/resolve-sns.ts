import { base64 } from '@scure/base';
import type { Instant } from '../../../../shared/base/failure';
import { asRow } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { EndpointPool, ResolveName } from '../chain-reader';
import { invalid } from './addresses';
import {
  NAME_PROGRAM,
  nameAccounts,
  REGISTRATION_PROGRAM,
  TOKENIZER_PROGRAM,
  type NameAccounts,
} from './name-accounts';
import { ofNameService, ofRegistration, type Account, type NameRecords } from './name-records';
import { SolanaRpc, type AtSlot } from './solana-rpc';

/**
 * From this slot on, about October 2026, `.sol` names are those of the registration service, and the
 * name service's own end in `.sns`
 * (https://github.com/SolanaNameService/sns-sdk/blob/main/js-kit/src/config.ts).
 */
const SOL_MOVED_AT_SLOT = 452_825_395;

/**
 * Resolves a `.sol` or `.sns` name as SNS-IP 5 says
 * (https://github.com/Bonfida/sns-ip/blob/master/proposals/sns-ip-5.md), and `.sol` names as the
 * registration service has them since they moved there; where both registries know a name, they must
 * agree. Names that were made tokens, and names that a program owns, are refused in words rather than
 * followed.
 */
export const resolveSns: ResolveName = resolveSnsAt(() => Date.now());

/** {@link resolveSns} with a clock, by which names expire. */
export function resolveSnsAt(now: () => Instant): ResolveName {
  return (text, { endpoints, signal }) => resolve(text, endpoints, signal, now());
}

async function resolve(
  text: string,
  endpoints: EndpointPool,
  signal: AbortSignal,
  now: Instant,
): Promise<string> {
  const name = text.trim().toLowerCase();
  const match = /^(.+)\.(sol|sns)$/.exec(name);
  if (match === null) throw invalid('a Solana name ends in .sol or .sns');
  const [, label = '', ending = ''] = match;
  const addresses = nameAccounts(label);
  const { slot, accounts } = await endpoints.use(signal, (endpoint, inner) =>
    readAccounts(addresses, new SolanaRpc(endpoint), inner),
  );
  if (ending === 'sns') return ofNameService(accounts, addresses);
  if (accounts.registration !== undefined) return ofRegistration(accounts, addresses, now);
  if (slot < SOL_MOVED_AT_SLOT) return ofNameService(accounts, addresses);
  throw accounts.domain === undefined
    ? new VenueFailure('not-found')
    : new VenueFailure('not-found', 'it is registered only as a .sns name', {
        hint: `If you mean that one, give ${label}.sns, or give the address itself.`,
      });
}

async function readAccounts(
  addresses: NameAccounts,
  rpc: SolanaRpc,
  signal: AbortSignal,
): Promise<{ slot: number; accounts: NameRecords }> {
  const { domain, token, firstRecord, secondRecord, registration } = addresses;
  const asked = [domain, token, firstRecord, secondRecord, ...(registration ? [registration] : [])];
  const answer = await rpc.call('getMultipleAccounts', [asked], { encoding: 'base64' }, 0, signal);
  const values = listOf(answer, asked.length);
  return {
    slot: answer.slot,
    accounts: {
      domain: dataOf(values[0], NAME_PROGRAM),
      token: dataOf(values[1], TOKENIZER_PROGRAM),
      firstRecord: dataOf(values[2], NAME_PROGRAM),
      secondRecord: dataOf(values[3], NAME_PROGRAM),
      registration: dataOf(values[4], REGISTRATION_PROGRAM),
    },
  };
}

function listOf({ value }: AtSlot, length: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length !== length)
    throw new VenueFailure('bad-response', 'it did not answer for every account');
  return value as readonly unknown[];
}

/** What is in an account of a program; an account of another program is not what was looked for. */
function dataOf(value: unknown, program: string): Account {
  if (value === null || value === undefined) return undefined;
  const { owner, data } = asRow(value, 'account');
  const text: unknown = Array.isArray(data) ? data[0] : undefined;
  if (typeof text !== 'string') throw new VenueFailure('bad-response', '"data" is not base64');
  return owner === program && text !== '' ? base64.decode(text) : undefined;
}
