import { lazy, Suspense, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import type { TotalsView } from '../../../shared/contract/portfolio-view';
import { ACCOUNT_TYPES } from '../../../shared/portfolio/balance';
import { hasAllOutcomes, isWhollyRead } from '../../../shared/portfolio/reading-progress';
import { allocate, type Allocation } from '../../charts/allocation';
import { accountTypeColor, categoryColor } from '../../components/category-colors';
import { afterFirstPaint, holdPainting } from '../../bridge/paint-report';
import { Segmented } from '../../components/segmented';
import { SkeletonLines } from '../../components/skeleton';
import { AtQuote, useCalmQuoted } from '../../components/use-money';
import { exposureOf } from '../../view-models/exposure-rows';
import { showHoldingsAs } from '../../stores/holdings-mode';
import { openHoldings, openView } from '../../stores/navigation-store';
import type { LivePortfolio } from '../../stores/portfolio-store';
import type { QuoteDisplay } from '../../view-models/quote';
import { useConnections, usePortfolio, useSettings } from '../../stores/use-stores';
import { totalsOf, useReadingProgress } from '../../view-models/use-totals';
import { byCoin } from '../../view-models/variants';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { AllocationLegend } from './allocation-legend';
import styles from './allocation-section.module.css';
import section from './section.module.css';

const Ring = lazy(() => afterFirstPaint().then(() => import('../../charts/ring')));

/** How the total is spread: by asset, by venue, by account type. A click filters the holdings. */
export function AllocationSection() {
  const [by, setBy] = useState<AssetMeasure>('value');
  const { portfolio, quote } = useCalmQuoted();
  const totals = useMemo(
    () => (portfolio === undefined ? undefined : totalsOf(portfolio, quote)),
    [portfolio, quote],
  );
  const book = portfolio?.book;
  const venues = useConnections((state) => state.venues);
  const assets = useAssetParts(by, portfolio, totals, quote);
  const codeOf = (id: string) => book?.assets.get(id)?.code ?? id;
  return (
    <AtQuote value={quote}>
      <AllocationPart
        title="By asset"
        choice={<Segmented label="Measure" value={by} options={ASSET_MEASURES} onChange={setBy} />}
        parts={assets}
        nameOf={codeOf}
        colorOf={categoryColor}
        onChoose={(asset) => (by === 'value' ? openHoldings({ asset }) : openExposure())}
      />
      <AllocationPart
        title="By venue"
        parts={totals?.byVenue}
        nameOf={(venue) => venueName(venue, venues)}
        colorOf={categoryColor}
        onChoose={(venue) => openHoldings({ venue })}
      />
      <AllocationPart
        title="By account type"
        parts={totals?.byAccountType}
        nameOf={(key) => ACCOUNT_TYPE_NAMES[accountTypeOf(key)]}
        colorOf={(key) => accountTypeColor(accountTypeOf(key))}
        onChoose={(key) => openHoldings({ accountType: accountTypeOf(key) })}
      />
    </AtQuote>
  );
}

type AssetMeasure = 'value' | 'exposure';
const ASSET_MEASURES = [
  { value: 'value', label: 'Value' },
  { value: 'exposure', label: 'Exposure' },
] as const;

/** Dollars by asset: what is held of it, or how the portfolio moves with it. */
function useAssetParts(
  by: AssetMeasure,
  portfolio: LivePortfolio | undefined,
  totals: TotalsView | undefined,
  quote: QuoteDisplay,
): Readonly<Record<string, string>> | undefined {
  const grouped = useSettings(({ settings }) => settings?.groupVariants ?? false);
  return useMemo(() => {
    if (portfolio === undefined || totals === undefined) return undefined;
    const { book, positions } = portfolio;
    if (by === 'value') return grouped ? byCoin(totals.byAsset, book.assets) : totals.byAsset;
    const found = exposureOf({ book, positions, grouped, quote });
    return Object.fromEntries(
      [...found].flatMap(([asset, { netUsd }]) =>
        netUsd === undefined ? [] : [[asset, netUsd.toFixed()] as const],
      ),
    );
  }, [portfolio, totals, by, grouped, quote]);
}

function openExposure(): void {
  showHoldingsAs('exposure');
  openView('holdings');
}

function accountTypeOf(key: string) {
  return ACCOUNT_TYPES.find((accountType) => accountType === key) ?? 'manual';
}

interface AllocationPartProps {
  readonly title: string;
  readonly choice?: ReactNode;
  /** Dollars by key, as main sends them. */
  readonly parts: Readonly<Record<string, string>> | undefined;
  readonly nameOf: (key: string) => string;
  readonly colorOf: (key: string) => string;
  readonly onChoose: (key: string) => void;
}

function AllocationPart({ title, choice, parts, nameOf, colorOf, onChoose }: AllocationPartProps) {
  const nothing = useWordsForNothing();
  const allocation = useMemo(
    (): Allocation | undefined =>
      parts === undefined
        ? undefined
        : allocate(Object.entries(parts).map(([key, usd]) => ({ key, value: new Decimal(usd) }))),
    [parts],
  );
  return (
    <section className={styles.part} aria-label={`Allocation ${title.toLowerCase()}`}>
      <div className={section.headingRow}>
        <h2 className={section.heading}>{title}</h2>
        {choice}
      </div>
      {allocation === undefined ? (
        <div className={styles.picture} aria-busy="true">
          <EmptyRing />
          <SkeletonLines count={6} lineHeight={24} />
        </div>
      ) : allocation.slices.length === 0 ? (
        <div className={styles.picture}>
          <EmptyRing />
          <p className={styles.none}>{nothing}</p>
        </div>
      ) : (
        <div className={styles.picture}>
          <div className={styles.ring}>
            <Suspense fallback={<PendingRing />}>
              <Ring allocation={allocation} colorOf={colorOf} onChoose={onChoose} />
            </Suspense>
          </div>
          <AllocationLegend
            allocation={allocation}
            nameOf={nameOf}
            colorOf={colorOf}
            onChoose={onChoose}
            onOther={() => openView('holdings')}
          />
        </div>
      )}
    </section>
  );
}

/** Nothing of value is known: because nothing was read yet, could be read, or is there. */
function useWordsForNothing(): string {
  const progress = useReadingProgress();
  const settled = usePortfolio((state) => state.phase === 'ready' && state.settled);
  if (!hasAllOutcomes(progress)) return 'Still reading.';
  if (!settled) return 'Still reading prices.';
  return isWhollyRead(progress) ? 'Nothing of value yet.' : 'Nothing of value in what was read.';
}

function EmptyRing() {
  return (
    <svg className={styles.ring} viewBox="0 0 128 128" aria-hidden="true">
      <circle cx="64" cy="64" r="54" fill="none" stroke="var(--sunken)" strokeWidth="18" />
    </svg>
  );
}

function PendingRing() {
  useLayoutEffect(holdPainting, []);
  return <EmptyRing />;
}
