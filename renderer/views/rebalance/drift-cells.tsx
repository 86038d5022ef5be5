import { Undo2 } from 'lucide-react';
import { decimal, type Decimal } from '../../../shared/money/decimal';
import type { DriftRow } from '../../../shared/portfolio/rebalancing/rebalance-plan-types';
import { IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { tryTarget, untryTarget } from '../../stores/rebalance-store';
import styles from './drift-table.module.css';
import { isOutside, percentWords } from './rebalance-words';
import { useRebalance } from './use-rebalancing';

/** Band shaded, target a line, current a bar: one look says how far and on which side. */
export function DriftBar({ row, scale }: { readonly row: DriftRow; readonly scale: number }) {
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

/** Tries out another target; a button takes that back. */
export function TargetSlider({
  row,
  stored,
}: {
  readonly row: DriftRow;
  readonly stored: string | undefined;
}) {
  // Not that of the row, which may come a moment later.
  const trying = useRebalance((state) => state.whatIf.get(row.id));
  if (row.state === 'left-alone') return null;
  const value = trying ?? row.target.toDecimalPlaces(1).toFixed();
  return (
    <span className={styles.slider}>
      <input
        type="range"
        min="0"
        max="100"
        step="0.1"
        value={value}
        aria-label={`Target for ${row.name}`}
        aria-valuetext={percentWords(decimal(value))}
        onChange={(event) => tryTarget(row.id, event.currentTarget.value)}
      />
      <IconButton
        label={`Put ${row.name} back to ${stored ?? '–'} %`}
        className={classes(trying === undefined && styles.untried)}
        onClick={() => untryTarget(row.id)}
      >
        <Undo2 />
      </IconButton>
    </span>
  );
}
