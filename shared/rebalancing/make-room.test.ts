import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, sum, ZERO, type Decimal } from '../base/decimal';
import { makeRoom, roomOf, type RoomClass } from './make-room';

const step = decimal('0.1');

/** `BTC 40, ETH 30!`: a locked one has a mark. */
const classesOf = (text: string): RoomClass[] =>
  text.split(', ').map((one) => {
    const [id = '', percent = ''] = one.split(' ');
    return { id, percent: decimal(percent.replace('!', '')), locked: percent.endsWith('!') };
  });
const moved = (text: string, id: string, to: string) =>
  [...makeRoom(classesOf(text), id, decimal(to), step)]
    .map(([name, percent]) => `${name} ${percent.toFixed()}`)
    .join(', ');

describe('making room', () => {
  it.each([
    ['in proportion', 'BTC 40, ETH 30, SOL 30', '60', 'BTC 60, ETH 20, SOL 20'],
    ['as it is lowered', 'BTC 40, ETH 40, SOL 20', '10', 'BTC 10, ETH 60, SOL 30'],
    ['around a locked one', 'BTC 40, ETH 30!, SOL 30', '60', 'BTC 60, ETH 30, SOL 10'],
    ['no further than there is', 'BTC 40, ETH 30!, SOL 30', '95', 'BTC 70, ETH 30, SOL 0'],
    ['of a sum below 100', 'BTC 40, ETH 30', '50', 'BTC 50, ETH 20'],
    [
      'in whole steps',
      'BTC 10, ETH 30, SOL 30, BNB 30',
      '10.1',
      'BTC 10.1, ETH 30, SOL 29.9, BNB 30',
    ],
    ['evenly where all are zero', 'BTC 100, ETH 0, SOL 0', '99', 'BTC 99, ETH 0.5, SOL 0.5'],
    [
      'with what is less than a step',
      'BTC 10, ETH 30.05, SOL 20',
      '11',
      'BTC 11, ETH 29.45, SOL 19.6',
    ],
    ['not at all where none can', 'BTC 40, ETH 60!', '60', 'BTC 40, ETH 60'],
    ['not where there is too much', 'BTC 70, ETH 60', '40', 'BTC 40, ETH 60'],
    [
      'of nothing for what did not move',
      'BTC 10, ETH 30.05, SOL 20',
      '10',
      'BTC 10, ETH 30.05, SOL 20',
    ],
  ])('works %s', (_, before, to, after) => {
    expect(moved(before, 'BTC', to)).toBe(after);
  });

  it('tells how far a target can go', () => {
    const texts = (text: string) =>
      Object.values(roomOf(classesOf(text), 'BTC')).map((one: Decimal) => one.toFixed());
    expect(texts('BTC 40, ETH 30!, SOL 20')).toEqual(['0', '60']);
    expect(texts('BTC 40, ETH 60!')).toEqual(['40', '40']);
    expect(texts('BTC 40')).toEqual(['40', '40']);
  });
});

const hundredths = (most: number) =>
  fc.integer({ min: 0, max: most }).map((value) => decimal(String(value)).dividedBy(100));

/** Up to eight targets with a sum of at most 100. */
const someClasses = fc
  .array(fc.record({ part: hundredths(1250), locked: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) =>
    parts.map(({ part, locked }, index): RoomClass => ({ id: `c${index}`, percent: part, locked })),
  );
const total = (percents: Iterable<Decimal>) => sum(percents).toFixed();
const entriesOf = (percents: ReadonlyMap<string, Decimal>) =>
  [...percents].map(([id, percent]) => `${id} ${percent.toFixed()}`).sort();

describe('whatever is moved', () => {
  it('keeps the sum exactly, and every target between 0 and 100', () => {
    fc.assert(
      fc.property(someClasses, hundredths(10_000), fc.nat(), (classes, to, pick) => {
        const id = `c${pick % classes.length}`;
        const after = makeRoom(classes, id, to, step);
        expect(total(after.values())).toBe(total(classes.map(({ percent }) => percent)));
        for (const percent of after.values()) {
          expect(percent.greaterThanOrEqualTo(ZERO)).toBe(true);
          expect(percent.lessThanOrEqualTo(100)).toBe(true);
        }
        for (const { id: one, percent, locked } of classes)
          if (locked && one !== id) expect(after.get(one)).toBe(percent);
      }),
    );
  });

  it('does not depend on the order of the classes', () => {
    const shuffled = someClasses.chain((classes) =>
      fc.tuple(
        fc.constant(classes),
        fc.shuffledSubarray(classes, { minLength: classes.length, maxLength: classes.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, hundredths(10_000), fc.nat(), ([one, other], to, pick) => {
        const id = `c${pick % one.length}`;
        expect(entriesOf(makeRoom(one, id, to, step))).toEqual(
          entriesOf(makeRoom(other, id, to, step)),
        );
      }),
    );
  });

  it('is within a step of its share, but for the largest', () => {
    fc.assert(
      fc.property(someClasses, hundredths(10_000), (classes, to) => {
        const free = classes.filter(({ id, locked }) => id !== 'c0' && !locked);
        const before = sum(free.map(({ percent }) => percent));
        const after = makeRoom(classes, 'c0', to, step);
        const room = sum(free.map(({ id }) => after.get(id) ?? ZERO));
        if (before.isZero() || after.get('c0')?.equals(classes[0]?.percent ?? ZERO) === true)
          return;
        for (const { id, percent } of free) {
          const share = room.times(percent).dividedBy(before);
          expect((after.get(id) ?? ZERO).minus(share).abs().lessThan('0.2')).toBe(true);
        }
      }),
    );
  });
});
