import { Lock, LockOpen, Undo2 } from 'lucide-react';
import { useRef } from 'react';
import { decimal, type Decimal } from '../../../shared/base/decimal';
import type { DriftRow } from '../../../shared/rebalancing/rebalance-plan-types';
import type { TargetSet } from '../../../shared/rebalancing/targets';
import { IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import {
  isStuck,
  SLIDER_STEP,
  toggleLock,
  tryTarget,
  untryTarget,
} from '../../view-models/rebalance-what-if';
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

/** Tries out another target; buttons keep it from making room for others, and take it back. */
export function TargetSlider({
  row,
  set,
  stored,
}: {
  readonly row: DriftRow;
  /** The targets without what is tried out. */
  readonly set: TargetSet;
  readonly stored: string | undefined;
}) {
  // Not that of the row, which may come a moment later.
  const trying = useRebalance((state) => state.whatIf.get(row.id));
  const locked = useRebalance((state) => state.othersMakeRoom && state.locked.has(row.id));
  const stuck = useRebalance((state) => state.othersMakeRoom && isStuck(set, row.id, state.locked));
  const canLock = useRebalance((state) => state.othersMakeRoom);
  const slider = useRef<HTMLInputElement>(null);
  if (row.state === 'left-alone') return null;
  const value = trying ?? row.target.toDecimalPlaces(1).toFixed();
  return (
    <span className={styles.slider}>
      <IconButton
        label={
          locked
            ? `Let ${row.name} make room for others again`
            : `Keep ${row.name} as it is while others are moved`
        }
        pressed={locked}
        className={classes(styles.lock, !canLock && styles.untried)}
        onClick={() => toggleLock(row.id)}
      >
        {locked ? <Lock /> : <LockOpen />}
      </IconButton>
      <input
        ref={slider}
        type="range"
        min="0"
        max="100"
        step={SLIDER_STEP.toFixed()}
        value={value}
        aria-disabled={stuck || undefined}
        data-tip={stuck ? 'Every other target is locked: none can make room' : undefined}
        aria-label={`Target for ${row.name}`}
        aria-valuetext={percentWords(decimal(value))}
        onChange={(event) => {
          // Not disabled: it would lose the focus, and could not say why.
          if (!stuck) tryTarget(set, row.id, event.currentTarget.value);
        }}
      />
      <IconButton
        label={`Put ${row.name} back to ${stored ?? '–'} %`}
        className={classes(trying === undefined && styles.untried)}
        onClick={() => {
          // The button is about to go.
          slider.current?.focus();
          untryTarget(set, row.id);
        }}
      >
        <Undo2 />
      </IconButton>
    </span>
  );
}
