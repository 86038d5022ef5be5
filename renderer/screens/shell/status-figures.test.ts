import { describe, expect, it } from 'vitest';
import { failure } from '../../../shared/base/failure';
import type { StreamStatus } from '../../../shared/portfolio/venue';
import { untilText } from '../../../shared/base/until-text';
import {
  databaseFigure,
  priceFigure,
  rateLimitFigure,
  refreshFigure,
  streamFigure,
} from './status-figures';

const NOW = 1_700_000_000_000;
const stream = (state: StreamStatus['state'], failed = false): StreamStatus => ({
  connectionId: 'one',
  accountType: 'spot',
  state,
  since: 0,
  ...(failed ? { failure: failure('network', 'No answer.') } : {}),
});

describe('the status strip', () => {
  it('counts streams by what they do, and calls a stream down only when it failed', () => {
    expect(streamFigure([stream('live'), stream('polling'), stream('off')])).toEqual({
      tone: 'good',
      text: 'Streams 1 live · 1 polling',
    });
    expect(streamFigure([stream('live'), stream('off', true)])).toEqual({
      tone: 'bad',
      text: 'Streams 1 live · 1 down',
    });
    expect(streamFigure([]).text).toBe('No streams');
  });

  it('tells when everything was read and when it will be', () => {
    expect(
      refreshFigure({ running: false, lastAt: NOW - 12_000, nextAt: NOW + 48_000 }, NOW).text,
    ).toBe('Read 12 s · next 0:48');
    expect(refreshFigure({ running: false }, NOW).text).toBe('Not read yet');
  });

  it('says calmly when a refresh that came too soon may be asked for again', () => {
    const refresh = { running: true, lastAt: NOW - 1000, nextAt: NOW + 60_000 };
    expect(refreshFigure(refresh, NOW, NOW + 4200)).toEqual({
      tone: 'calm',
      text: 'Read just now · again in 0:05',
    });
    expect(refreshFigure(refresh, NOW, NOW - 1).text).toBe('Refreshing…');
  });

  it('shows the busiest venue, and a pause before all else', () => {
    expect(
      rateLimitFigure(
        [
          { venue: 'a', used: 0.2 },
          { venue: 'b', used: 0.9 },
        ],
        NOW,
      ),
    ).toEqual({
      tone: 'warning',
      text: 'Rate limit 90\u202f%',
    });
    expect(rateLimitFigure([{ venue: 'a', used: 0, pausedUntil: NOW + 1000 }], NOW).text).toBe(
      `1 paused by rate limit until ${untilText(NOW + 1000)}`,
    );
    expect(rateLimitFigure([{ venue: 'a', used: 0, pausedUntil: NOW }], NOW).tone).toBe('calm');
  });

  it('takes late prices for a fault', () => {
    expect(priceFigure({ lastAt: NOW - 4000, failures: {} }, NOW).tone).toBe('calm');
    expect(priceFigure({ lastAt: NOW - 61_000, failures: {} }, NOW).tone).toBe('bad');
  });

  it('tells a database that failed from one that opens', () => {
    expect(databaseFigure({ state: 'opening' }).tone).toBe('warning');
    expect(
      databaseFigure({ state: 'failed', failure: failure('storage', 'Disk full.') }).tone,
    ).toBe('bad');
    expect(databaseFigure({ state: 'ready', engine: 'x', waiting: 2 }).text).toContain('2 waiting');
    const refusing = { failure: failure('storage', 'Disk full.'), since: 0, refused: 3 };
    expect(databaseFigure({ state: 'ready', engine: 'x', waiting: 0, refusing }).tone).toBe('bad');
  });
});
