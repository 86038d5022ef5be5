import { useMemo } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import { missingWords } from '../../../shared/portfolio/reading-progress';
import { changeSettings } from '../../bridge/actions';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { Message } from '../../components/screen';
import { Skeleton } from '../../components/skeleton';
import { TreeGrid } from '../../components/tree-grid/tree-grid';
import { useOpened } from '../../components/tree-grid/use-opened';
import { AtQuote, useCalmQuoted, useQuote } from '../../components/use-money';
import { useSettings } from '../../stores/use-stores';
import {
  exposureDust,
  exposureOf,
  exposureRows,
  type ExposureRow,
} from '../../view-models/exposure-rows';
import { useReadingProgress } from '../../view-models/use-totals';
import { exposureColumns, type ExposureChoice } from './exposure-columns';
import { ExposureSummary } from './exposure-summary';
import styles from './exposure-table.module.css';

const LINE_HEIGHT = 32;
const CALM_MS = 500;

/** Net delta per coin: what is held, owed, and open in futures and options, and what is left of it. */
export function ExposureTable() {
  const [expanded, toggle] = useOpened();
  const { portfolio, quote } = useCalmQuoted(CALM_MS);
  const missing = missingWords(useReadingProgress());
  const grouped = useSettings(({ settings }) => settings?.groupVariants ?? false);
  const hideDust = useSettings(({ settings }) => settings?.hideDust ?? false);
  const dustBelowUsd = useSettings(({ settings }) => settings?.dustBelowUsd ?? '1');
  const unread = portfolio?.coverage.filter(({ positions }) => positions?.state === 'failed') ?? [];
  const shown = useMemo(() => {
    if (portfolio === undefined) return undefined;
    const input = { book: portfolio.book, positions: portfolio.positions, grouped, quote };
    const dustBelow = hideDust ? new Decimal(dustBelowUsd) : undefined;
    const found = exposureOf(input);
    return {
      rows: exposureRows(found, input, expanded, dustBelow),
      dust: exposureDust(found, dustBelow),
    };
  }, [portfolio, grouped, expanded, hideDust, dustBelowUsd, quote]);

  if (shown === undefined)
    return (
      <div className={styles.pending} aria-busy="true">
        <Skeleton height={14} />
        <Skeleton height={14} />
        <Skeleton height={14} />
      </div>
    );
  const { rows, dust } = shown;
  if (rows.length === 0)
    return <NoExposure dust={dust.coins > 0} missing={missing} unread={unread.length} />;
  return (
    <AtQuote value={quote}>
      {unread.length === 0 ? null : (
        <p className={styles.warning} role="status">
          {unreadWords(unread.length)}
        </p>
      )}
      <Coins rows={rows} onToggle={toggle} />
      <ExposureSummary
        coins={rows.filter(({ kind }) => kind === 'coin').length}
        missing={missing}
        dust={dust}
      />
    </AtQuote>
  );
}

/** No coin is listed: which of the reasons there are, and what is not known. */
function NoExposure({
  dust,
  missing,
  unread,
}: {
  /** There are coins, all of them worth too little to be listed. */
  readonly dust: boolean;
  readonly missing: readonly string[];
  /** Accounts with positions that could not be read. */
  readonly unread: number;
}) {
  const isWhole = missing.length === 0 && unread === 0;
  return (
    <Message title={nothingWords(dust, isWhole)}>
      {missing.length === 0 ? null : <p>{missing.join(', ')}.</p>}
      {unread === 0 ? null : <p role="status">{unreadWords(unread)}</p>}
      {dust ? (
        <Button onClick={() => void changeSettings({ hideDust: false })}>Show dust</Button>
      ) : null}
    </Message>
  );
}

function nothingWords(dust: boolean, isWhole: boolean): string {
  if (dust) return isWhole ? 'Only dust is left' : 'Only dust is in what was read';
  return isWhole ? 'Nothing is held and no position is open' : 'Nothing is in what was read';
}

function unreadWords(accounts: number): string {
  return `The positions of ${accounts} ${accounts === 1 ? 'account' : 'accounts'} could not be read, so exposure may be missing: see the coverage in Connections.`;
}

function Coins({
  rows,
  onToggle,
}: {
  readonly rows: readonly ExposureRow[];
  readonly onToggle: (id: string, open: boolean) => void;
}) {
  const { currency } = useQuote();
  const { borrowed, options } = whatIsThere(rows);
  const columns = useMemo(
    () => exposureColumns({ borrowed, options, currency }),
    [borrowed, options, currency],
  );
  return (
    <TreeGrid
      label="Exposure by coin"
      className={classes(
        styles.grid,
        borrowed && options && styles.widest,
        borrowed !== options && styles.wider,
      )}
      rows={rows}
      columns={columns}
      lineHeight={() => LINE_HEIGHT}
      look={({ level }) => classes(level > 1 && styles.inner)}
      onToggle={onToggle}
    />
  );
}

function whatIsThere(rows: readonly ExposureRow[]): Pick<ExposureChoice, 'borrowed' | 'options'> {
  const coins = rows.flatMap((row) => (row.kind === 'coin' ? [row.exposure] : []));
  return {
    borrowed: coins.some(({ borrowed }) => !borrowed.isZero()),
    options: coins.some(({ options, unknownDeltas }) => !options.isZero() || unknownDeltas > 0),
  };
}
