import { ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Decimal, type Decimal as Amount } from '../../../shared/base/decimal';
import { missingWords } from '../../../shared/portfolio/reading-progress';
import { changeSettings } from '../../bridge/actions';
import { CoinAmount, Money, NoFigure } from '../../components/amount';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { CoinIcon } from '../../components/coin-icon';
import { Message } from '../../components/screen';
import { Skeleton } from '../../components/skeleton';
import { AtQuote, useCalmQuoted, useQuote } from '../../components/use-money';
import { VenueMark } from '../../components/venue-mark';
import { useVirtualRows } from '../../components/virtual-rows';
import {
  exposureDust,
  exposureOf,
  exposureRows,
  type ExposureRow,
} from '../../view-models/exposure-rows';
import { useConnections, useSettings } from '../../stores/use-stores';
import { useReadingProgress } from '../../view-models/use-totals';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { ExposureSummary } from './exposure-summary';
import styles from './exposure-table.module.css';

const ROW_HEIGHT = 32;
const CALM_MS = 500;

/** Net delta per coin: what is held, owed, and open in futures and options, and what is left of it. */
export function ExposureTable() {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
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
  const toggle = (id: string) =>
    setExpanded((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <AtQuote value={quote}>
      {unread.length === 0 ? null : (
        <p className={styles.warning} role="status">
          {unreadWords(unread.length)}
        </p>
      )}
      <Rows rows={rows} onToggle={toggle} />
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

/** The columns between the coin and its net amount that have something to say. */
interface Columns {
  readonly borrowed: boolean;
  readonly options: boolean;
}

function columnsOf(rows: readonly ExposureRow[]): Columns {
  const coins = rows.flatMap((row) => (row.kind === 'coin' ? [row.exposure] : []));
  return {
    borrowed: coins.some(({ borrowed }) => !borrowed.isZero()),
    options: coins.some(({ options, unknownDeltas }) => !options.isZero() || unknownDeltas > 0),
  };
}

function Rows({
  rows,
  onToggle,
}: {
  readonly rows: readonly ExposureRow[];
  readonly onToggle: (id: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { currency } = useQuote();
  const columns = columnsOf(rows);
  const headings = [
    'Coin',
    'Held',
    ...(columns.borrowed ? ['Borrowed'] : []),
    'Futures',
    ...(columns.options ? ['Options'] : []),
    'Net',
    `Net, ${currency}`,
  ];
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  });
  return (
    <div
      ref={scroller}
      className={classes(
        styles.grid,
        columns.borrowed && columns.options && styles.widest,
        columns.borrowed !== columns.options && styles.wider,
      )}
      role="treegrid"
      aria-label="Exposure by coin"
      aria-rowcount={rows.length + 1}
    >
      <div role="row" className={styles.head} aria-rowindex={1}>
        {headings.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const placed = {
            index,
            columns,
            style: { transform: `translateY(${start}px)` },
          };
          return row.kind === 'coin' ? (
            <CoinRow key={key} row={row} {...placed} onToggle={onToggle} />
          ) : (
            <PositionRow key={key} row={row} {...placed} />
          );
        })}
      </div>
    </div>
  );
}

interface Placed {
  readonly index: number;
  readonly columns: Columns;
  readonly style: { readonly transform: string };
}

function CoinRow({
  row,
  index,
  columns,
  style,
  onToggle,
}: Placed & {
  readonly row: ExposureRow & { kind: 'coin' };
  readonly onToggle: (id: string) => void;
}) {
  const { exposure, positions, expanded } = row;
  const { held, borrowed, futures, options, net, netUsd, unknownDeltas, converted } = exposure;
  const expandable = positions.length > 0;
  const name = (
    <>
      <ChevronRight
        className={classes(styles.chevron, !expandable && styles.leaf)}
        data-open={expanded || undefined}
        aria-hidden="true"
      />
      <CoinIcon asset={row.id} code={row.code} />
      <strong className={styles.code}>{row.code}</strong>
      <span className={styles.name}>{row.name === row.code ? '' : row.name}</span>
      {converted ? (
        <span className={styles.mark} data-tip="Variants are converted at today's prices">
          with variants
        </span>
      ) : null}
    </>
  );
  return (
    <div
      role="row"
      aria-level={1}
      aria-rowindex={index + 2}
      aria-expanded={expandable ? expanded : undefined}
      className={styles.row}
      style={style}
      data-key={row.id}
    >
      <span role="gridcell" className={styles.first}>
        {expandable ? (
          <button
            type="button"
            className={styles.toggle}
            aria-label={`${expanded ? 'Hide' : 'Show'} the ${positions.length === 1 ? 'position' : `${positions.length} positions`} in ${row.code}`}
            onClick={() => onToggle(row.id)}
          >
            {name}
          </button>
        ) : (
          <span className={styles.toggle}>{name}</span>
        )}
      </span>
      <Cell value={held} />
      {columns.borrowed ? <Cell value={borrowed.negated()} /> : null}
      <Cell value={futures} />
      {columns.options ? (
        <span role="gridcell">
          {unknownDeltas > 0 ? (
            <span
              className={styles.mark}
              data-tip={`The venue gives no delta for ${unknownDeltas} of the options: they are in no sum`}
            >
              {unknownDeltas} unknown
            </span>
          ) : null}
          <Plain value={options} />
        </span>
      ) : null}
      <span role="gridcell" data-column="net" data-value={net.toFixed()}>
        <Plain value={net} />
      </span>
      <span role="gridcell" data-column="net-usd" data-value={netUsd?.toFixed()}>
        {netUsd === undefined ? (
          <NoFigure why="Unpriced" />
        ) : (
          <span className={classes(netUsd.isNegative() && styles.negative)}>
            <Money usd={netUsd} />
          </span>
        )}
      </span>
    </div>
  );
}

function Cell({ value }: { readonly value: Amount }) {
  return (
    <span role="gridcell">
      <Plain value={value} />
    </span>
  );
}

function Plain({ value }: { readonly value: Amount }) {
  if (value.isZero()) return <span className={styles.zero}>0</span>;
  return (
    <span className={classes(value.isNegative() && styles.negative)}>
      <CoinAmount value={value} />
    </span>
  );
}

const KIND_NAMES = { perpetual: 'Perpetual', future: 'Future', option: 'Option' } as const;

function PositionRow({
  row: { position },
  index,
  columns,
  style,
}: Placed & { readonly row: ExposureRow & { kind: 'position' } }) {
  const venues = useConnections((state) => state.venues);
  const label = useConnections(
    (state) => state.connections?.find(({ id }) => id === position.connectionId)?.label,
  );
  const delta = position.delta === undefined ? undefined : new Decimal(position.delta);
  const amount =
    delta === undefined ? <NoFigure why="The venue gives no delta" /> : <Plain value={delta} />;
  const isOption = position.kind === 'option';
  return (
    <div
      role="row"
      aria-level={2}
      aria-rowindex={index + 2}
      className={classes(styles.row, styles.inner)}
      style={style}
    >
      {/* Over the columns that a position has nothing in. */}
      <span
        role="gridcell"
        aria-colspan={columns.borrowed ? 3 : 2}
        className={classes(styles.first, styles.position, columns.borrowed && styles.longer)}
      >
        <VenueMark venue={position.venue} />
        <span className={styles.market}>{position.market}</span>
        <span className={styles.name}>
          {[
            KIND_NAMES[position.kind],
            venueName(position.venue, venues),
            label,
            ACCOUNT_TYPE_NAMES[position.accountType],
            position.subaccount,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span role="gridcell">{isOption ? null : amount}</span>
      {columns.options ? <span role="gridcell">{isOption ? amount : null}</span> : null}
      <span role="gridcell" />
      <span role="gridcell" />
    </div>
  );
}
