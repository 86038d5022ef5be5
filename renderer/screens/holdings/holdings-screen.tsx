import { Download } from 'lucide-react';
import { useCallback, useState } from 'react';
import { createPortal } from 'react-dom';
import { missingWords } from '../../../shared/portfolio/reading-progress';
import { changeSettings, saveText } from '../../bridge/actions';
import { Money } from '../../components/amount';
import { Button } from '../../components/button';
import { Message, Screen } from '../../components/screen';
import { Segmented } from '../../components/segmented';
import { Skeleton } from '../../components/skeleton';
import { useOpened } from '../../components/tree-grid/use-opened';
import { EMPTY_FILTER, isFiltering } from '../../stores/holdings-filter';
import { showHoldingsAs } from '../../stores/holdings-mode';
import { sumAssets } from '../../view-models/holdings-tree';
import { setFilter } from '../../stores/navigation-store';
import {
  useHoldingsMode,
  useNavigation,
  useNothingKnown,
  usePortfolio,
} from '../../stores/use-stores';
import { useReadingProgress } from '../../view-models/use-totals';
import { ExposureTable } from './exposure-table';
import { HoldingDetails } from './holding-details';
import { holdingsCsv } from './holdings-csv';
import { SORT_KEYS, type HoldingsSort } from './holdings-rows';
import styles from './holdings-screen.module.css';
import { HoldingsTable } from './holdings-table';
import { HoldingsToolbar } from './holdings-toolbar';
import { QuarantinePanel } from './quarantine-panel';
import { useHoldings, type HoldingsView } from './use-holdings';

/** What is held: every balance by asset, the exposure to each coin, and tokens in quarantine. */
export default function HoldingsScreen() {
  const mode = useHoldingsMode(({ mode: current }) => current);
  const waiting = usePortfolio((state) => (state.phase === 'ready' ? state.quarantine.length : 0));
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const choice = (
    <Segmented
      label="Show"
      value={mode}
      options={[
        { value: 'balances', label: 'Balances' },
        { value: 'exposure', label: 'Exposure' },
        { value: 'quarantine', label: waiting === 0 ? 'Quarantine' : `Quarantine ${waiting}` },
      ]}
      onChange={showHoldingsAs}
    />
  );
  // One screen for all three: what was chosen with keeps the focus.
  return (
    <Screen
      fixed
      title="Holdings"
      actions={
        <>
          {choice}
          <span ref={setSlot} className={styles.slot} />
        </>
      }
    >
      {mode === 'balances' ? (
        <Balances slot={slot} />
      ) : mode === 'exposure' ? (
        <ExposureTable />
      ) : (
        <QuarantinePanel />
      )}
    </Screen>
  );
}

/** Every balance, grouped by asset. Its action goes to the others of the screen. */
function Balances({ slot }: { readonly slot: HTMLElement | null }) {
  const [expanded, toggle] = useOpened();
  const [sort, setSort] = useState<HoldingsSort>({ key: 'value', descending: true });
  const [opened, setOpened] = useState<string | undefined>();
  const holdings = useHoldings(expanded, sort);

  const sortBy = useCallback((id: string) => {
    const key = SORT_KEYS.find((one) => one === id);
    if (key === undefined) return;
    setSort((before) => ({
      key,
      descending: before.key === key ? !before.descending : key !== 'asset',
    }));
  }, []);

  return (
    <>
      {slot === null
        ? null
        : createPortal(
            <Button
              why={
                holdings === undefined || holdings.nodes.length === 0
                  ? 'Nothing is listed that could be exported'
                  : undefined
              }
              onClick={() => {
                if (holdings !== undefined) void saveText(csvName(), holdingsCsv(holdings.nodes));
              }}
            >
              <Download /> Export CSV
            </Button>,
            slot,
          )}
      <HoldingsToolbar />
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
    </>
  );
}

function csvName(): string {
  return `portolan-holdings-${new Date().toISOString().slice(0, 10)}.csv`;
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
  const missing = missingWords(useReadingProgress());
  const nothingKnown = useNothingKnown();
  if (filtering)
    return (
      <Message title="Nothing passes the filter">
        <Button onClick={() => setFilter(EMPTY_FILTER)}>Clear the filter</Button>
      </Message>
    );
  if (holdings.dust.assets > 0)
    return (
      <Message title={missing.length === 0 ? 'Only dust is left' : 'Only dust is in what was read'}>
        {missing.length === 0 ? null : <p>{missing.join(', ')}.</p>}
        <Button onClick={() => void changeSettings({ hideDust: false })}>Show dust</Button>
      </Message>
    );
  if (nothingKnown)
    return (
      <Message title="What is connected is not known yet">
        <p>Balances appear here once the database has opened.</p>
      </Message>
    );
  if (settled)
    return missing.length === 0 ? (
      <Message title="Every account answered, and all are empty" />
    ) : (
      <Message title="Nothing is in what was read">
        <p>{missing.join(', ')}.</p>
      </Message>
    );
  return (
    <Message title="Nothing has answered yet">
      <p>Balances appear here as each account answers.</p>
    </Message>
  );
}

function Summary({ holdings }: { readonly holdings: HoldingsView | undefined }) {
  const filter = useNavigation((state) => state.filter);
  const filtering = isFiltering(filter);
  const missing = missingWords(useReadingProgress(filter));
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
      {missing.length === 0 ? null : <span className={styles.missing}>{missing.join(', ')}</span>}
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
