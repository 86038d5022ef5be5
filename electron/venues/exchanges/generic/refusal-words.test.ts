import { describe, expect, it } from 'vitest';
import { RecordedVenue } from '../testing/recorded-venue';
import { failureOf, never } from '../testing/test-gateway';
import { genericVenues } from './venues';
import { refuseRefusals } from './refusal-words';
import { hurriedClock } from './testing/hurried-clock';
import { answersWithoutHosts, venueAnswers, withoutHosts } from './testing/all-answers';

const SEED = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');

/** The usual ways to say with HTTP 200 that something went wrong. */
const REFUSALS: readonly object[] = [
  ...[{ success: false }, { success: 'false' }, { succeeded: 0 }, { isSuccess: false }],
  ...[{ error: 'maintenance' }, { error: { code: 1, message: 'x' } }, { errors: [{ code: 1 }] }],
  ...[{ error: true }, { errorCode: 5 }, { error_code: '10' }, { errno: 5 }, { err_msg: 'x' }],
  ...[{ code: -1, msg: 'maintenance' }, { code: '50001', message: 'x' }, { retCode: 10001 }],
  ...[{ status: 'error' }, { status: 'maintenance' }, { status: false }, { status: 503 }],
  ...[{ statusCode: 503 }, { state: 'unavailable' }, { message: 'Service unavailable' }],
];

/** Signs in apart from reading, and gives a token or none. */
const SIGNS_IN = /\/login$/;

describe('an empty list beside the words of an error is no empty account, at', () => {
  const objects = genericVenues.flatMap(([id]) => {
    const answers = Object.entries(withoutHosts(venueAnswers[id]?.balance([]) ?? {}));
    const told = answers.filter(([name, answer]) => answer.startsWith('{') && !SIGNS_IN.test(name));
    return told.length === 0 ? [] : [[id, told] as const];
  });
  it.each(objects)('%s', async (id, answers) => {
    const known = venueAnswers[id];
    const clock = hurriedClock();
    const venue = new RecordedVenue(
      id,
      { ...answersWithoutHosts(id), ...withoutHosts(known?.balance([]) ?? {}) },
      {
        clock,
        credentials: { apiKey: 'account-key', secret: known?.secret ?? SEED, password: 'word' },
      },
    );
    for (const refusal of REFUSALS) {
      for (const [request, answer] of answers)
        venue.now(request, JSON.stringify({ ...(JSON.parse(answer) as object), ...refusal }));
      clock.pass();
      const { code } = failureOf(await venue.session.read('spot', never));
      expect(code, JSON.stringify(refusal)).not.toMatch(/internal|invalid-input/);
    }
    await venue.gateway.close();
  });
});

describe('words that all went well', () => {
  it.each([
    [{ success: true }],
    [{ success: 1, error: null, errors: [] }],
    [{ ok: 'ok', error: '' }],
    [{ code: '00000', msg: 'success' }],
    [{ code: '200000' }],
    [{ status: 'ok', statusCode: 200, message: 'OK' }],
    [{ result: 'success', errorCode: '0' }],
    [{ msg: 'No error' }],
    [{ data: { error: 'a field of the data' }, state: 'working' }],
  ])('%j', (answer) => {
    expect(() => refuseRefusals(answer)).not.toThrow();
  });

  it('where names may be those of coins, short ones are', () => {
    expect(() => refuseRefusals({ OK: '5', ERR: '3' }, [], true)).not.toThrow();
    expect(() => refuseRefusals({ OK: '5', ERR: '3' })).toThrow();
  });
});
