import { RefreshCw } from 'lucide-react';
import { changeSettings, refreshAll } from '../../bridge/actions';
import { IconButton } from '../../components/button';
import { Select } from '../../components/field';
import { Screen } from '../../components/screen';
import { useSettings, useStatus } from '../../stores/use-stores';
import { AllocationSection } from './allocation-section';
import { GrowthSection } from './growth-section';
import { MoversSection } from './movers-section';
import styles from './overview-screen.module.css';
import { TotalSection } from './total-section';

const CURRENCIES = ['USD', 'EUR', 'GBP', 'BTC'] as const;

/** What do I have, how is it spread, how has it done. */
export function OverviewScreen() {
  return (
    <Screen
      title="Overview"
      actions={
        <>
          <CurrencyChoice />
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

function CurrencyChoice() {
  const currency = useSettings(({ settings }) => settings?.quoteCurrency);
  return (
    <Select
      label="Quote currency"
      value={currency ?? 'USD'}
      disabled={currency === undefined}
      onChange={(event) => {
        const chosen = CURRENCIES.find((one) => one === event.currentTarget.value);
        if (chosen !== undefined) void changeSettings({ quoteCurrency: chosen });
      }}
    >
      {CURRENCIES.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </Select>
  );
}

function RefreshButton() {
  const running = useStatus(({ status }) => status?.refresh.running ?? false);
  return (
    <IconButton
      label={running ? 'Refreshing' : 'Refresh everything now'}
      disabled={running}
      onClick={() => void refreshAll()}
    >
      <RefreshCw className={running ? styles.turning : undefined} />
    </IconButton>
  );
}
