import type { ConnectionService } from '../connections/connection-service';
import type { DemoService } from '../demo/demo-service';
import type { NoticeBoard } from '../alerts/notice-board';
import type { Clock } from '../ports/clock';
import type { DatabaseState } from '../ports/history';
import type { Log } from '../ports/log';
import type { RecordsService } from '../records/records-service';
import type { SettingsService } from '../settings/settings-service';
import { succeed, type Result } from '../../../shared/base/failure';
import { failureText } from '../../../shared/base/sentences';
import { keptNotice } from '../../../shared/records/kept-records';

export interface OpeningOptions {
  readonly history: Pick<DatabaseState, 'onStatus'>;
  readonly settings: Pick<SettingsService, 'load' | 'loaded'>;
  readonly records: Pick<RecordsService, 'load' | 'known' | 'view'>;
  readonly connections: Pick<ConnectionService, 'load' | 'startAll' | 'listStatus'>;
  readonly demo: Pick<DemoService, 'resume'>;
  readonly notices: NoticeBoard;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

export interface Opening {
  /** Resolves when each account has an outcome, or with why the database could not be read. */
  open(): Promise<Result<void>>;
  /** Something may be unknown again: it is asked for in a while. */
  lookAgain(): void;
}

/** What an open database did not answer is asked again after this, then after twice as long each time. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Loads what the database has and starts it; what is lacking again by itself when the database comes back
 * after it could not be opened, and in growing pauses while it is open, so that nothing needs a restart.
 * What is known is not asked for again, and what is connected is started once for each time it is learnt.
 */
export function createOpening(options: OpeningOptions): Opening {
  const { history, records, connections, demo, notices } = options;
  const sayOnce = sayingOnce(notices);
  const nextLook = growingPause(options.clock);
  let opening: Promise<Result<void>> | undefined;
  let hasBegun = false;
  let isReady = false;
  let cameBack = false;
  let isStarted = false;

  async function openNow(): Promise<Result<void>> {
    const isNew = !isListKnown(options);
    const { connected, loaded } = await loadMissing(options);
    if (loaded.ok) sayOnce('warning', keptNotice(records.view().kept) ?? '');
    else sayOnce('error', failureText(loaded.failure));
    if (connected.ok && isNew) {
      const demoFailure = await demo.resume();
      if (demoFailure !== undefined) notices.raise('error', failureText(demoFailure));
      await start();
    }
    // Venues are read all the same, as far as it was cached what is connected.
    if (!isStarted) void start();
    return loaded.ok ? succeed(undefined) : loaded;
  }

  function start(): Promise<void> {
    isStarted = true;
    return connections.startAll();
  }

  function open(): Promise<Result<void>> {
    hasBegun = true;
    nextLook.cancel();
    opening ??= openNow().finally(() => {
      opening = undefined;
      if (isWhole(options)) nextLook.reset();
      // It may have asked before the database was there, in vain.
      else if (cameBack) void open();
      else lookAgain();
      cameBack = false;
    });
    return opening;
  }

  function lookAgain(): void {
    const isAwaited = opening !== undefined || nextLook.isSet();
    if (!hasBegun || !isReady || isAwaited || isWhole(options)) return;
    nextLook.set(() => void open());
  }

  history.onStatus(({ state }) => {
    const wasReady = isReady;
    isReady = state === 'ready';
    if (wasReady || !isReady || !hasBegun || isWhole(options)) return;
    if (opening === undefined) void open();
    else cameBack = true;
  });
  return { open, lookAgain };
}

type Lists = Pick<OpeningOptions, 'settings' | 'records' | 'connections'>;

const isListKnown = ({ connections }: Lists): boolean => connections.listStatus.state === 'known';

const isWhole = (lists: Lists): boolean =>
  lists.settings.loaded && lists.records.known && isListKnown(lists);

/** @returns how the list of connections was answered, and the worse one of that and the records */
async function loadMissing(
  options: OpeningOptions,
): Promise<{ readonly connected: Result<unknown>; readonly loaded: Result<unknown> }> {
  const { settings, records, connections, log } = options;
  const known = succeed(undefined);
  const [loadedSettings, loadedRecords, connected] = await Promise.all([
    settings.loaded ? known : settings.load(),
    records.known ? known : records.load(),
    isListKnown(options) ? known : connections.load(),
  ]);
  if (!loadedSettings.ok) log.warn(`settings: ${failureText(loadedSettings.failure)}`);
  return { connected, loaded: connected.ok ? loadedRecords : connected };
}

/** Raises what is not what was raised last; an empty text is nothing to raise. */
function sayingOnce(notices: NoticeBoard) {
  let lastText = '';
  return (level: 'warning' | 'error', text: string): void => {
    if (lastText !== text && text !== '') notices.raise(level, text);
    lastText = text;
  };
}

/** One timer at a time, each after twice as long as the one before. */
function growingPause(clock: Pick<Clock, 'after'>) {
  let pause = FIRST_PAUSE_MS;
  let cancel: (() => void) | undefined;
  return {
    isSet: (): boolean => cancel !== undefined,
    set: (task: () => void): void => {
      cancel = clock.after(pause, task);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    },
    cancel: (): void => {
      cancel?.();
      cancel = undefined;
    },
    reset: (): void => {
      pause = FIRST_PAUSE_MS;
    },
  };
}
