import type { ReactNode } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import type { PositionView } from '../../../shared/contract/portfolio-view';
import { CoinAmount, Money, NoFigure } from '../../components/amount';
import { classes } from '../../components/classes';
import { CoinIcon } from '../../components/coin-icon';
import type { GridColumn } from '../../components/tree-grid/grid-column';
import { VenueMark } from '../../components/venue-mark';
import { useConnections } from '../../stores/use-stores';
import type { ExposureRow } from '../../view-models/exposure-rows';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import styles from './exposure-table.module.css';

/** The columns between the coin and its net amount that have something to say. */
export interface ExposureChoice {
  readonly borrowed: boolean;
  readonly options: boolean;
  readonly currency: string;
}

type CoinRow = ExposureRow & { kind: 'coin' };
type PositionRow = ExposureRow & { kind: 'position' };

/** Of a position only its own column has a figure: its name goes over those before the futures. */
export function exposureColumns(choice: ExposureChoice): readonly GridColumn<ExposureRow>[] {
  const { borrowed, options, currency } = choice;
  return [
    {
      id: 'coin',
      header: 'Coin',
      align: 'start',
      span: ({ kind }) => (kind === 'coin' ? 1 : borrowed ? 3 : 2),
      cell: (row) =>
        row.kind === 'coin' ? <Coin row={row} /> : <Position position={row.position} />,
    },
    ofCoins('held', 'Held', ({ exposure }) => <Amount value={exposure.held} />),
    ...(borrowed
      ? [
          ofCoins('borrowed', 'Borrowed', ({ exposure }) => (
            <Amount value={exposure.borrowed.negated()} />
          )),
        ]
      : []),
    {
      id: 'futures',
      header: 'Futures',
      cell: (row) =>
        row.kind === 'coin' ? (
          <Amount value={row.exposure.futures} />
        ) : (
          <Delta row={row} ofOptions={false} />
        ),
    },
    ...(options
      ? [
          {
            id: 'options',
            header: 'Options',
            cell: (row: ExposureRow) =>
              row.kind === 'coin' ? <Options row={row} /> : <Delta row={row} ofOptions />,
          },
        ]
      : []),
    ofCoins('net', 'Net', ({ exposure }) => (
      <span data-value={exposure.net.toFixed()}>
        <Amount value={exposure.net} />
      </span>
    )),
    ofCoins('net-usd', `Net, ${currency}`, (row) => <NetUsd row={row} />),
  ];
}

function ofCoins(
  id: string,
  header: string,
  cell: (row: CoinRow) => ReactNode,
): GridColumn<ExposureRow> {
  return { id, header, cell: (row) => (row.kind === 'coin' ? cell(row) : null) };
}

function Coin({ row: { id, code, name, exposure } }: { readonly row: CoinRow }) {
  return (
    <>
      <CoinIcon asset={id} code={code} />
      <strong className={styles.code}>{code}</strong>
      <span className={styles.longName}>{name === code ? '' : name}</span>
      {exposure.converted ? (
        <span className={styles.mark} data-tip="Variants are converted at today's prices">
          with variants
        </span>
      ) : null}
    </>
  );
}

const KIND_NAMES = { perpetual: 'Perpetual', future: 'Future', option: 'Option' } as const;

function Position({ position }: { readonly position: PositionView }) {
  const venues = useConnections((state) => state.venues);
  const label = useConnections(
    (state) => state.connections?.find(({ id }) => id === position.connectionId)?.label,
  );
  const facts = [
    KIND_NAMES[position.kind],
    venueName(position.venue, venues),
    label,
    ACCOUNT_TYPE_NAMES[position.accountType],
    position.subaccount,
  ];
  return (
    <>
      <VenueMark venue={position.venue} />
      <span className={styles.market}>{position.market}</span>
      <span className={styles.longName}>{facts.filter(Boolean).join(' · ')}</span>
    </>
  );
}

/** What a position moves, in the column of its kind. */
function Delta({ row, ofOptions }: { readonly row: PositionRow; readonly ofOptions: boolean }) {
  const { kind, delta } = row.position;
  if ((kind === 'option') !== ofOptions) return null;
  if (delta === undefined) return <NoFigure why="The venue gives no delta" />;
  return <Amount value={new Decimal(delta)} />;
}

function Options({ row: { exposure } }: { readonly row: CoinRow }) {
  const { options, unknownDeltas } = exposure;
  return (
    <>
      {unknownDeltas > 0 ? (
        <span
          className={styles.mark}
          data-tip={`The venue gives no delta for ${unknownDeltas} of the options: they are in no sum`}
        >
          {unknownDeltas} unknown
        </span>
      ) : null}
      <Amount value={options} />
    </>
  );
}

function NetUsd({ row: { exposure } }: { readonly row: CoinRow }) {
  const { netUsd } = exposure;
  if (netUsd === undefined) return <NoFigure why="Unpriced" />;
  return (
    <span className={classes(netUsd.isNegative() && styles.negative)} data-value={netUsd.toFixed()}>
      <Money usd={netUsd} />
    </span>
  );
}

function Amount({ value }: { readonly value: Decimal }) {
  if (value.isZero()) return <span className={styles.zero}>0</span>;
  return (
    <span className={classes(value.isNegative() && styles.negative)}>
      <CoinAmount value={value} />
    </span>
  );
}
