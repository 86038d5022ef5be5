import { describe, expect, it } from 'vitest';
import { ZERO, decimal, type Decimal } from '../../../../shared/base/decimal';
import { inRound, randomOf, rounds } from '../../../testing/rounds';
import type { AccountReading } from '../../../engine/ports/exchanges';
import { RecordedVenue } from '../testing/recorded-venue';
import { balancesOf, failureOf, never, table } from '../testing/test-gateway';
import { genericVenues } from './venues';
import { answersWithoutHosts, venueAnswers, withoutHosts } from './testing/all-answers';
import { hurriedClock } from './testing/hurried-clock';
import { renameOne } from './testing/rename-one';
import type { Answers, Held } from './testing/venue-answers';

const SEED = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const ROUNDS = rounds(200, 2_000);

function amount(random: () => number): string {
  if (random() < 0.25) return '0';
  const unit = 10 ** Math.floor(random() * 9);
  return decimal(String(Math.floor(random() * 1e6 * unit)))
    .div(unit)
    .toFixed();
}

/** Some coins that nobody else knows, or those that the venue has names for. */
function holdings(
  random: () => number,
  ids: readonly string[] | undefined,
  lends: boolean,
): Held[] {
  const coins = ids ?? Array.from({ length: 1 + Math.floor(random() * 5) }, (_, at) => `Q${at}Z`);
  return coins.map((coin) => ({
    coin,
    free: amount(random),
    locked: amount(random),
    debt: lends ? amount(random) : '0',
  }));
}

interface Worth {
  readonly total: Decimal;
  readonly debt: Decimal;
}

function worthOf(reading: AccountReading): Worth {
  const rows = balancesOf(reading);
  return {
    total: rows.reduce((sum, row) => sum.plus(row.total), ZERO),
    debt: rows.reduce((sum, row) => sum.plus(row.borrowed), ZERO),
  };
}

describe.each(genericVenues)('%s', (id, _name, credentials) => {
  const known = venueAnswers[id];
  if (known === undefined) throw new Error(`nobody knows what ${id} answers`);
  const parts = { apiKey: 'account-key', secret: known.secret ?? SEED, password: 'word' };
  const given = credentials.map((field) => [field, Reflect.get(parts, field)] as const);

  it('is read as it is sent, or fails when one row is of another kind', async () => {
    const clock = hurriedClock();
    const venue = new RecordedVenue(
      id,
      { ...answersWithoutHosts(id) },
      {
        clock,
        credentials: Object.fromEntries(given) as Record<string, string>,
      },
    );
    const answer = (answers: Answers): void => {
      for (const [name, text] of Object.entries(withoutHosts(answers))) venue.now(name, text);
    };
    const ids = known.ids === undefined ? undefined : Object.values(known.ids);
    for (let round = 0; round < ROUNDS; round += 1)
      await inRound(`generic ${id}`, round, async () => {
        const random = randomOf(`generic ${id}`, round);
        const held = holdings(random, ids, known.lends === true);
        const answers = known.balance(held);
        answer(answers);
        clock.pass();
        const whole = await venue.session.read('spot', never);
        const sent = {
          total: held.reduce((sum, one) => sum.plus(one.free).plus(one.locked), ZERO),
          debt: held.reduce((sum, one) => sum.plus(one.debt), ZERO),
        };
        expect(worthOf(whole)).toEqual(sent);
        if (ids === undefined) expect(table(balancesOf(whole))).toEqual(tableOf(held, id));

        answer(renameOne(answers, random));
        clock.pass();
        const renamed = await venue.session.read('spot', never);
        if (renamed.outcome === 'read') expect(worthOf(renamed)).toEqual(sent);
        else expect(failureOf(renamed).code).toBe('bad-response');
      });
    await venue.gateway.close();
    expect(venue.log.lines).toEqual([]);
  });
});

function tableOf(held: readonly Held[], id: string): Record<string, string> {
  const rows = held.filter(({ free, locked, debt }) => `${free}${locked}${debt}` !== '000');
  return Object.fromEntries(
    rows.map(({ coin, free, locked, debt }) => {
      const total = decimal(free).plus(locked).toFixed();
      return [coin, id === 'coinspot' ? `${total}+0-0` : `${free}+${locked}-${debt}`];
    }),
  );
}
