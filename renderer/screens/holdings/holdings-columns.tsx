import { PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import type { PriceJumpView } from '../../../shared/contract/portfolio-view';
import { formatPercent, formatPrice } from '../../../shared/assets/format';
import type { Instant } from '../../../shared/base/failure';
import {
  Change,
  CoinAmount,
  Money,
  NoFigure,
  Percent,
  PriceText,
  QuoteMoney,
} from '../../components/amount';
import { classes } from '../../components/classes';
import { CoinIcon } from '../../components/coin-icon';
import type { GridColumn } from '../../components/tree-grid/grid-column';
import { ageText, dateTimeText } from '../../components/time';
import { useQuote } from '../../components/use-money';
import { VenueMark } from '../../components/venue-mark';
import { VisuallyHidden } from '../../components/visually-hidden';
import { staleSince } from '../../view-models/holding-amounts';
import type { HoldingSums } from '../../view-models/holdings-tree';
import { noRateWords } from '../../view-models/quote';
import { useConnections, useNow } from '../../stores/use-stores';
import { useTotals } from '../../view-models/use-totals';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { changeOf, priceOf, SORT_KEYS, type HoldingsRow } from './holdings-rows';
import styles from './holdings-table.module.css';
import { priceMarks, priceWords } from './price-words';

type HoldingRow = Exclude<HoldingsRow, { kind: 'unpriced-heading' }>;

export interface ColumnChoice {
  readonly anyBorrowed: boolean;
  /** Leaves out what the details also show. */
  readonly narrow: boolean;
  readonly currency: string;
  readonly onOpen: (id: string) => void;
}

/** The columns that fit and have something to say. */
export function holdingsColumns({
  anyBorrowed,
  narrow,
  currency,
  onOpen,
}: ColumnChoice): readonly GridColumn<HoldingsRow>[] {
  return [
    {
      ...column('asset', 'Asset', (row) => (
        <>
          <Name row={row} />
          <Details onOpen={() => onOpen(row.id)} />
        </>
      )),
      align: 'start',
    },
    ...(narrow ? [] : [amount('available', 'Available'), amount('locked', 'Locked')]),
    amount('total', 'Total'),
    ...(anyBorrowed ? [amount('borrowed', 'Borrowed')] : []),
    column('price', `Price, ${currency}`, (row) => <Price row={row} />),
    column('value', `Value, ${currency}`, ({ node }) => <Value sums={node.sums} />),
    column('weight', 'Weight', ({ node }) => <Weight sums={node.sums} />),
    column('change', '24 h', ({ node }) => <DayChange sums={node.sums} />),
  ];
}

function column(
  id: string,
  header: string,
  cell: (row: HoldingRow) => ReactNode,
): GridColumn<HoldingsRow> {
  return {
    id,
    header,
    cell: (row) => (row.kind === 'unpriced-heading' ? null : cell(row)),
    sortable: SORT_KEYS.some((key) => key === id),
  };
}

function amount(id: 'available' | 'locked' | 'total' | 'borrowed', header: string) {
  return column(id, header, (row) =>
    row.kind === 'group' ? null : <Amount value={row.node.sums[id]} />,
  );
}

/** Shows when its line is pointed at. The keys stay with the line. */
function Details({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.details}
      aria-label="Details"
      data-details
      data-tip="Details (Enter)"
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[role=row]')?.focus();
        onOpen();
      }}
    >
      <PanelRight aria-hidden="true" />
    </button>
  );
}

function Amount({ value }: { readonly value: Decimal }) {
  return value.isZero() ? <span className={styles.zero}>0</span> : <CoinAmount value={value} />;
}

function Name({ row }: { readonly row: HoldingRow }) {
  const venues = useConnections((state) => state.venues);
  return (
    <>
      {row.kind === 'asset' || row.kind === 'group' ? (
        <>
          <CoinIcon asset={row.node.asset} code={row.node.code} />
          <span className={styles.code}>{row.node.code}</span>
          <span className={styles.longName}>{longName(row)}</span>
        </>
      ) : row.kind === 'venue' ? (
        <>
          <VenueMark venue={row.node.venue} />
          <span>{venueName(row.node.venue, venues)}</span>
        </>
      ) : (
        <>
          {row.withVenue ? <VenueMark venue={row.node.balance.venue} /> : null}
          <span>{ACCOUNT_TYPE_NAMES[row.node.balance.accountType]}</span>
          <span className={styles.longName}>
            {[row.node.label, row.node.balance.subaccount].filter(Boolean).join(' · ')}
          </span>
        </>
      )}
      <Marks row={row} />
    </>
  );
}

/** The coin's name; the venue of a code that only its venue knows. */
function longName(row: HoldingRow & { kind: 'asset' | 'group' }): string {
  const { asset, code, name } = row.node;
  const [, venue] = asset.split('@');
  if (venue !== undefined) return `only at ${venueName(venue)}`;
  return name === code ? '' : name;
}

/** What is weak about the figures of a row. */
function Marks({ row }: { readonly row: HoldingRow }) {
  const { sums } = row.node;
  return (
    <>
      {sums.carried > 0 ? <CarriedMark sums={sums} /> : null}
      {sums.stalePrices > 0 && staleSince(row.node.price) === undefined ? (
        <span className={styles.carried}>
          {sums.stalePrices} at {sums.stalePrices === 1 ? 'an old price' : 'old prices'}
        </span>
      ) : null}
      {sums.pegs > 0 && row.node.price?.kind !== 'peg-assumed' ? (
        <span className={styles.carried}>{sums.pegs} at a peg</span>
      ) : null}
      {sums.unpriced > 0 && sums.value !== undefined ? (
        <span className={styles.unpricedMark}>{sums.unpriced} unpriced</span>
      ) : null}
    </>
  );
}

const AGE_STEP_MS = 10_000;

/** How many balances are carried on, or all of them and since when. */
function CarriedMark({ sums }: { readonly sums: HoldingSums }) {
  const now = useNow(AGE_STEP_MS);
  const age = sums.carriedSince === undefined ? '' : ` ${ageText(sums.carriedSince, now)}`;
  return (
    <span
      className={styles.carried}
      data-tip={`The last good answer of ${sums.carried} of ${sums.balances} is carried on${age === '' ? '' : `, the oldest from${age} ago`}`}
    >
      {sums.carried === sums.balances ? `carried${age}` : `${sums.carried} carried`}
    </span>
  );
}

function Price({ row }: { readonly row: HoldingRow }) {
  const quote = useQuote();
  if (row.kind === 'group') return null;
  const { price } = row.node;
  if (price === undefined || price.kind === 'unpriced') return <NoFigure why={priceWords(price)} />;
  const several = row.kind === 'asset' && row.node.prices > 1;
  const words = several
    ? `The largest holding’s of ${row.node.prices} venue prices: ${priceWords(price)}`
    : priceWords(price);
  const since = staleSince(price);
  const marks = priceMarks(price);
  const asset = row.kind === 'asset' ? row.node.asset : row.asset.asset;
  const usd = priceOf({ asset, price }, quote);
  return (
    <span className={classes(styles.price, since !== undefined && styles.oldPrice)}>
      {since === undefined ? null : price.kind === 'market' && price.jump !== undefined ? (
        <span className={styles.carried} data-tip={jumpWords(price.jump)}>
          jumped
        </span>
      ) : (
        <PriceAge since={since} words={words} />
      )}
      {marks.length === 0 ? null : <span className={styles.source}>{marks.join(', ')}</span>}
      {usd === undefined ? null : <PriceText usd={usd} source={words} />}
    </span>
  );
}

/** How long the market of a price has not answered. */
function PriceAge({ since, words }: { readonly since: Instant; readonly words: string }) {
  const now = useNow(AGE_STEP_MS);
  return (
    <span
      className={styles.carried}
      data-tip={`A market has not answered since ${dateTimeText(since)}\n${words}`}
    >
      {ageText(since, now)} <VisuallyHidden>old</VisuallyHidden>
    </span>
  );
}

/** Which price counts while another is held back. */
function jumpWords({ usd, countsAt }: PriceJumpView): string {
  const until =
    countsAt === undefined ? '' : `, or until ${dateTimeText(countsAt)} if it stays there`;
  return `Its market jumped to ${formatPrice(new Decimal(usd), 'USD')}\nThe price from before counts until you accept${until}`;
}

function Value({ sums }: { readonly sums: HoldingSums }) {
  if (sums.value === undefined) return <NoFigure why="Unpriced: it is in no total" />;
  return (
    <span className={classes(sums.value.isNegative() && styles.negative)}>
      <Money usd={sums.value} />
    </span>
  );
}

function Weight({ sums }: { readonly sums: HoldingSums }) {
  const totalUsd = useTotals(useQuote())?.totalUsd;
  const total = totalUsd === undefined ? undefined : new Decimal(totalUsd);
  if (sums.value === undefined || total === undefined || !total.greaterThan(0))
    return <NoFigure why="No weight: it is in no total" />;
  return <span className={styles.soft}>{formatPercent(sums.value.dividedBy(total))}</span>;
}

function DayChange({ sums }: { readonly sums: HoldingSums }) {
  const quote = useQuote();
  if (sums.after === undefined || sums.before === undefined)
    return <NoFigure why="No price from 24 hours ago is known" />;
  const change = changeOf(sums, quote);
  if (change === undefined) return <NoFigure why={noRateWords(quote)} />;
  return (
    <Change value={change.change}>
      {change.ratio === undefined ? (
        <QuoteMoney value={change.change} signed />
      ) : (
        <Percent ratio={change.ratio} decimals={2} signed />
      )}
    </Change>
  );
}
