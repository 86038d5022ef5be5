import { venueName } from './venue-name';
import { formatPercent } from '../../shared/assets/format';
import type { Settings } from '../../shared/settings/settings';
import { capFigures, venueShare, type Caps } from './expected-accounts';
import { counted } from './expected-parts';
import type { Figure } from './figures-on-screen';
import type { ReportIn } from './report-in';

interface Chosen {
  readonly settings: Pick<Settings, 'refreshMinutes' | 'dustBelowUsd'>;
  readonly caps: Caps;
  /** Dollars by asset. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** What the Settings have to say of what was chosen, and of caps beside a report. */
export function settingsFigures(report: ReportIn, { settings, caps, overrides }: Chosen): Figure[] {
  const { refreshMinutes, dustBelowUsd } = settings;
  const every = refreshMinutes === 1 ? 'minute' : counted(refreshMinutes, 'minute');
  return [
    { place: 'Full refresh', text: `every ${every}` },
    { place: 'Dust limit in US dollars', text: dustBelowUsd },
    ...Object.entries(caps).flatMap(([venue, cap]) => {
      const name = venueName(venue);
      return [
        { place: `${name} > Now`, text: formatPercent(venueShare(report, venue)) },
        ...capFigures(report, venue, caps, name),
        { place: `${name} > At most > Cap of ${name} in percent`, text: cap },
      ];
    }),
    ...Object.entries(overrides).map(([asset, usd]) => ({
      place: `${asset} > USD for one`,
      text: usd,
    })),
  ];
}
