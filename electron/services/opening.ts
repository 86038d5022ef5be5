import type { ConnectionService } from './connection-service';
import type { DemoService } from './demo-service';
import type { NoticeBoard } from './notice-board';
import type { HistoryStore } from './ports/history';
import type { Log } from './ports/log';
import type { RecordsService } from './records-service';
import type { SettingsService } from './settings-service';
import { succeed, type Result } from '../../shared/portfolio/failure';
import { keptNotice } from '../../shared/records/kept-records';

export interface OpeningOptions {
  readonly history: Pick<HistoryStore, 'onStatus'>;
  readonly settings: Pick<SettingsService, 'load' | 'loaded'>;
  readonly records: Pick<RecordsService, 'load' | 'known' | 'view'>;
  readonly connections: Pick<ConnectionService, 'load' | 'startAll' | 'listStatus'>;
  readonly demo: Pick<DemoService, 'resume'>;
  readonly notices: NoticeBoard;
  readonly log: Log;
}

/**
 * Loads what the database has and starts it; again by itself when the database comes back after it could
 * not be opened, so that nothing needs a restart.
 * @returns opens; resolves when each account has an outcome, or with why the database could not be read
 */
export function createOpening(options: OpeningOptions): () => Promise<Result<void>> {
  const { history, settings, records, connections, demo, notices, log } = options;
  let opening: Promise<Result<void>> | undefined;
  let cameBack = false;
  let said = '';

  async function openNow(): Promise<Result<void>> {
    const [loadedSettings, loadedRecords, connected] = await Promise.all([
      settings.load(),
      records.load(),
      connections.load(),
    ]);
    if (!loadedSettings.ok) log.warn(`settings: ${loadedSettings.failure.message}`);
    const loaded = connected.ok ? loadedRecords : connected;
    if (!loaded.ok) {
      const { message, hint = '' } = loaded.failure;
      if (said !== message) notices.raise('error', `${message} ${hint}`.trim());
      said = message;
      // Venues are read all the same, as far as it was cached what is connected.
      void connections.startAll();
      return loaded;
    }
    const kept = keptNotice(records.view().kept);
    if (kept !== undefined) notices.raise('warning', kept);
    const demoFailure = await demo.resume();
    if (demoFailure !== undefined) notices.raise('error', demoFailure.message);
    await connections.startAll();
    return succeed(undefined);
  }

  const open = (): Promise<Result<void>> => {
    opening ??= openNow().finally(() => {
      opening = undefined;
      if (cameBack) openIfLacking();
    });
    return opening;
  };

  function openIfLacking(): void {
    const isWhole = settings.loaded && records.known && connections.listStatus.state !== 'unknown';
    // One that is under way may have asked already, in vain.
    cameBack = opening !== undefined;
    if (!isWhole && !cameBack) void open();
  }

  history.onStatus(({ state }) => {
    if (state === 'ready') openIfLacking();
  });
  return open;
}
