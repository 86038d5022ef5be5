import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ACCOUNT_TYPES, type AccountType } from '../../../shared/portfolio/balance';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Connection } from '../../../shared/portfolio/venue';
import { classes } from '../../components/classes';
import { VenueMark } from '../../components/venue-mark';
import { VisuallyHidden } from '../../components/visually-hidden';
import { useConnections, useNavigation, useNow, usePortfolio } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { ConnectionActions } from './connection-actions';
import { connectionFacts, connectionHealth } from './connection-health';
import { CoverageGlyph } from './coverage-glyph';
import styles from './coverage-matrix.module.css';
import { CoveragePopover } from './coverage-popover';
import { coverageName } from './coverage-words';

const NO_CELLS: readonly CoverageCell[] = [];
const AGE_STEP_MS = 5000;

/** Connections by account types: what was read of each, and what was not. */
export function CoverageMatrix({ connections }: { readonly connections: readonly Connection[] }) {
  const coverage = usePortfolio((state) => (state.phase === 'ready' ? state.coverage : NO_CELLS));
  const now = useNow(AGE_STEP_MS);
  const columns = ACCOUNT_TYPES.filter((accountType) =>
    coverage.some((cell) => cell.accountType === accountType),
  );
  return (
    <div className={styles.scroller}>
      <table className={styles.matrix} aria-label="Coverage by connection and account type">
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              Connection
            </th>
            {columns.map((accountType) => (
              <th key={accountType} scope="col">
                {ACCOUNT_TYPE_NAMES[accountType]}
              </th>
            ))}
            <th scope="col" className={styles.actions}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {connections.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              columns={columns}
              cells={coverage.filter(({ connectionId }) => connectionId === connection.id)}
              now={now}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ConnectionRow({
  connection,
  columns,
  cells,
  now,
}: {
  readonly connection: Connection;
  readonly columns: readonly AccountType[];
  readonly cells: readonly CoverageCell[];
  readonly now: number;
}) {
  const venues = useConnections((state) => state.venues);
  const inFocus = useNavigation((state) => state.connectionInFocus === connection.id);
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (inFocus) row.current?.scrollIntoView({ block: 'center' });
  }, [inFocus]);
  const health = connectionHealth(connection, cells);
  const venue = venues?.find(({ id }) => id === connection.venue);
  const facts = [
    venueName(connection.venue, venues),
    ...connectionFacts(connection, venue?.kind ?? 'exchange'),
  ];
  return (
    <tr
      ref={row}
      data-key={connection.id}
      className={classes(inFocus && styles.inFocus, !connection.enabled && styles.disabled)}
    >
      <th scope="row" className={styles.connection}>
        <div className={styles.identity}>
          <VenueMark
            venue={connection.venue}
            name={venueName(connection.venue, venues)}
            size={24}
          />
          <div className={styles.words}>
            <div className={styles.label}>
              {connection.label}
              <span className={classes(styles.health, styles[health.tone])}>{health.text}</span>
            </div>
            <div className={styles.facts}>{facts.join(' · ')}</div>
          </div>
        </div>
      </th>
      {columns.map((accountType) => {
        const cell = cells.find((one) => one.accountType === accountType);
        return (
          <td key={accountType}>
            {cell === undefined || !connection.enabled ? (
              <span className={styles.nothing} aria-label="Not at this venue">
                ·
              </span>
            ) : (
              <CoveragePopover cell={cell} connection={connection}>
                <button
                  type="button"
                  className={styles.cell}
                  aria-label={`${connection.label}, ${ACCOUNT_TYPE_NAMES[accountType]}: ${cellName(cell)}`}
                  data-tip={cellName(cell)}
                >
                  <CoverageGlyph coverage={cell.coverage} now={now} />
                  {cell.positions?.state === 'failed' ? (
                    <TriangleAlert className={styles.warning} aria-hidden="true" />
                  ) : null}
                </button>
              </CoveragePopover>
            )}
          </td>
        );
      })}
      <td className={styles.actions}>
        <ConnectionActions connection={connection} />
      </td>
    </tr>
  );
}

function cellName({ coverage, positions }: CoverageCell): string {
  const name = coverageName(coverage);
  return positions?.state === 'failed' ? `${name}, positions not read` : name;
}
