import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import { netAmount } from '../../../../shared/portfolio/balance';
import { inRound, randomOf, rounds } from '../../../testing/rounds';
import { Draft, type Generator } from '../testing/generated-answers';
import { RecordedVenue } from '../testing/recorded-venue';

interface Generated {
  readonly generate: Generator;
  /** Of venues whose keys are of a form of their own. */
  readonly credentials?: Record<string, string>;
}

/** What each venue has in its `testing/`, by venue. */
const generated = Object.entries(
  import.meta.glob<Generated>('../*/testing/generated-answers.ts', { eager: true }),
).map(([file, one]) => ({ venue: file.split('/')[1] ?? '', ...one }));

/** Every venue with a folder of readers has answers of its own; twins have those of their venue. */
it('leaves no venue out', () => {
  const folders = Object.keys(import.meta.glob('../*/accounts.ts')).map(
    (file) => file.split('/')[1],
  );
  const without = folders.filter((folder) => !generated.some(({ venue }) => venue === folder));
  expect(folders.length).toBeGreaterThan(10);
  expect(without).toEqual([]);
});

/** Many readings listen to it at once. */
const never = new AbortController().signal;
setMaxListeners(0, never);

/** The sum of all amounts in all accounts of the key, or that something failed. */
async function readAll(venue: RecordedVenue): Promise<Decimal | 'failed'> {
  const { session } = venue;
  const accounts = await session.accounts();
  if (!accounts.ok) return 'failed';
  const readings = await Promise.all(
    accounts.value.map(({ accountType }) => session.read(accountType, never)),
  );
  if (readings.some(({ outcome }) => outcome === 'failed')) return 'failed';
  return readings
    .flatMap((reading) => (reading.outcome === 'read' ? reading.balances : []))
    .reduce((sum, balance) => sum.plus(netAmount(balance)), ZERO);
}

/** So long that two hundred rounds fit. */
const LONG_MS = 300_000;

describe.each(generated)('$venue', ({ venue, generate, credentials }) => {
  const open = (random: () => number, rename: boolean) => {
    const draft = new Draft(random);
    const answers = generate(draft);
    if (rename) draft.oneOf(draft.renames)();
    const given = credentials === undefined ? {} : { credentials };
    return { recorded: new RecordedVenue(venue, answers(), given), sent: draft.sent };
  };

  it(
    'reads what was sent',
    async () => {
      const name = `${venue} as sent`;
      for (let round = 0; round < rounds(3, 50); round += 1)
        await inRound(name, round, async () => {
          const { recorded, sent } = open(randomOf(name, round), false);
          expect((await readAll(recorded)).toString()).toBe(sent.toString());
        });
    },
    LONG_MS,
  );

  it(
    'reads all of it, or fails, where one row is of a kind that is not known',
    async () => {
      const name = `${venue} with a row of another kind`;
      for (let round = 0; round < rounds(20, 200); round += 1)
        await inRound(name, round, async () => {
          const { recorded, sent } = open(randomOf(name, round), true);
          const read = await readAll(recorded);
          if (read !== 'failed') expect(read.toString()).toBe(sent.toString());
        });
    },
    LONG_MS,
  );
});
