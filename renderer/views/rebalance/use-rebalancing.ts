import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand/react';
import { rebalance } from '../../../shared/portfolio/rebalancing/rebalance';
import type { RebalanceInput } from '../../../shared/portfolio/rebalancing/rebalance-input';
import type { Rebalancing } from '../../../shared/portfolio/rebalancing/rebalance-plan-types';
import type { TargetSet } from '../../../shared/portfolio/rebalancing/targets';
import type { Connection } from '../../../shared/portfolio/venue';
import { activeTargetSet } from '../../../shared/settings/settings';
import { booksFeed, termsFeed } from '../../bridge/rebalance-calls';
import { createAssembly, wantedAssets, withWhatIf } from '../../stores/rebalance-assembly';
import { modeOf, type ModeOutcome } from '../../stores/rebalance-mode';
import { rebalanceStore, type RebalanceState } from '../../stores/rebalance-store';
import { useCalmPortfolio, useConnections, useSettings } from '../../stores/use-stores';

export const useRebalance = <T>(select: (state: RebalanceState) => T): T =>
  useStore(rebalanceStore, select);

const NO_CONNECTIONS: readonly Connection[] = [];

export function useConnectionList(): readonly Connection[] {
  return useConnections((state) => state.connections ?? NO_CONNECTIONS);
}

/** What the screen shows, for the active targets with what is tried out. */
export interface RebalanceView {
  readonly set: TargetSet;
  readonly input: RebalanceInput;
  readonly result: Rebalancing;
  readonly mode: ModeOutcome;
}

/** `undefined` while the portfolio is not there, or there are no targets. */
export function useRebalancing(): RebalanceView | undefined {
  const portfolio = useCalmPortfolio((state) => (state.phase === 'ready' ? state : undefined));
  const stored = useSettings(({ settings }) =>
    settings === undefined ? undefined : activeTargetSet(settings),
  );
  const choice = useRebalance((state) => state.mode);
  const whatIf = useRebalance((state) => state.whatIf);
  const terms = useRebalance((state) => state.terms.terms);
  const books = useRebalance((state) => state.books.books);
  const [assemble] = useState(createAssembly);

  const mode = useMemo(() => modeOf(choice), [choice]);
  const view = useMemo(() => {
    if (portfolio === undefined || stored === undefined) return undefined;
    const set = withWhatIf(stored, whatIf);
    // What is missing of a mode is asked for; meanwhile the board is that of a full plan.
    const wanted = mode.ok ? mode.mode : ({ kind: 'full' } as const);
    const input = assemble({ portfolio, targets: set, mode: wanted, terms, books });
    return { set, input, result: rebalance(input), mode };
  }, [portfolio, stored, whatIf, mode, terms, books, assemble]);

  useFeeds(stored, view);
  return view;
}

/** Asks for what the plan is made of while the screen is open. */
function useFeeds(stored: TargetSet | undefined, view: RebalanceView | undefined): void {
  const connections = useConnections((state) =>
    (state.connections ?? [])
      .filter(({ enabled }) => enabled)
      .map(({ id }) => id)
      .join(' '),
  );
  useEffect(() => {
    if (stored !== undefined) termsFeed.want(wantedAssets(stored), connections);
  }, [stored, connections]);
  const markets = useMemo(() => {
    const steps = view?.result.plan?.steps ?? [];
    const wanted = new Map(
      steps.flatMap((step) =>
        step.kind === 'trade'
          ? [[`${step.venue} ${step.symbol}`, { venue: step.venue, symbol: step.symbol }] as const]
          : [],
      ),
    );
    return [...wanted.values()];
  }, [view]);
  useEffect(() => booksFeed.want(markets), [markets]);
  useEffect(
    () => () => {
      termsFeed.stop();
      booksFeed.stop();
    },
    [],
  );
}
