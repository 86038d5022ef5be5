import { progressWords } from '../../../shared/portfolio/reading-progress';
import type { Connection } from '../../../shared/portfolio/venue';
import { Money } from '../../components/amount';
import { classes } from '../../components/classes';
import type {
  AccountNode,
  AccountSums,
  ConnectionNode,
  VenueNode,
} from '../../view-models/accounts-tree';
import { useNow } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES } from '../names';
import styles from './account-state.module.css';
import { accountStateWords, positionsWords } from './account-words';
import { cellsHealth, connectionHealth, type ConnectionHealth } from './connection-health';
import { CoverageGlyph } from './coverage-glyph';
import { CoveragePopover } from './coverage-popover';
import { coverageName } from './coverage-words';

const AGE_STEP_MS = 5000;

/** How the connections of a venue stand together. */
export function VenueState({ node }: { readonly node: VenueNode }) {
  const enabled = node.connections.filter(({ connection }) => connection?.enabled !== false);
  const health: ConnectionHealth =
    enabled.length === 0
      ? { tone: 'off', text: 'Disabled' }
      : cellsHealth(enabled.flatMap(({ cells }) => cells));
  return <Health health={health} sums={node.sums} />;
}

export function ConnectionState({ node }: { readonly node: ConnectionNode }) {
  if (node.connection === undefined) return <span className={styles.off}>Being removed</span>;
  return <Health health={connectionHealth(node.connection, node.cells)} sums={node.sums} />;
}

function Health({
  health,
  sums,
}: {
  readonly health: ConnectionHealth;
  readonly sums: AccountSums;
}) {
  return (
    <span className={styles.line}>
      <span className={classes(styles.health, styles[health.tone])}>{health.text}</span>
      <Carried sums={sums} said={health.carriedOn === true} />
      {sums.unpriced === 0 ? null : <span className={styles.more}>{sums.unpriced} unpriced</span>}
    </span>
  );
}

/** What of a total is not read, carried on or without a price. */
export function WhatIsMissing({ sums }: { readonly sums: AccountSums }) {
  const { progress, unpriced } = sums;
  const { notRead, partly } = progress;
  const reading = progressWords(progress);
  return (
    <span className={styles.line}>
      {reading === undefined ? null : <span className={styles.waiting}>{reading}</span>}
      {notRead === 0 ? null : (
        <span className={styles.bad}>
          {notRead} {notRead === 1 ? 'account' : 'accounts'} not read
        </span>
      )}
      {partly === 0 ? null : (
        <span className={styles.warning}>
          {partly} {partly === 1 ? 'account' : 'accounts'} partly read
        </span>
      )}
      <Carried sums={sums} said={false} />
      {unpriced === 0 ? null : <span className={styles.more}>{unpriced} unpriced</span>}
    </span>
  );
}

/** How much of the value is carried on; without a figure when it is all of it. */
function Carried({ sums, said }: { readonly sums: AccountSums; readonly said: boolean }) {
  const { carried, value } = sums;
  if (carried.isZero() || value === undefined) return null;
  const isAll = carried.equals(value);
  if (isAll && said) return null;
  return (
    <span className={styles.more}>
      {isAll ? null : <Money usd={carried} />}
      {said ? '' : ' carried on'}
    </span>
  );
}

/** What was read of an account, behind it the explanation and the fix. */
export function AccountState({
  node,
  connection,
  tabIndex,
}: {
  readonly node: AccountNode;
  readonly connection: Connection | undefined;
  readonly tabIndex: number;
}) {
  const now = useNow(AGE_STEP_MS);
  const { cell, sums, accountType } = node;
  if (cell === undefined || connection === undefined) return null;
  const positions = positionsWords(cell);
  return (
    <span className={styles.line}>
      <CoveragePopover cell={cell} connection={connection}>
        <button
          type="button"
          data-details
          tabIndex={tabIndex}
          className={styles.cell}
          aria-label={`${connection.label}, ${ACCOUNT_TYPE_NAMES[accountType]}: ${coverageName(cell.coverage)}`}
        >
          <CoverageGlyph coverage={cell.coverage} now={now}>
            {accountStateWords(cell.coverage, now)}
          </CoverageGlyph>
        </button>
      </CoveragePopover>
      {positions === undefined ? null : (
        <span className={classes(styles.more, positions.failed && styles.warning)}>
          {positions.text}
        </span>
      )}
      {sums.unpriced === 0 ? null : <span className={styles.more}>{sums.unpriced} unpriced</span>}
    </span>
  );
}
