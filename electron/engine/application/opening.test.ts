import { beforeEach, describe, expect, it } from 'vitest';
import { NoticeBoard } from '../alerts/notice-board';
import { createOpening } from './opening';
import { silentLog } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';
import type { DatabaseStatus } from '../../../shared/contract/status-view';
import { failure, succeed, type Failure, type Result } from '../../../shared/base/failure';
import { UNKNOWN_RECORDS } from '../../../shared/records/records-view';
import type { KeptRecord } from '../../../shared/records/stored-record';

const LOCKED = failure('storage', 'The folder is in use.', { hint: 'Quit the other one.' });
const READY: DatabaseStatus = { state: 'ready', engine: 'fake', waiting: 0 };

/** What alone cannot be read. */
let failing: string | undefined;
let down: Failure | undefined;
let known: Set<string>;
let done: string[];
let said: string[];
let kept: KeptRecord[];
let demoFailure: Failure | undefined;
let tellStatus: (status: DatabaseStatus) => void;
/** Held back answers of the database, where a test holds them. */
let gate: Promise<void>;
let starting: () => void;
let open: () => Promise<Result<void>>;
let clock: FakeClock;

/** What one service loads, in the order in which it is asked. */
async function load(what: string): Promise<Result<never>> {
  done.push(`load ${what}`);
  await gate;
  if (down !== undefined || failing === what) return { ok: false, failure: down ?? LOCKED };
  known.add(what);
  return succeed(undefined as never);
}

beforeEach(() => {
  [down, known, done, said, kept] = [undefined, new Set(), [], [], []];
  [demoFailure, failing] = [undefined, undefined];
  gate = Promise.resolve();
  starting = () => undefined;
  clock = new FakeClock();
  ({ open } = createOpening({
    clock,
    history: {
      onStatus: (listener) => {
        tellStatus = listener;
        return () => undefined;
      },
    },
    settings: {
      load: () => load('settings'),
      get loaded() {
        return known.has('settings');
      },
    },
    records: {
      load: () => load('records'),
      get known() {
        return known.has('records');
      },
      view: () => ({ ...UNKNOWN_RECORDS, kept }),
    },
    connections: {
      load: () => load('connections'),
      startAll: async () => {
        done.push('start all');
        starting();
      },
      get listStatus() {
        return known.has('connections')
          ? ({ state: 'known' } as const)
          : ({ state: 'unknown', failure: LOCKED } as const);
      },
    },
    demo: {
      resume: async () => {
        done.push('resume demo');
        return demoFailure;
      },
    },
    notices: new NoticeBoard(({ level, text }) => said.push(`${level}: ${text}`)),
    log: silentLog,
  }));
});

const LOADS = ['load settings', 'load records', 'load connections'];
const count = (what: string): number => done.filter((one) => one === what).length;

describe('opening', () => {
  it('loads what is stored, then resumes the demo, then starts what is connected', async () => {
    expect(await open()).toEqual({ ok: true, value: undefined });
    expect(done).toEqual([...LOADS, 'resume demo', 'start all']);
    expect(said).toEqual([]);
  });

  it('is done once where it is asked for several times at once', async () => {
    await Promise.all([open(), open(), open()]);
    expect(count('start all')).toBe(1);
    await open();
    expect(count('start all')).toBe(1);
  });

  it('says what a newer version wrote, and that the demo did not start; all else starts', async () => {
    kept = [{ domain: 'manual-holding', id: 'bank:1' }];
    demoFailure = failure('venue-unavailable', 'The demo did not start.');
    expect(await open()).toMatchObject({ ok: true });
    expect(said).toEqual([
      expect.stringMatching(/^warning: A newer version of Portolan wrote 1 manual entry/),
      'error: The demo did not start.',
    ]);
    expect(done.at(-1)).toBe('start all');
  });
});

describe('an opening that fails', () => {
  beforeEach(() => {
    down = LOCKED;
  });

  it('says why, and reads what was cached as connected all the same', async () => {
    expect(await open()).toEqual({ ok: false, failure: LOCKED });
    expect(said).toEqual(['error: The folder is in use. Quit the other one.']);
    // Not the demo: whether it is there is not known.
    expect(done).toEqual([...LOADS, 'start all']);
    // Nor are entries deleted while it is not known what is connected.
  });

  it('is said once, however often it is tried, and anew when the reason is another', async () => {
    await open();
    await open();
    expect(said).toHaveLength(1);
    down = failure('storage', 'The disk is full.');
    await open();
    expect(said).toEqual([expect.anything(), 'error: The disk is full.']);
  });

  it('is made good by itself when the database is there', async () => {
    await open();
    tellStatus({ state: 'opening' });
    tellStatus({ state: 'failed', failure: LOCKED });
    await settle();
    expect(count('load settings')).toBe(1);
    down = undefined;
    tellStatus(READY);
    await settle();
    expect([...known].sort()).toEqual(['connections', 'records', 'settings']);
    expect(done.slice(-2)).toEqual(['resume demo', 'start all']);
  });

  it.each(['settings', 'records', 'connections'])(
    'is made good also where only %s could not be read',
    async (missing) => {
      down = undefined;
      await open();
      known.delete(missing);
      tellStatus(READY);
      await settle();
      expect(known.has(missing)).toBe(true);
    },
  );

  it.each(['settings', 'records'])(
    'asks for %s alone where only those cannot be read, ever less often, and starts nothing again',
    async (missing) => {
      [down, failing] = [undefined, missing];
      await open();
      // Each write makes the database tell how many wait.
      for (let waiting = 0; waiting < 50; waiting += 1) {
        tellStatus({ ...READY, waiting });
        await settle();
      }
      expect(done.filter((one) => one !== `load ${missing}`)).toEqual([
        ...LOADS.filter((one) => one !== `load ${missing}`),
        'resume demo',
        'start all',
      ]);
      expect(count(`load ${missing}`)).toBe(2);
      await clock.advance(60 * 60_000);
      expect(count(`load ${missing}`)).toBeLessThan(25);
      failing = undefined;
      await clock.advance(300_000);
      expect(known.has(missing)).toBe(true);
      expect([count('start all'), clock.pending]).toEqual([1, 0]);
    },
  );

  it('leaves alone what is whole, whatever the database tells later', async () => {
    down = undefined;
    await open();
    for (let more = 0; more < 3; more += 1) tellStatus({ ...READY, waiting: more });
    await settle();
    expect(count('load settings')).toBe(1);
  });

  it('is made good also where the database comes back while all else is being started', async () => {
    await open();
    down = undefined;
    starting = () => {
      // Only now, when what was stored has been asked for.
      known.delete('settings');
      tellStatus(READY);
      starting = () => undefined;
    };
    await open();
    await settle();
    expect([...known].sort()).toEqual(['connections', 'records', 'settings']);
  });

  it('does not open twice while the first opening still waits', async () => {
    down = undefined;
    let release = (): void => undefined;
    gate = new Promise((resolve) => {
      release = resolve;
    });
    const opening = open();
    tellStatus(READY);
    tellStatus(READY);
    release();
    await opening;
    await settle();
    expect(count('load settings')).toBe(1);
  });
});
