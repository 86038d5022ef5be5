import type { RebalanceMode } from '../../../shared/rebalancing/rebalance-input';
import type { DriftRow, Suggestion } from '../../../shared/rebalancing/rebalance-plan-types';

export interface ShownSuggestions {
  readonly shown: readonly Suggestion[];
  /** Classes that money which comes or goes does not touch; none for other plans. */
  readonly left: number;
}

/** Money that comes or goes touches few classes: those it does not are counted, not listed one by one. */
export function shownSuggestions(
  suggestions: readonly Suggestion[],
  rows: readonly Pick<DriftRow, 'id' | 'state'>[],
  mode: Pick<RebalanceMode, 'kind'>,
): ShownSuggestions {
  if (mode.kind !== 'invest' && mode.kind !== 'raise') return { shown: suggestions, left: 0 };
  const shown = suggestions.filter(
    ({ wantedUsd, plannedUsd }) => !wantedUsd.isZero() || !plannedUsd.isZero(),
  );
  const touched = new Set(shown.map(({ classId }) => classId));
  const left = rows.filter(({ id, state }) => state !== 'left-alone' && !touched.has(id));
  return { shown, left: left.length };
}

/** `3 classes are left as they are.` */
export function leftWords(left: number): string {
  return left === 1 ? '1 class is left as it is.' : `${left} classes are left as they are.`;
}
