import type { StatusView } from '../../../shared/contract/status-view';
import type { Instant } from '../../../shared/base/failure';
import { untilText } from '../../../shared/base/until-text';
import { ageText, countdownText } from '../../components/time';

export type Tone = 'good' | 'calm' | 'warning' | 'bad';
/** What a figure of the strip explains when it is opened. */
export type StripTopic = 'streams' | 'refresh' | 'rate-limits' | 'prices' | 'database';

/** One figure of the strip: how it stands, in a few words. */
export interface StripFigure {
  readonly tone: Tone;
  readonly text: string;
}

/** How many accounts are pushed, polled or down. A stream that is off without a cause is meant to be. */
export function streamFigure(streams: StatusView['streams']): StripFigure {
  const count = (state: StatusView['streams'][number]['state']) =>
    streams.filter((stream) => stream.state === state).length;
  const down = streams.filter((stream) => stream.state === 'off' && stream.failure !== undefined);
  const parts = [
    [count('live'), 'live'],
    [count('polling'), 'polling'],
    [count('connecting'), 'connecting'],
    [down.length, 'down'],
  ] as const;
  const shown = parts.filter(([number]) => number > 0);
  if (shown.length === 0) return { tone: 'calm', text: 'No streams' };
  return {
    tone: down.length > 0 ? 'bad' : count('connecting') > 0 ? 'warning' : 'good',
    text: `Streams ${shown.map(([number, word]) => `${number} ${word}`).join(' · ')}`,
  };
}

/** @param heldUntil the user asked for it too soon, and may again then */
export function refreshFigure(
  refresh: StatusView['refresh'],
  now: Instant,
  heldUntil?: Instant,
): StripFigure {
  if (heldUntil !== undefined && heldUntil > now)
    return { tone: 'calm', text: `Read just now · again in ${countdownText(heldUntil, now)}` };
  if (refresh.running) return { tone: 'good', text: 'Refreshing…' };
  const last =
    refresh.lastAt === undefined ? 'Not read yet' : `Read ${ageText(refresh.lastAt, now)}`;
  const next = refresh.nextAt === undefined ? '' : ` · next ${countdownText(refresh.nextAt, now)}`;
  return { tone: 'calm', text: `${last}${next}` };
}

/** The busiest venue; a pause is a warning. */
export function rateLimitFigure(limits: StatusView['rateLimits'], now: Instant): StripFigure {
  const ends = limits.flatMap(({ pausedUntil = 0 }) => (pausedUntil > now ? [pausedUntil] : []));
  if (ends.length > 0)
    return {
      tone: 'warning',
      text: `${ends.length} paused by rate limit until ${untilText(Math.max(...ends))}`,
    };
  const most = limits.reduce((used, limit) => Math.max(used, limit.used), 0);
  return {
    tone: most >= 0.8 ? 'warning' : 'calm',
    text: `Rate limit ${Math.round(most * 100)}\u202f%`,
  };
}

/** Prices are asked for every ten seconds; after a minute without them something is wrong. */
const PRICES_LATE_MS = 60_000;

export function priceFigure(prices: StatusView['prices'], now: Instant): StripFigure {
  const failures = Object.keys(prices.failures).length;
  if (prices.lastAt === undefined)
    return { tone: failures > 0 ? 'bad' : 'calm', text: 'No prices yet' };
  const late = now - prices.lastAt > PRICES_LATE_MS;
  const age = ageText(prices.lastAt, now);
  return {
    tone: late ? 'bad' : failures > 0 ? 'warning' : 'calm',
    text: `Prices ${age}${failures > 0 ? ` · ${failures} failing` : ''}`,
  };
}

export function databaseFigure(database: StatusView['database']): StripFigure {
  switch (database.state) {
    case 'opening':
      return { tone: 'warning', text: 'Database opening' };
    case 'failed':
      return { tone: 'bad', text: 'Database failed' };
    case 'ready':
      if (database.refusing !== undefined) return { tone: 'bad', text: 'Database not recording' };
      return database.waiting > 0
        ? { tone: 'calm', text: `Database · ${database.waiting} waiting` }
        : { tone: 'good', text: 'Database' };
  }
}
