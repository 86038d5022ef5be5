import { lazy, Suspense, useEffect, useLayoutEffect, type ReactNode } from 'react';
import { startDemo } from '../../bridge/actions';
import { holdPainting } from '../../bridge/paint-report';
import { Button } from '../../components/button';
import { ErrorBoundary } from '../../components/error-boundary';
import { startFocusKeeper } from '../../components/focus-keeper';
import { Message } from '../../components/screen';
import { Tooltips } from '../../components/tooltips';
import type { View } from '../../stores/navigation-store';
import {
  useConnections,
  useNavigation,
  usePortfolio,
  useSettings,
  useStatus,
} from '../../stores/use-stores';
import { OverviewScreen } from '../overview/overview-screen';
import { failureText } from '../../../shared/base/sentences';
import styles from './app.module.css';
import { Banners } from './banners';
import { Rail } from './rail';
import { startShortcuts } from './shortcuts';
import { StatusStrip } from './status-strip';

// The first screen is in the first bundle; the rest comes when it is opened, or when there is time.
const loadHoldings = () => import('../holdings/holdings-screen');
const loadRebalance = () => import('../rebalance/rebalance-screen');
const loadConnections = () => import('../connections/connections-screen');
const loadSettings = () => import('../settings/settings-screen');
const loadFirstRun = () => import('../first-run/first-run-screen');
const loadPalette = () => import('./command-palette');
const Holdings = lazy(loadHoldings);
const Rebalance = lazy(loadRebalance);
const Connections = lazy(loadConnections);
const Settings = lazy(loadSettings);
const FirstRun = lazy(loadFirstRun);
const CommandPalette = lazy(loadPalette);

/** Time for the first paint before the code of the other screens is read. */
const IDLE_AFTER_MS = 1500;

function screenOf(view: View): ReactNode {
  switch (view) {
    case 'overview':
      return <OverviewScreen />;
    case 'holdings':
      return <Holdings />;
    case 'rebalance':
      return <Rebalance />;
    case 'connections':
      return <Connections />;
    case 'settings':
      return <Settings />;
  }
}

/** The page: rail, screen, strip. */
export function App({ resync }: { readonly resync: () => void }) {
  const view = useNavigation((state) => state.view);
  const paletteOpen = useNavigation((state) => state.paletteOpen);
  const adding = useNavigation((state) => state.adding !== undefined);
  const failure = usePortfolio((state) => (state.phase === 'failed' ? state.failure : undefined));
  const unknown = useStatus(({ status }) => status?.connections.state === 'unknown');
  const none = useConnections(({ connections }) => connections?.length === 0) && !unknown;
  usePreferences();
  useEffect(startShortcuts, []);
  useEffect(startFocusKeeper, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      void loadHoldings();
      void loadRebalance();
      void loadConnections();
      void loadSettings();
      void loadPalette();
    }, IDLE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  const firstRun = none && !adding && (view === 'overview' || view === 'holdings');
  return (
    <div className={styles.app}>
      <PaintedSequence />
      <Rail />
      <main className={styles.main}>
        <Banners />
        <div className={styles.screen}>
          <ErrorBoundary key={view}>
            <Suspense fallback={<PendingScreen />}>
              {failure !== undefined ? (
                <Message title="The portfolio could not be read" tone="failed">
                  <p>{failureText(failure)}</p>
                  <Button onClick={resync}>Try again</Button>
                </Message>
              ) : firstRun ? (
                <FirstRun onDemo={startDemo} />
              ) : (
                screenOf(view)
              )}
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
      <StatusStrip />
      <Tooltips />
      {paletteOpen ? (
        <Suspense fallback={null}>
          <CommandPalette />
        </Suspense>
      ) : null}
    </div>
  );
}

/** A screen whose code is on its way: the painting is not settled without it. */
function PendingScreen() {
  useLayoutEffect(holdPainting, []);
  return null;
}

/** Marks on the page which sequence is drawn, in the same commit as what it changed. */
function PaintedSequence() {
  const sequence = usePortfolio((state) => (state.phase === 'ready' ? state.sequence : undefined));
  const settled = usePortfolio((state) => state.phase === 'ready' && state.settled);
  useLayoutEffect(() => {
    const root = document.getElementById('app');
    if (root === null || sequence === undefined) return;
    root.dataset.sequence = String(sequence);
    root.dataset.settled = String(settled);
  }, [sequence, settled]);
  return null;
}

/** What CSS needs to know of the settings. */
function usePreferences(): void {
  const privacy = useSettings(({ settings }) => settings?.privacy ?? false);
  const gainColors = useSettings(({ settings }) => settings?.gainColors ?? 'green-red');
  useLayoutEffect(() => {
    document.documentElement.dataset.privacy = privacy ? 'on' : 'off';
    document.documentElement.dataset.gainColors = gainColors;
  }, [privacy, gainColors]);
}
