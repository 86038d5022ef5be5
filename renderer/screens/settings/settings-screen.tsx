import { useEffect, type ReactNode } from 'react';
import type { Settings } from '../../../shared/settings/settings';
import { changeSettings } from '../../bridge/actions';
import { CurrencySelect } from '../../components/currency-select';
import { Select, Switch } from '../../components/field';
import { Screen } from '../../components/screen';
import { Segmented } from '../../components/segmented';
import { Skeleton } from '../../components/skeleton';
import { useNavigation, useSettings } from '../../stores/use-stores';
import { DustLimit } from './dust-limit';
import { EraseSection } from './erase-section';
import styles from './settings-screen.module.css';
import { SystemFacts } from './system-facts';
import { YourRecords } from './your-records';

const MINUTES = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60] as const;

/** How the app behaves, and where it keeps what. */
export default function SettingsScreen() {
  const settings = useSettings((state) => state.settings);
  const part = useNavigation((state) => state.settingsPart);
  const isThere = settings !== undefined;
  useEffect(() => {
    if (part === undefined || !isThere) return;
    const heading = document.getElementById(part);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [part, isThere]);
  return (
    <Screen title="Settings">
      <div className={styles.column}>
        {settings === undefined ? (
          <Skeleton height={320} />
        ) : (
          <>
            <Preferences settings={settings} />
          </>
        )}
        <YourRecords />
        <SystemFacts />
        <EraseSection />
      </div>
    </Screen>
  );
}

function Preferences({ settings }: { readonly settings: Settings }) {
  const minutes = MINUTES.some((one) => one === settings.refreshMinutes)
    ? MINUTES
    : [...MINUTES, settings.refreshMinutes].sort((one, other) => one - other);
  return (
    <section aria-labelledby="preferences">
      <h2 id="preferences" tabIndex={-1} className={styles.heading}>
        Portfolio and looks
      </h2>
      <NotUnderstood />
      <Line
        name="Full refresh"
        hint="Between refreshes, streams bring changes where the venue has them."
      >
        <Select
          label="Full refresh"
          value={settings.refreshMinutes}
          onChange={(event) =>
            void changeSettings({ refreshMinutes: Number(event.currentTarget.value) })
          }
        >
          {minutes.map((one) => (
            <option key={one} value={one}>
              every {one === 1 ? 'minute' : `${one} minutes`}
            </option>
          ))}
        </Select>
      </Line>
      <Line
        name="Quote currency"
        hint="What values are shown in, at the rate of the markets in reach. They are kept in dollars."
      >
        <CurrencySelect />
      </Line>
      <Line name="Theme">
        <Segmented
          label="Theme"
          value={settings.theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => void changeSettings({ theme })}
        />
      </Line>
      <Line name="Gain and loss" hint="Signs and arrows say the same without colour.">
        <Segmented
          label="Colours of gain and loss"
          value={settings.gainColors}
          options={[
            { value: 'green-red', label: 'Green and red' },
            { value: 'blue-orange', label: 'Blue and orange' },
          ]}
          onChange={(gainColors) => void changeSettings({ gainColors })}
        />
      </Line>
      <Line name="Hide amounts" hint="Also Shift H, from anywhere.">
        <Switch
          label="Hide amounts"
          checked={settings.privacy}
          onChange={(privacy) => void changeSettings({ privacy })}
        />
      </Line>
      <Line name="Hide dust" hint="Dust is left out of the list, never out of the total.">
        <Switch
          label="Hide dust"
          checked={settings.hideDust}
          onChange={(hideDust) => void changeSettings({ hideDust })}
        />
      </Line>
      <Line name="Dust limit" hint="Holdings worth less than this are dust.">
        <DustLimit value={settings.dustBelowUsd} />
      </Line>
      <Line
        name="Show wrapped and staked variants with their coin"
        hint="Staked ether under ether, for instance. They stay assets of their own."
      >
        <Switch
          label="Show wrapped and staked variants with their coin"
          checked={settings.groupVariants}
          onChange={(groupVariants) => void changeSettings({ groupVariants })}
        />
      </Line>
      <Line
        name="Tell when a class leaves its band"
        hint="A notification about the targets in use, at most one a day for each class."
      >
        <Switch
          label="Tell when a class leaves its band"
          checked={settings.driftAlerts}
          onChange={(driftAlerts) => void changeSettings({ driftAlerts })}
        />
      </Line>
    </section>
  );
}

/** Preferences that a newer version wrote: their defaults are used, and they are kept until they are set here. */
function NotUnderstood() {
  const count = useSettings(({ notUnderstood }) => notUnderstood.length);
  if (count === 0) return null;
  return (
    <p className={styles.intro} role="note">
      {count === 1
        ? '1 preference was set by a newer version of Portolan. It is kept as it is, and the default is used.'
        : `${count} preferences were set by a newer version of Portolan. They are kept as they are, and the defaults are used.`}
    </p>
  );
}

function Line({
  name,
  hint,
  children,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.line}>
      <div>
        <div className={styles.name}>{name}</div>
        {hint === undefined ? null : <div className={styles.hint}>{hint}</div>}
      </div>
      {children}
    </div>
  );
}
