import type { Answer } from '../../../../shared/portfolio/venue';
import { VenueFailure } from '../../reading/venue-failure';
import { textOf, type Row } from '../../reading/shape';
import type { KeyPermissions } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataOf, listOf } from './answers';

const UNKNOWN: KeyPermissions = {
  permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
  ipRestricted: 'unknown',
};

/**
 * What HTX says of this key among those of its user. Sub-users may not ask.
 * https://www.htx.com/en-us/opend/newApiPages/?id=7ec4f98a-7773-11ed-9966-0242ac110003
 */
export async function htxPermissions(venue: VenueCalls): Promise<KeyPermissions> {
  const uid = await htxUser(venue);
  const key = await keyOf(venue, uid);
  if (key === undefined) return UNKNOWN;
  const granted = textOf(key, 'permission').split(',');
  const may = (word: string): Answer => (granted.includes(word) ? 'yes' : 'no');
  const { ipAddresses } = key;
  return {
    permissions: { read: may('readOnly'), trade: may('trade'), withdraw: may('withdraw') },
    ipRestricted: typeof ipAddresses === 'string' && ipAddresses !== '' ? 'yes' : 'no',
  };
}

/** The user or sub-user that a key is of. */
export async function htxUser(venue: VenueCalls): Promise<string> {
  const uid = String(dataOf(await venue.call('spotPrivateGetV2UserUid')));
  if (!/^\d+$/.test(uid)) throw new VenueFailure('bad-response', '"data" was no user');
  return uid;
}

async function keyOf(venue: VenueCalls, uid: string): Promise<Row | undefined> {
  const accessKey = venue.keyId;
  try {
    const keys = listOf(await venue.call('spotPrivateGetV2UserApiKey', { uid, accessKey }));
    return keys.find((key) => key['accessKey'] === accessKey);
  } catch (error) {
    const isRefusal =
      error instanceof VenueFailure &&
      (error.code === 'permission' || error.code === 'bad-response');
    if (isRefusal) return undefined;
    throw error;
  }
}
