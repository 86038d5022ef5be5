import { useRef, useState, type ReactElement } from 'react';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Connection } from '../../../shared/portfolio/venue';
import { Popover } from '../../components/popover';
import { ACCOUNT_TYPE_NAMES } from '../names';
import { CoverageFixes } from './coverage-fixes';
import styles from './coverage-popover.module.css';
import { coverageName, CoverageWords } from './coverage-words';

/** Explains one account of a connection and offers the fix; hangs on its glyph. */
export function CoveragePopover({
  cell,
  connection,
  children,
}: {
  readonly cell: CoverageCell;
  readonly connection: Connection;
  readonly children: ReactElement;
}) {
  const [open, setOpen] = useState(false);
  const next = useRef<(() => void) | undefined>(undefined);
  // A dialog that opened under the popover would lose the focus to its trigger.
  const leave = (then: () => void) => {
    next.current = then;
    setOpen(false);
  };
  const name = ACCOUNT_TYPE_NAMES[cell.accountType];
  return (
    <Popover
      label={`${connection.label}, ${name}`}
      trigger={children}
      open={open}
      onOpenChange={setOpen}
      onClosed={() => {
        next.current?.();
        next.current = undefined;
      }}
    >
      <h2 className={styles.title}>
        {name} · {coverageName(cell.coverage)}
      </h2>
      <CoverageWords cell={cell} />
      <CoverageFixes cell={cell} connection={connection} onLeave={leave} />
    </Popover>
  );
}
