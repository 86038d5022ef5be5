import { RefreshCw } from 'lucide-react';
import { refreshAll } from '../../bridge/actions';
import { IconButton } from '../../components/button';
import { CurrencySelect } from '../../components/currency-select';
import { Screen } from '../../components/screen';
import { useStatus } from '../../stores/use-stores';
import { AllocationSection } from './allocation-section';
import { GrowthSection } from './growth-section';
import { MoversSection } from './movers-section';
import styles from './overview-screen.module.css';
import { TotalSection } from './total-section';

/** What do I have, how is it spread, how has it done. */
export function OverviewScreen() {
  return (
    <Screen
      title="Overview"
      actions={
        <>
          <CurrencySelect />
          <RefreshButton />
        </>
      }
    >
      <div className={styles.sections}>
        <TotalSection />
        <GrowthSection />
        <div className={styles.spread}>
          <AllocationSection />
          <MoversSection />
        </div>
      </div>
    </Screen>
  );
}

function RefreshButton() {
  const running = useStatus(({ status }) => status?.refresh.running ?? false);
  return (
    <IconButton
      label={running ? 'Refreshing' : 'Refresh everything now'}
      // Not disabled: it would lose the focus.
      aria-disabled={running || undefined}
      onClick={() => {
        if (!running) void refreshAll();
      }}
    >
      <RefreshCw className={running ? styles.turning : undefined} />
    </IconButton>
  );
}
