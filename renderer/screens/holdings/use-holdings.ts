import { useMemo, useState } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import type { ConnectionId } from '../../../shared/base/ids';
import { useQuote } from '../../components/use-money';
import { isFiltering } from '../../stores/holdings-filter';
import { createHoldingsTree, groupVariants, type AssetNode } from '../../view-models/holdings-tree';
import { useConnections, useNavigation, usePortfolio, useSettings } from '../../stores/use-stores';
import { holdingsRows, type HoldingsRows, type HoldingsSort } from './holdings-rows';

/** Labels by connection, the same map until the connections change. */
function useLabels(): ReadonlyMap<ConnectionId, string> {
  const connections = useConnections((state) => state.connections);
  return useMemo(
    () => new Map((connections ?? []).map(({ id, label }) => [id, label])),
    [connections],
  );
}

export interface HoldingsView extends HoldingsRows {
  /** All that pass the filter, dust included. */
  readonly nodes: readonly AssetNode[];
  readonly anyBorrowed: boolean;
}

/** The lines of the table as the filter, the order and the opened groups have it. */
export function useHoldings(
  expanded: ReadonlySet<string>,
  sort: HoldingsSort,
): HoldingsView | undefined {
  const [grow] = useState(createHoldingsTree);
  const labels = useLabels();
  const filter = useNavigation((state) => state.filter);
  const hideDust = useSettings(({ settings }) => settings?.hideDust ?? false);
  const dustBelowUsd = useSettings(({ settings }) => settings?.dustBelowUsd ?? '1');
  const grouped = useSettings(({ settings }) => settings?.groupVariants ?? false);
  const quote = useQuote();
  const portfolio = usePortfolio((state) => (state.phase === 'ready' ? state : undefined));

  const nodes = useMemo(() => {
    if (portfolio === undefined) return undefined;
    const { book, coverage, origin, at } = portfolio;
    return grow({ book, coverage, origin, at, filter, labels, quote });
  }, [grow, portfolio, filter, labels, quote]);
  const assets = portfolio?.book.assets;
  return useMemo(() => {
    if (nodes === undefined || assets === undefined) return undefined;
    // Whoever looks for something wants to see it, however small.
    const dustBelow = hideDust && !isFiltering(filter) ? new Decimal(dustBelowUsd) : undefined;
    return {
      ...holdingsRows({
        assets: nodes,
        expanded,
        sort,
        dustBelow,
        quote,
        ...(grouped ? { group: (some) => groupVariants(some, assets) } : {}),
      }),
      nodes,
      anyBorrowed: nodes.some(({ sums }) => !sums.borrowed.isZero()),
    };
  }, [nodes, assets, grouped, expanded, sort, hideDust, dustBelowUsd, filter, quote]);
}
