import { stepThen, type HistoryStep, type StepKind } from '../../shared/history/series';
import { formatMoney, type QuoteCurrency } from '../../shared/assets/format';

/** What happened, as it stands before an amount: `joined +$129,745`. */
export function stepWords({ kind, usd }: Pick<HistoryStep, 'kind' | 'usd'>): string {
  const isLess = usd.startsWith('-');
  return kind === 'counted' && isLess ? 'counted no longer' : WORDS[kind];
}

const WORDS: Readonly<Record<StepKind, string>> = {
  joined: 'joined',
  left: 'left',
  entered: 'entered by hand',
  counted: 'counted from then on',
  priced: 'revalued by hand',
};

/** What a step comes to at the rate of its time, with its sign; nothing where that is not known. */
export function stepMoney(step: HistoryStep, currency: QuoteCurrency): string {
  const value = stepThen(step, currency);
  return value === undefined ? '' : formatMoney(value, currency, { signed: true });
}

/** The account that a step is of. */
export type NamedAccount = Pick<HistoryStep, 'connectionId' | 'venue' | 'accountType'>;

/** Names the account of a step, as `Kraken, Spot`. */
export type AccountName = (account: NamedAccount) => string;

/** Names the connection of a step, as `Kraken`. */
export type ConnectionName = (account: NamedAccount) => string;

/** What steps at one place of the chart are, in few words: `Kraken joined`, `3 accounts joined`, `4 steps`. */
export function gatheredWords(steps: readonly HistoryStep[], nameOf: ConnectionName): string {
  const [first] = steps;
  if (first === undefined) return '';
  const words = new Set(steps.map(stepWords));
  const connections = new Set(steps.map(({ connectionId }) => connectionId));
  const what = words.size === 1 ? stepWords(first) : `${steps.length} steps`;
  if (connections.size === 1) return `${nameOf(first)} ${what}`;
  return words.size === 1 ? `${connections.size} connections ${what}` : `${steps.length} steps`;
}
