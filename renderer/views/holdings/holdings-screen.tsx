import { Download, Search, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import { ACCOUNT_TYPES } from '../../../shared/portfolio/balance';
import { changeSettings, saveText } from '../../bridge/actions';
import { Money } from '../../components/amount';
import { Button } from '../../components/button';
import { Checkbox, Select } from '../../components/field';
import { Message, Screen } from '../../components/screen';
import { Skeleton } from '../../components/skeleton';
import { BALANCE_STATES, EMPTY_FILTER, isFiltering } from '../../stores/holdings-filter';
import { sumAssets } from '../../stores/holdings-tree';
import { setFilter } from '../../stores/navigation-store';
import { useConnections, useNavigation, usePortfolio, useSettings } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { HoldingDetails } from './holding-details';
import { holdingsCsv } from './holdings-csv';
import { SORT_KEYS, type HoldingsSort } from './holdings-rows';
import styles from './holdings-screen.module.css';
import { HoldingsTable } from './holdings-table';
import { STATE_NAMES } from './price-words';
import { useHoldings, type HoldingsView } from './use-holdings';

/** Every balance, grouped by asset. */
export default function HoldingsScreen() {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState<HoldingsSort>({ key: 'value', descending: true });
  const [opened, setOpened] = useState<string | undefined>();
  const holdings = useHoldings(expanded, sort);

  const toggle = useCallback((id: string, open: boolean) => {
    setExpanded((before) => {
      const after = new Set(before);
      if (open) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);
  const sortBy = useCallback((id: string) => {
    const key = SORT_KEYS.find((one) => one === id);
    if (key === undefined) return;
    setSort((before) => ({
      key,
      descending: before.key === key ? !before.descending : key !== 'asset',
    }));
  }, []);

  return (
    <Screen
      fixed
      title="Holdings"
      actions={
        <Button
          disabled={holdings === undefined || holdings.nodes.length === 0}
          onClick={() => {
            if (holdings !== undefined) void saveText(csvName(), holdingsCsv(holdings.nodes));
          }}
        >
          <Download /> Export CSV
        </Button>
      }
    >
      <Toolbar />
      {holdings === undefined ? (
        <Pending />
      ) : holdings.rows.length === 0 ? (
        <Nothing holdings={holdings} />
      ) : (
        <HoldingsTable
          rows={holdings.rows}
          anyBorrowed={holdings.anyBorrowed}
          sort={sort}
          onSort={sortBy}
          onToggle={toggle}
          onOpen={setOpened}
        />
      )}
      <Summary holdings={holdings} />
      <HoldingDetails
        id={opened}
        nodes={holdings?.nodes ?? []}
        onClose={() => setOpened(undefined)}
      />
    </Screen>
  );
}

function csvName(): string {
  return `portolan-holdings-${new Date().toISOString().slice(0, 10)}.csv`;
}

function Toolbar() {
  const filter = useNavigation((state) => state.filter);
  const venues = useConnections((state) => state.venues);
  const connections = useConnections((state) => state.connections);
  const hideDust = useSettings(({ settings }) => settings?.hideDust ?? false);
  const assetCode = usePortfolio((state) =>
    state.phase === 'ready' && filter.asset !== undefined
      ? (state.book.assets.get(filter.asset)?.code ?? filter.asset)
      : undefined,
  );
  const venueIds = [...new Set((connections ?? []).map(({ venue }) => venue))].sort();
  return (
    <div className={styles.toolbar} role="search">
      <label className={styles.search}>
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label="Search holdings"
          placeholder="Coin, venue or connection"
          value={filter.search}
          spellCheck={false}
          onChange={(event) => setFilter({ search: event.currentTarget.value })}
        />
      </label>
      <Select
        label="Venue"
        value={filter.venue ?? ''}
        onChange={(event) => setFilter({ venue: event.currentTarget.value || undefined })}
      >
        <option value="">All venues</option>
        {venueIds.map((venue) => (
          <option key={venue} value={venue}>
            {venueName(venue, venues)}
          </option>
        ))}
      </Select>
      <Select
        label="Account type"
        value={filter.accountType ?? ''}
        onChange={(event) =>
          setFilter({
            accountType: ACCOUNT_TYPES.find((one) => one === event.currentTarget.value),
          })
        }
      >
        <option value="">All account types</option>
        {ACCOUNT_TYPES.map((accountType) => (
          <option key={accountType} value={accountType}>
            {ACCOUNT_TYPE_NAMES[accountType]}
          </option>
        ))}
      </Select>
      <Select
        label="State"
        value={filter.state ?? ''}
        onChange={(event) =>
          setFilter({ state: BALANCE_STATES.find((one) => one === event.currentTarget.value) })
        }
      >
        <option value="">All states</option>
        {BALANCE_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_NAMES[state]}
          </option>
        ))}
      </Select>
      {assetCode === undefined ? null : (
        <button
          type="button"
          className={styles.chip}
          aria-label={`Remove the filter ${assetCode}`}
          onClick={() => setFilter({ asset: undefined })}
        >
          {assetCode} <X aria-hidden="true" />
        </button>
      )}
      {isFiltering(filter) ? (
        <Button look="quiet" onClick={() => setFilter(EMPTY_FILTER)}>
          Clear
        </Button>
      ) : null}
      <span className={styles.gap} />
      <Checkbox
        checked={hideDust}
        onChange={(checked) => void changeSettings({ hideDust: checked })}
      >
        Hide dust
      </Checkbox>
    </div>
  );
}

function Pending() {
  return (
    <div className={styles.pending} aria-busy="true" aria-label="Holdings are being read">
      {Array.from({ length: 14 }, (_, index) => (
        <Skeleton key={index} height={14} width={`${96 - (index % 5) * 3}%`} />
      ))}
    </div>
  );
}

function Nothing({ holdings }: { readonly holdings: HoldingsView }) {
  const filtering = useNavigation((state) => isFiltering(state.filter));
  const settled = usePortfolio((state) => state.phase === 'ready' && state.settled);
  if (filtering)
    return (
      <Message title="Nothing passes the filter">
        <Button onClick={() => setFilter(EMPTY_FILTER)}>Clear the filter</Button>
      </Message>
    );
  if (holdings.dust.assets > 0)
    return (
      <Message title="Only dust is left">
        <Button onClick={() => void changeSettings({ hideDust: false })}>Show dust</Button>
      </Message>
    );
  return settled ? (
    <Message title="Every account answered, and all are empty" />
  ) : (
    <Message title="Nothing has answered yet">
      <p>Balances appear here as each account answers.</p>
    </Message>
  );
}

function Summary({ holdings }: { readonly holdings: HoldingsView | undefined }) {
  const filtering = useNavigation((state) => isFiltering(state.filter));
  if (holdings === undefined) return <div className={styles.summary} />;
  const { assets, dust, nodes } = holdings;
  const sums = sumAssets(nodes);
  return (
    <div className={styles.summary} aria-live="off">
      <span>
        {assets} {assets === 1 ? 'asset' : 'assets'}
      </span>
      {sums.value === undefined ? null : (
        <span>
          {filtering ? 'Filtered total' : 'Total'}{' '}
          <strong data-testid="holdings-total" data-value={sums.value.toFixed()}>
            <Money usd={sums.value} />
          </strong>
        </span>
      )}
      {sums.unpriced > 0 ? <span>{sums.unpriced} unpriced, not in it</span> : null}
      <span className={styles.gap} />
      {dust.assets > 0 ? (
        <span>
          {dust.assets} dust worth <Money usd={dust.value} /> in it, not listed
        </span>
      ) : null}
    </div>
  );
}
