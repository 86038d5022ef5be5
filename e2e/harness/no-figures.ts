/** Names of ranges and columns, and what is no figure of a portfolio: each with why it is left out. */
export const NO_FIGURES: readonly (readonly [line: RegExp, why: string])[] = [
  [/^Growth/, 'of the history: growth.spec.ts works them out from its records'],
  [/^Total (\||>) \w+ change/, 'of the history, as the chart is'],
  [/^Total \| 24 h price effect$/, 'a name'],
  [/^Largest movers \| Largest movers, 24 h$/, 'a name'],
  [/^Holdings > Asset \| 24 h$/, 'a name of a column'],
  [
    /Unpriced: \d+ assets?, in no total$/,
    'a name of a group: the number stands in the summary too',
  ],
  [/^ \| This Electron/, 'a version'],
  [/^(Database|Data directory|Portolan|Electron) \| /, 'versions and paths'],
  [/^Legend > /, 'examples of what marks mean'],
  [/^ \| \w+: .* for its fees \(.*\)\.$/, 'a failure in the words of the venue'],
  [/^±(?!1 )/, 'of plans with other bands, which are not printed: that of the band in use is'],
];

/** Words beside a name that are not part of it, and what a voice says of a button around a figure. */
const BESIDE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/ (· )?read-only key/, ''],
  [/ > state > [^|]*/, ' > state '],
  [/^(Coverage [^|]*) > [^>|]*: [^|]*\|/, '$1 |'],
  [/ carried(?= [>|])/, ''],
  [/(can be trusted) > \|/, '$1 |'],
  [/^(Drift from targets > [^>]*?)( (excluded|locked or staked|in [a-z ]+|,))+ >/, '$1 >'],
  [/^Suggestions > [^|]*\|/, 'Suggestions |'],
];

/** Lines of figures under the names that expectations have, without what is no figure. */
export function onlyFigures(lines: readonly string[]): string[] {
  return lines
    .map((line) => BESIDE_NAMES.reduce((text, [words, by]) => text.replace(words, by), line))
    .filter((line) => !NO_FIGURES.some(([no]) => no.test(line)));
}
