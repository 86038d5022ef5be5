import { describe, expect, it } from 'vitest';
import { emptyTargetSet, type TargetSet } from '../../../shared/rebalancing/targets';
import { connectionChoices, draftOf, readDraft, type DraftNames } from './target-draft';

const names: DraftNames = {
  assets: new Map([
    ['BTC', { id: 'BTC', code: 'BTC', kind: 'crypto' }],
    ['GEM@kraken', { id: 'GEM@kraken', code: 'GEM', kind: 'crypto' }],
  ]),
};
const set: TargetSet = {
  ...emptyTargetSet('id', 'Mine'),
  targets: [
    { kind: 'asset', asset: 'BTC', percent: '40' },
    { kind: 'group', name: 'Stables', assets: ['USDT', 'USDC'], percent: '20' },
  ],
  scope: { venues: ['kraken'] },
  bandRelative: '25',
  excluded: ['GEM@kraken'],
};
const draft = draftOf(set, names);

describe('a draft of targets', () => {
  it('is what it was made of', () => {
    expect(readDraft(draft, set, names)).toEqual({ problems: [], total: '60', set });
  });

  it('tells apart assets of the same code by their ids', () => {
    const gems: DraftNames = {
      assets: new Map(
        ['GEM@kraken', 'GEM@okx'].map((id) => [id, { id, code: 'GEM', kind: 'crypto' }] as const),
      ),
    };
    const two: TargetSet = {
      ...set,
      targets: [
        { kind: 'asset', asset: 'GEM@okx', percent: '10' },
        { kind: 'asset', asset: 'GEM@kraken', percent: '20' },
      ],
    };
    const typed = draftOf(two, gems);
    expect(typed.lines.map(({ codes }) => codes)).toEqual(['GEM@okx', 'GEM']);
    expect(readDraft(typed, two, gems).set).toEqual(two);
  });

  it('takes codes in any case, held ones first', () => {
    const typed = { ...draft, lines: [{ ...draft.lines[0]!, codes: 'gem' }], excluded: '' };
    expect(readDraft(typed, set, names).set?.targets).toEqual([
      { kind: 'asset', asset: 'GEM@kraken', percent: '40' },
    ]);
  });

  it.each([
    [
      'an unknown code',
      { lines: [{ ...draft.lines[0]!, codes: 'NOPE' }] },
      'There is no asset NOPE',
    ],
    [
      'two assets in one line',
      { lines: [{ ...draft.lines[0]!, codes: 'BTC ETH' }] },
      'make it a group',
    ],
    ['no number', { bandPoints: 'wide' }, 'Give a plain number'],
    ['a sum above 100', { lines: [{ ...draft.lines[0]!, percent: '140' }] }, 'add up to 140 %'],
    ['no name', { name: ' ' }, 'Give the targets a name.'],
    ['an empty line', { lines: [{ ...draft.lines[0]!, codes: '' }] }, 'Each line needs an asset'],
  ])('with %s is refused in words', (_what, change, words) => {
    const outcome = readDraft({ ...draft, ...change }, set, names);
    expect(outcome.set).toBeUndefined();
    expect(outcome.problems.join(' ')).toContain(words);
  });
});

describe('the part of the portfolio', () => {
  const connections = [
    { id: 'one', label: 'Main', venue: 'kraken' },
    { id: 'two', label: 'Main', venue: 'okx' },
  ];
  const choices = (venues: readonly string[], chosen: readonly string[]) =>
    connectionChoices(connections, { venues, connections: chosen }, (venue) =>
      venue.toUpperCase(),
    ).map(({ label }) => label);

  it('can be single connections, which are told apart by their venue', () => {
    const some = { ...draft, venues: [], connections: ['one'] };
    expect(readDraft(some, set, names).set?.scope).toEqual({ connections: ['one'] });
    expect(draftOf({ ...set, scope: { connections: ['one'] } }, names).connections).toEqual([
      'one',
    ]);
    expect(readDraft({ ...some, connections: [] }, set, names).set?.scope).toEqual({});
    expect(choices([], [])).toEqual(['Main (KRAKEN)', 'Main (OKX)']);
  });

  it('offers connections at the chosen venues, and those chosen that are gone', () => {
    expect(choices(['okx'], [])).toEqual(['Main (OKX)']);
    expect(choices(['okx'], ['gone'])).toEqual(['Main (OKX)', 'A connection that was removed']);
  });
});
