import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand/react';
import { driftBoard } from '../../../shared/rebalancing/drift-board';
import { rebalance } from '../../../shared/rebalancing/rebalance';
import type { RebalanceInput } from '../../../shared/rebalancing/rebalance-input';
import type { Rebalancing } from '../../../shared/rebalancing/rebalance-plan-types';
import type { TicketChecks } from '../../../shared/rebalancing/ticket-types';
import type { TargetSet } from '../../../shared/rebalancing/targets';
import type { Connection } from '../../../shared/portfolio/venue';
import { activeTargetSet } from '../../../shared/records/record-domains';
import { booksFeed, termsFeed } from '../../bridge/rebalance-calls';
import { createAssembly, wantedAssets, withWhatIf } from '../../view-models/rebalance-assembly';
import { modeOf, type ModeOutcome } from '../../stores/rebalance-mode';
import { rebalanceStore, type RebalanceState } from '../../stores/rebalance-store';
import { useCalmPortfolio, useConnections, useRecords, useSettings } from '../../stores/use-stores';
import { createRowOrder } from './row-order';
import { useTicketChecks } from './use-tickets';

export const useRebalance = <T>(select: (state: RebalanceState) => T): T =>
  useStore(rebalanceStore, select);

const NO_CONNECTIONS: readonly Connection[] = [];

export function useConnectionList(): readonly Connection[] {
  return useConnections((state) => state.connections ?? NO_CONNECTIONS);
}

/** A plan of so many takes long enough for a slider to stick while it is made: it waits until that rests. */
const MANY_HOLDINGS = 1500;
const REST_MS = 120;

/** What the screen shows, for the active targets with what is tried out. */
export interface RebalanceView {
  /** The active targets, with what is tried out and as they are stored. */
  readonly set: TargetSet;
  readonly stored: TargetSet;
  readonly input: RebalanceInput;
  /** Without a plan while the venues' terms or the mode are not known: it would only mislead. */
  readonly result: Rebalancing;
  readonly mode: ModeOutcome;
  /** What the balances say of the ticked steps. */
  readonly checks: TicketChecks;
}

/** `undefined` while the portfolio is not there, or there are no targets. */
export function useRebalancing(): RebalanceView | undefined {
  const portfolio = useCalmPortfolio((state) => (state.phase === 'ready' ? state : undefined));
  const active = useSettings(({ settings }) => settings?.activeTargetSet);
  const stored = useRecords(({ state, records }) =>
    state === 'unknown' || active === undefined
      ? undefined
      : activeTargetSet(records['target-set'], active),
  );
  const choice = useRebalance((state) => state.mode);
  const whatIf = useRebalance((state) => state.whatIf);
  const terms = useRebalance((state) => state.terms.terms);
  const books = useRebalance((state) => state.books.books);
  const [assemble] = useState(createAssembly);

  const mode = useMemo(() => modeOf(choice), [choice]);
  const [inOrder] = useState(createRowOrder);
  const shown = useMemo(() => {
    if (portfolio === undefined || stored === undefined) return undefined;
    const set = withWhatIf(stored, whatIf);
    // What is missing of a mode is asked for; meanwhile the board is that of a full plan.
    const wanted = mode.ok ? mode.mode : ({ kind: 'full' } as const);
    const input = assemble({ portfolio, targets: set, mode: wanted, terms, books });
    return { set, stored, input, board: driftBoard(input), isTrying: whatIf.size > 0 };
  }, [portfolio, stored, whatIf, mode, terms, books, assemble]);
  // The board follows a slider at once; the plan, which takes longer with many coins, when there is time.
  const known = mode.ok && terms !== undefined ? shown?.input : undefined;
  const isLarge = (known?.holdings.length ?? 0) > MANY_HOLDINGS;
  const wanted = useDeferredValue(useRested(known, isLarge ? REST_MS : 0));
  const planned = useMemo(() => (wanted === undefined ? undefined : rebalance(wanted)), [wanted]);
  const view = useMemo(() => {
    if (shown === undefined) return undefined;
    const { set, stored: own, input, isTrying } = shown;
    const made = planned !== undefined && mode.ok ? planned : undefined;
    // Money that is on its way is weighed too: only the plan knows of it.
    const weighed = input.mode.kind === 'invest' && made !== undefined ? made.board : shown.board;
    const board = inOrder(weighed, isTrying);
    const problems = [...new Set([...shown.board.problems, ...(made?.board.problems ?? [])])];
    return {
      set,
      stored: own,
      input,
      mode,
      result: {
        board: { ...board, problems },
        ...(made?.plan === undefined || problems.length > 0 ? {} : { plan: made.plan }),
      },
    };
  }, [shown, planned, mode, inOrder]);

  useFeeds(stored, view);
  const checks = useTicketChecks(view?.input.holdings, portfolio?.coverage);
  return useMemo(() => (view === undefined ? undefined : { ...view, checks }), [view, checks]);
}

/** The value once it has rested for so long; at once for no time. */
function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return ms === 0 ? value : rested;
}

/** Asks for what the plan is made of while the screen is open. */
function useFeeds(
  stored: TargetSet | undefined,
  view: Pick<RebalanceView, 'result'> | undefined,
): void {
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
