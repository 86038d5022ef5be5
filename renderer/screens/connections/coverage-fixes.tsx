import { useState } from 'react';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Connection } from '../../../shared/portfolio/venue';
import { openKeyPage, refreshConnection } from '../../bridge/actions';
import { Button } from '../../components/button';
import { openSettings, startAdding, startConnectionTask } from '../../stores/navigation-store';
import { useConnections, useNow } from '../../stores/use-stores';
import { venueName } from '../names';
import { cellFixes, type Fix } from './coverage-advice';
import styles from './coverage-fixes.module.css';

/** The next steps for an account as buttons; positions that could not be read have theirs too. */
export function CoverageFixes({
  cell,
  connection,
  onLeave,
}: {
  readonly cell: CoverageCell;
  readonly connection: Connection;
  /** Takes a step that leads elsewhere, once this is out of the way. */
  readonly onLeave: (step: () => void) => void;
}) {
  const venues = useConnections((state) => state.venues);
  const [reading, setReading] = useState(false);
  const now = useNow();
  const venue = venues?.find(({ id }) => id === connection.venue);
  const fixes = cellFixes(cell, { venue, connection, now });
  if (fixes.length === 0) return null;
  const isChain = venue?.kind === 'chain';
  const names: Readonly<Record<Fix, string>> = {
    'open-keys': `Open ${venueName(connection.venue, venues)}’s key page`,
    'replace-key': isChain ? 'Enter the address again' : 'Replace the key',
    'read-again': 'Read again',
    'open-chains': 'Choose servers',
    'edit-holdings': 'Edit what is in it',
    'add-manual': 'Add a manual account',
  };
  const take = (fix: Fix) => {
    switch (fix) {
      case 'open-keys':
        void openKeyPage(connection.venue);
        return;
      case 'read-again':
        setReading(true);
        void refreshConnection(connection.id).finally(() => setReading(false));
        return;
      case 'replace-key':
        onLeave(() => startConnectionTask('replace', connection.id));
        return;
      case 'open-chains':
        onLeave(() => openSettings('chains'));
        return;
      case 'add-manual':
        onLeave(() => startAdding('manual'));
        return;
      case 'edit-holdings':
        onLeave(() => startConnectionTask('holdings', connection.id));
    }
  };
  return (
    <div className={styles.fixes}>
      {fixes.map((fix) => (
        <Button key={fix} busy={fix === 'read-again' && reading} onClick={() => take(fix)}>
          {names[fix]}
        </Button>
      ))}
    </div>
  );
}
