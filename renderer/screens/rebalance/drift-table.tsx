import { useState } from 'react';
import { ChevronRight } from 'lucide-react';
import type { DriftBoard, DriftRow } from '../../../shared/rebalancing/rebalance-plan-types';
import type { Decimal } from '../../../shared/base/decimal';
import type { TargetSet } from '../../../shared/rebalancing/targets';
import { Money, NoFigure } from '../../components/amount';
import { classes } from '../../components/classes';
import { CoinIcon } from '../../components/coin-icon';
import { percentOfClass } from '../../view-models/rebalance-assembly';
import { useSettings } from '../../stores/use-stores';
import { DriftBar, TargetSlider } from './drift-cells';
import styles from './drift-table.module.css';
import {
  immovableWords,
  isOutside,
  percentWords,
  pointsWords,
  type Words,
} from './rebalance-words';
import { useRebalance } from './use-rebalancing';

/** Current against target, the largest drift first; each target can be tried out. */
export function DriftTable({
  board,
  after,
  stored,
  words,
  codeOf,
}: {
  readonly board: DriftBoard;
  /** The board once the plan is carried out, while there is a plan. */
  readonly after: DriftBoard | undefined;
  /** The targets without what is tried out. */
  readonly stored: TargetSet;
  readonly words: Words;
  readonly codeOf: (asset: string) => string;
}) {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const scale = scaleOf(board);
  const afterwards = new Map(after?.rows.map(({ id, current }) => [id, current]));
  const toggle = (id: string) =>
    setExpanded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <div className={styles.table} role="table" aria-label="Drift from targets">
      <div role="row" className={classes(styles.row, styles.head)}>
        {['Class', 'Current', 'Target', 'Points', 'Drift', 'Band', 'After'].map((name) => (
          <span
            key={name}
            role="columnheader"
            className={classes(name === 'Band' && styles.wide)}
            data-tip={HINTS[name]}
          >
            {name}
          </span>
        ))}
        <span role="columnheader" className={styles.wide}>
          Weight
        </span>
        <span role="columnheader" className={styles.wide}>
          Try a target
        </span>
      </div>
      {board.rows.map((row) => (
        <ClassRow
          key={row.id}
          row={row}
          after={afterwards.get(row.id)}
          set={stored}
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
  after,
  set,
  scale,
  expanded,
  onToggle,
  words,
  codeOf,
}: {
  readonly row: DriftRow;
  readonly after: Decimal | undefined;
  readonly set: TargetSet;
  readonly scale: number;
  readonly expanded: boolean;
  readonly onToggle: () => void;
  readonly words: Words;
  readonly codeOf: (asset: string) => string;
}) {
  const hasMembers = row.kind !== 'asset' && row.members.length > 0;
  const [first] = row.members;
  const tried = useRebalance((state) => state.whatIf.has(row.id));
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
          <span className={styles.what}>
            <strong>{row.name}</strong>
            <Immovable row={row} words={words} />
          </span>
        </span>
        <span role="cell">{percentWords(row.current)}</span>
        <span role="cell" className={classes(tried && styles.tried)}>
          {percentWords(row.target)}
        </span>
        <span role="cell" className={classes(isOutside(row) && styles.outside)} data-column="drift">
          {pointsWords(row.drift)}
        </span>
        <span role="cell">
          <Money usd={row.driftUsd} signed />
        </span>
        <span role="cell" className={classes(styles.state, isOutside(row) && styles.outside)}>
          {STATES[row.state]}
        </span>
        <span role="cell">
          {after === undefined ? <NoFigure why="There is no plan" /> : percentWords(after)}
        </span>
        <span role="cell" className={styles.wide}>
          <DriftBar row={row} scale={scale} />
        </span>
        <span role="cell" className={styles.wide}>
          <TargetSlider row={row} set={set} stored={percentOfClass(set, row.id)} />
        </span>
      </div>
      {expanded
        ? row.members.map((member) => (
            <MemberRow key={member.asset} member={member} code={codeOf(member.asset)} />
          ))
        : null}
    </>
  );
}

/** What of a class is in one asset: it has no target of its own. */
function MemberRow({
  member: { asset, valueUsd, current },
  code,
}: {
  readonly member: DriftRow['members'][number];
  readonly code: string;
}) {
  return (
    <div role="row" className={classes(styles.row, styles.member)} data-member={asset}>
      <span role="cell" className={styles.name}>
        <span className={styles.toggle} />
        <CoinIcon asset={asset} code={code} />
        <span className={styles.what}>
          {code}
          <span className={styles.fixed}>
            <Money usd={valueUsd} />
          </span>
        </span>
      </span>
      <span role="cell">{percentWords(current)}</span>
      {['target', 'points', 'drift', 'band', 'after'].map((column) => (
        <span key={column} role="cell" />
      ))}
      {['weight', 'slider'].map((column) => (
        <span key={column} role="cell" className={styles.wide} />
      ))}
    </div>
  );
}

const STATES: Readonly<Record<DriftRow['state'], string>> = {
  'in-band': 'In band',
  over: 'Over',
  under: 'Under',
  'left-alone': 'Left alone',
};

const HINTS: Readonly<Record<string, string>> = {
  Points: 'Drift in percentage points: current less target',
  Drift: 'The same in money: what there is too much or, below zero, too little of',
  Band: 'A class within its band is left as it is',
  After: 'Once every step of the plan is carried out',
};

/** What of a class stays where it is, and why: cut off where it is long, and whole when hovered over. */
function Immovable({ row, words }: { readonly row: DriftRow; readonly words: Words }) {
  const privacy = useSettings(({ settings }) => settings?.privacy ?? true);
  const parts = [...row.immovable].filter(([, usd]) => usd.greaterThanOrEqualTo(1));
  if (parts.length === 0) return null;
  const whole = parts.map(([why, usd]) => `${words.money(usd)} ${immovableWords(why)}`).join('\n');
  return (
    <span className={styles.fixed} data-tip={privacy ? undefined : whole}>
      {parts.map(([why, usd], index) => (
        <span key={why}>
          {index === 0 ? '' : ', '}
          <span data-amount>{words.money(usd)}</span> {immovableWords(why)}
        </span>
      ))}
    </span>
  );
}
