import { useState } from 'react';
import { ChevronRight } from 'lucide-react';
import type {
  DriftBoard,
  DriftRow,
} from '../../../shared/portfolio/rebalancing/rebalance-plan-types';
import type { Decimal } from '../../../shared/money/decimal';
import { Money } from '../../components/amount';
import { classes } from '../../components/classes';
import { CoinIcon } from '../../components/coin-icon';
import { tryTarget } from '../../stores/rebalance-store';
import styles from './drift-table.module.css';
import { immovableWords, percentWords, pointsWords, type Words } from './rebalance-words';
import { useRebalance } from './use-rebalancing';

/** Current against target, the largest drift first; each target can be tried out. */
export function DriftTable({
  board,
  words,
  codeOf,
}: {
  readonly board: DriftBoard;
  readonly words: Words;
  readonly codeOf: (asset: string) => string;
}) {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const scale = scaleOf(board);
  const toggle = (id: string) =>
    setExpanded((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <div className={styles.table} role="table" aria-label="Drift from targets">
      <div role="row" className={classes(styles.row, styles.head)}>
        {['Class', 'Current', 'Target', 'Drift, points', 'Drift'].map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
        <span role="columnheader" className={styles.wide}>
          Against target and band
        </span>
        <span role="columnheader" className={styles.wide}>
          Try another target
        </span>
      </div>
      {board.rows.map((row) => (
        <ClassRow
          key={row.id}
          row={row}
          scale={scale}
          expanded={expanded.has(row.id)}
          onToggle={() => toggle(row.id)}
          words={words}
          codeOf={codeOf}
        />
      ))}
    </div>
  );
}

/** The bars share one scale: the largest weight, target or edge, with some room. */
function scaleOf({ rows }: DriftBoard): number {
  const largest = Math.max(
    ...rows.flatMap(({ current, target, band }) =>
      [current, target, band.high].map((one) => one.toDecimalPlaces(2).toNumber()),
    ),
  );
  return Math.min(100, Math.max(5, Math.ceil((largest * 1.05) / 5) * 5));
}

function ClassRow({
  row,
  scale,
  expanded,
  onToggle,
  words,
  codeOf,
}: {
  readonly row: DriftRow;
  readonly scale: number;
  readonly expanded: boolean;
  readonly onToggle: () => void;
  readonly words: Words;
  readonly codeOf: (asset: string) => string;
}) {
  const hasMembers = row.kind !== 'asset' && row.members.length > 0;
  const [first] = row.members;
  return (
    <>
      <div role="row" className={styles.row} data-class={row.id} data-state={row.state}>
        <span role="cell" className={styles.name}>
          {hasMembers ? (
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={expanded}
              aria-label={`${expanded ? 'Hide' : 'Show'} what is in ${row.name}`}
              onClick={onToggle}
            >
              <ChevronRight className={styles.chevron} data-open={expanded || undefined} />
            </button>
          ) : (
            <span className={styles.toggle} />
          )}
          {row.kind === 'asset' && first !== undefined ? (
            <CoinIcon asset={first.asset} code={row.name} />
          ) : null}
          <strong>{row.name}</strong>
          <Immovable row={row} words={words} />
        </span>
        <span role="cell">{percentWords(row.current)}</span>
        <span role="cell">{percentWords(row.target)}</span>
        <span role="cell" className={classes(isOutside(row) && styles.outside)} data-column="drift">
          {pointsWords(row.drift)}
        </span>
        <span role="cell">
          <Money usd={row.driftUsd} signed />
        </span>
        <span role="cell" className={styles.wide}>
          <DriftBar row={row} scale={scale} />
        </span>
        <span role="cell" className={styles.wide}>
          <TargetSlider row={row} />
        </span>
      </div>
      {expanded
        ? row.members.map((member) => (
            <div
              key={member.asset}
              role="row"
              className={classes(styles.row, styles.member)}
              data-member={member.asset}
            >
              <span role="cell" className={styles.name}>
                <span className={styles.toggle} />
                <CoinIcon asset={member.asset} code={codeOf(member.asset)} />
                {codeOf(member.asset)}
              </span>
              <span role="cell">{percentWords(member.current)}</span>
              <span role="cell" />
              <span role="cell" />
              <span role="cell">
                <Money usd={member.valueUsd} />
              </span>
              <span role="cell" className={styles.wide} />
              <span role="cell" className={styles.wide} />
            </div>
          ))
        : null}
    </>
  );
}

function isOutside({ state }: DriftRow): boolean {
  return state === 'over' || state === 'under';
}

/** What of a class stays where it is, and why. */
function Immovable({ row, words }: { readonly row: DriftRow; readonly words: Words }) {
  const parts = [...row.immovable].filter(([, usd]) => usd.greaterThanOrEqualTo(1));
  if (parts.length === 0) return null;
  return (
    <span className={styles.fixed}>
      {parts.map(([why, usd], index) => (
        <span key={why}>
          {index === 0 ? '' : ', '}
          <span data-amount>{words.money(usd)}</span> {immovableWords(why)}
        </span>
      ))}
    </span>
  );
}

/** Band shaded, target a line, current a bar: one look says how far and on which side. */
function DriftBar({ row, scale }: { readonly row: DriftRow; readonly scale: number }) {
  const at = (percent: Decimal): number =>
    Math.max(0, Math.min(100, (percent.toDecimalPlaces(3).toNumber() / scale) * 100));
  const [low, high, target, current] = [row.band.low, row.band.high, row.target, row.current].map(
    at,
  );
  const text = `${row.name}: ${percentWords(row.current)} against a target of ${percentWords(row.target)}`;
  return (
    <svg
      className={styles.bar}
      viewBox="0 0 100 16"
      preserveAspectRatio="none"
      role="img"
      aria-label={text}
    >
      <rect x="0" y="0" width="100" height="16" className={styles.track} />
      {row.state === 'left-alone' ? null : (
        <rect
          x={low}
          y="0"
          width={Math.max(0.5, (high ?? 0) - (low ?? 0))}
          height="16"
          className={styles.band}
        />
      )}
      <rect
        x="0"
        y="4"
        width={current}
        height="8"
        className={classes(styles.current, isOutside(row) && styles.currentOutside)}
      />
      {row.state === 'left-alone' ? null : (
        <rect x={(target ?? 0) - 0.3} y="0" width="0.6" height="16" className={styles.target} />
      )}
    </svg>
  );
}

function TargetSlider({ row }: { readonly row: DriftRow }) {
  const tried = useRebalance((state) => state.whatIf.has(row.id));
  if (row.state === 'left-alone') return <span className={styles.fixed}>left alone</span>;
  const value = row.target.toDecimalPlaces(1).toFixed();
  return (
    <span className={styles.slider}>
      <input
        type="range"
        min="0"
        max="100"
        step="0.1"
        value={value}
        aria-label={`Target for ${row.name}`}
        aria-valuetext={percentWords(row.target)}
        onChange={(event) => tryTarget(row.id, event.currentTarget.value)}
      />
      <span className={classes(styles.tried, !tried && styles.untried)}>tried</span>
    </span>
  );
}
