import type { Answer } from '../../../../shared/portfolio/venue';
import { VenueFailure } from '../../reading/venue-failure';
import { textOf, type Row } from '../../reading/shape';
import type { KeyPermissions } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf } from './answers';
import { accountModeOf } from './mode';

/** What lets a classic key act, in Bitget's short and long words, and what lets it only read. */
const TRADES = new Set(['trade', 'coow', 'cpow', 'stow', 'smow', 'ttow', 'p2pw']);
const WITHDRAWS = new Set(['withdraw', 'wwow']);
const HARMLESS = new Set([
  'readonly',
  'transfer',
  'coor',
  'cpor',
  'stor',
  'smor',
  'ttor',
  'wtor',
  'wtow',
  'taxr',
  'chor',
  'chow',
  'p2pr',
]);

/** What the key may do, in the words of its account mode. */
export async function bitgetPermissions(venue: VenueCalls): Promise<KeyPermissions> {
  return (await accountModeOf(venue, 'permissions')) === 'unified'
    ? unifiedKey(venue)
    : classicKey(venue);
}

/** The user or sub-user that a key is of. */
export async function bitgetUser(venue: VenueCalls): Promise<string> {
  const isUnified = (await accountModeOf(venue, 'identity')) === 'unified';
  const call = isUnified ? 'privateUtaGetV3AccountInfo' : 'privateSpotGetV2SpotAccountInfo';
  return textOf(dataRowOf(await venue.call(call)), 'userId');
}

/** https://www.bitget.com/api-doc/uta/account/Get-Account-Info */
async function unifiedKey(venue: VenueCalls): Promise<KeyPermissions> {
  const key = dataRowOf(await venue.call('privateUtaGetV3AccountInfo'));
  // Documented with hyphens, answered with underscores as well.
  const kind = textOf(key, 'permType').replaceAll('_', '-');
  if (kind !== 'read-only' && kind !== 'read-and-write')
    throw new VenueFailure('bad-response', `"permType" was ${kind}`);
  const granted = wordsOf(key, 'permissions');
  const writes = kind === 'read-and-write';
  const trades = granted.some((word) => word !== 'uta_mgt' && word !== 'withdraw');
  return {
    permissions: {
      read: 'yes',
      trade: writes && trades ? 'yes' : 'no',
      withdraw: writes && granted.includes('withdraw') ? 'yes' : 'no',
    },
    ipRestricted: boundTo(key),
  };
}

/** https://www.bitget.com/api-doc/spot/account/Get-Account-Info */
async function classicKey(venue: VenueCalls): Promise<KeyPermissions> {
  const key = dataRowOf(await venue.call('privateSpotGetV2SpotAccountInfo'));
  const granted = wordsOf(key, 'authorities');
  // A word that is not known may be one that acts.
  const isClear = granted.every(
    (word) => TRADES.has(word) || WITHDRAWS.has(word) || HARMLESS.has(word),
  );
  const answerFor = (words: ReadonlySet<string>): Answer =>
    granted.some((word) => words.has(word)) ? 'yes' : isClear ? 'no' : 'unknown';
  return {
    permissions: { read: 'yes', trade: answerFor(TRADES), withdraw: answerFor(WITHDRAWS) },
    ipRestricted: boundTo(key),
  };
}

function wordsOf(row: Row, field: string): readonly string[] {
  const words: unknown = row[field];
  if (!Array.isArray(words)) throw new VenueFailure('bad-response', `"${field}" was not a list`);
  return words.map(String);
}

function boundTo(key: Row): Answer {
  const addresses: unknown = key['ips'];
  if (typeof addresses !== 'string') return 'unknown';
  return addresses === '' ? 'no' : 'yes';
}
