import type { Answer } from '../../../../shared/portfolio/venue';
import { VenueFailure } from '../../../reading/venue-failure';
import { textOf, type Row } from '../../../reading/shape';
import type { KeyPermissions, VenueCalls } from '../venue-definition';
import { dataOf, listOf } from './htx-answers';

const UNKNOWN: KeyPermissions = {
  permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
  ipRestricted: 'unknown',
};

/**
 * HTX lists the keys of a user and does not say which of them asks. What all of them may do, or none, is
 * known of this one. Sub-users may not ask.
 * https://www.htx.com/en-us/opend/newApiPages/?id=7ec4f98a-7773-11ed-9966-0242ac110003
 */
export async function htxPermissions(venue: VenueCalls): Promise<KeyPermissions> {
  const uid = String(dataOf(await venue.call('spotPrivateGetV2UserUid')));
  if (!/^\d+$/.test(uid)) throw new VenueFailure('bad-response', '"data" was no user');
  const keys = await keysOf(venue, uid);
  if (keys.length === 0) return UNKNOWN;
  const granted = keys.map((key) => textOf(key, 'permission').split(','));
  const may = (word: string): Answer => agreed(granted.map((words) => words.includes(word)));
  return {
    permissions: { read: may('readOnly'), trade: may('trade'), withdraw: may('withdraw') },
    ipRestricted: agreed(keys.map(({ ipAddresses }) => isFilled(ipAddresses))),
  };
}

async function keysOf(venue: VenueCalls, uid: string): Promise<readonly Row[]> {
  try {
    const keys = listOf(await venue.call('spotPrivateGetV2UserApiKey', { uid }));
    return keys.filter((key) => key['status'] === 'normal');
  } catch (error) {
    const isRefusal =
      error instanceof VenueFailure &&
      (error.code === 'permission' || error.code === 'bad-response');
    if (isRefusal) return [];
    throw error;
  }
}

function agreed(answers: readonly boolean[]): Answer {
  if (answers.every((each) => each)) return 'yes';
  return answers.some((each) => each) ? 'unknown' : 'no';
}

function isFilled(text: unknown): boolean {
  return typeof text === 'string' && text !== '';
}
