import type { TotalsView } from '../../../shared/contract/portfolio-view';
import type { QualityMark } from '../../../shared/portfolio/quality';
import { missingWords, type ReadingProgress } from '../../../shared/portfolio/reading-progress';

const WORDS: Readonly<Record<QualityMark, string>> = {
  carried: 'carried on',
  manual: 'priced by you',
  'stale-price': 'at old prices',
  'peg-assumed': 'at an assumed peg',
};

/**
 * How far a printed total can be trusted: its parts, each with what of it bears a second mark, and what is not
 * read. No line where all of it is live.
 * @param cents rounds dollars for people
 */
export function qualityLines(
  {
    quality,
    accounts,
  }: { readonly quality: TotalsView['quality']; readonly accounts: ReadingProgress },
  cents: (usd: string) => string,
): readonly string[] {
  const { balances } = quality;
  const part = (mark: QualityMark | undefined, count: number, usd: string): readonly string[] => {
    if (count === 0) return [];
    const also = quality.overlaps
      .filter(({ of }) => of === mark)
      .map((overlap) => `, of it ${cents(overlap.usd)} ${WORDS[overlap.also]}`);
    const words = mark === undefined ? 'live' : WORDS[mark];
    return [`  ${words.padEnd(18)}${cents(usd).padStart(14)}${also.join('')}`];
  };
  const parts = [
    ...part('carried', balances.carried, quality.carriedUsd),
    ...part('manual', balances.manual, quality.manualUsd),
    ...part('stale-price', balances.stalePrice, quality.stalePriceUsd),
    ...part('peg-assumed', balances.pegAssumed, quality.pegAssumedUsd),
  ];
  const missing = missingWords(accounts);
  return [
    ...(missing.length === 0 ? [] : [`${missing.join(', ')}.`]),
    ...(parts.length === 0 ? [] : [...part(undefined, balances.live, quality.liveUsd), ...parts]),
  ];
}
