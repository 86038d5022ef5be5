import { ChevronRight } from 'lucide-react';
import type { Suggestion } from '../../../shared/rebalancing/rebalance-plan-types';
import { Money } from '../../components/amount';
import { openTicket } from '../../stores/rebalance-tickets';
import { reasonWords, suggestionWords, type Words } from './rebalance-words';
import { leftWords, shownSuggestions } from './shown-suggestions';
import styles from './suggestion-list.module.css';
import type { RebalanceView } from './use-rebalancing';

/** What to trade, the largest first; each opens its ticket. */
export function SuggestionList({
  view,
  words,
}: {
  readonly view: RebalanceView;
  readonly words: Words;
}) {
  const { plan, board } = view.result;
  if (plan === undefined) return null;
  const { shown, left } = shownSuggestions(plan.suggestions, board.rows, view.input.mode);
  return (
    <section className={styles.section} aria-labelledby="suggestions">
      <h2 id="suggestions" className={styles.heading}>
        Suggestions
      </h2>
      {shown.length === 0 ? (
        <p className={styles.calm}>
          {left === 0
            ? 'Every class is within its band: there is nothing to do.'
            : 'The plan trades nothing.'}
        </p>
      ) : (
        <ul className={styles.list} aria-label="Suggestions">
          {shown.map((suggestion) => (
            <li key={suggestion.classId} className={styles.item}>
              <button
                type="button"
                className={styles.open}
                onClick={() => openTicket(suggestion, plan.steps, view.input.holdings)}
              >
                <span data-amount>{suggestionWords(suggestion, words)}</span>
                <ChevronRight className={styles.chevron} aria-hidden="true" />
              </button>
              <Partly suggestion={suggestion} words={words} />
            </li>
          ))}
        </ul>
      )}
      {left === 0 ? null : <p className={styles.calm}>{leftWords(left)}</p>}
      {plan.steps.length === 0 ? null : (
        <p className={styles.cost} data-testid="plan-cost">
          {plan.steps.length} {plan.steps.length === 1 ? 'step' : 'steps'} for about{' '}
          <Money usd={plan.cost.totalUsd} />: fees <Money usd={plan.cost.feesUsd} />, spread and
          depth <Money usd={plan.cost.slippageUsd} />
          {plan.cost.networkUsd.isZero() ? null : (
            <>
              , networks <Money usd={plan.cost.networkUsd} />
            </>
          )}
          {plan.cost.unknown === 0
            ? '.'
            : `; the network fee of ${plan.cost.unknown} ${plan.cost.unknown === 1 ? 'transfer' : 'transfers'} is not known beforehand.`}
        </p>
      )}
    </section>
  );
}

function Partly({ suggestion, words }: { readonly suggestion: Suggestion; readonly words: Words }) {
  const { wantedUsd, plannedUsd, reasons } = suggestion;
  if (reasons.length === 0) return null;
  return (
    <div className={styles.reasons} data-amount>
      {plannedUsd.lessThan(wantedUsd) ? (
        <span>
          {plannedUsd.isZero()
            ? 'Nothing of it is planned.'
            : `Planned: ${words.money(plannedUsd)}.`}{' '}
        </span>
      ) : null}
      {reasons.map((reason) => reasonWords(reason, words)).join(' ')}
    </div>
  );
}
