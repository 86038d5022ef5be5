import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme, Notification, shell } from 'electron';
import { compose } from './compose';
import { eraseFiles, markErasing } from './erase';
import { redact } from './venues/reading/redact';
import { parseVenueEndpoints } from './venues/protocol/ccxt/venue-endpoints';
import { bindCalls } from './desktop/bind-calls';
import type { PageMessages } from './desktop/early-messages';
import { createPublisher } from './desktop/publisher';
import { printPortfolio } from './print';
import { setApplicationMenu } from './desktop/application-menu';
import type { CommandLine } from './desktop/command-line';
import { isOldElectron } from './desktop/electron-age';
import { paintingOf } from './desktop/first-paint';
import { EXIT_CODES } from './desktop/exit-codes';
import { closeInTime, quitGracefully } from './desktop/graceful-quit';
import { startLater, utilityProcessPort } from './desktop/utility-process-port';
import { createLogFile } from './desktop/log-file';
import { ScreenshotTaker } from './desktop/screenshot';
import { createStartupCacheFile } from './desktop/startup-cache-file';
import type { Log } from './engine/ports/log';
import type { Portolan, Surroundings } from './surroundings';
import { waitFor } from './timing/timer';
import { fail, succeed, type Result } from '../shared/base/failure';
import { failureText } from '../shared/base/sentences';

/** Put in by the build. */
declare const __BUILT_AT__: number;

/** Quitting waits this long for calls that are still being answered. */
const CALLS_LIMIT_MS = 5_000;

export interface ApplicationOptions {
  readonly commandLine: CommandLine;
  /** What the page sends, from its first message on. */
  readonly messages: PageMessages;
  /** The window, while it is open; none when printing. */
  readonly window: () => BrowserWindow | undefined;
  /** Where main's bundle and the entries of the other processes are. */
  readonly directory: string;
  /** Ends the app with a sentence on standard error. */
  readonly exitWith: (code: number, message: string) => void;
}

/** Composes the app behind the window and does what the command line asks for. */
export async function runApplication(options: ApplicationOptions): Promise<void> {
  const { commandLine, messages, window, exitWith } = options;
  const dataDirectory = app.getPath('userData');
  const cache = createStartupCacheFile(join(dataDirectory, 'startup-cache.json'));
  const cached = cache.read();
  nativeTheme.themeSource = commandLine.theme ?? cached?.settings.theme ?? 'system';
  const log = openLog(dataDirectory);
  const endpoints = parseVenueEndpoints(
    app.isPackaged ? undefined : process.env['PORTOLAN_VENUE_ENDPOINTS'],
  );
  if (!endpoints.ok) {
    exitWith(EXIT_CODES.unusable, failureText(endpoints.failure));
    return;
  }
  const screenshot =
    commandLine.screenshot === undefined ? undefined : new ScreenshotTaker(commandLine.screenshot);
  const portolan = composeBehind(options, {
    ...{ dataDirectory, log, cache, cached, screenshot },
    endpoints: endpoints.value,
  });
  let stopCalls = (): Promise<void> => Promise.resolve();
  quitGracefully(
    app,
    async () => {
      await Promise.race([stopCalls(), waitFor(CALLS_LIMIT_MS)]);
      await portolan.close();
    },
    () => window() === undefined,
  );

  const { print, demo } = commandLine;
  if (print !== undefined) {
    const code = await printPortfolio(portolan, { print, demo });
    await closeInTime(portolan.close);
    app.exit(code);
    return;
  }
  stopCalls = bindCalls(messages, () => window()?.webContents, portolan.handlers, log);
  setApplicationMenu(!app.isPackaged);
  const started = portolan.start();
  if (demo) {
    await started;
    await startDemo(portolan, log);
  }
  if (screenshot !== undefined) {
    await started;
    await takePicture(options, portolan, screenshot);
  }
}

function openLog(dataDirectory: string): Log {
  const log = createLogFile(join(dataDirectory, 'logs'), redact);
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  process.on('unhandledRejection', (error) => log.error('unhandled', error));
  log.info(`Portolan ${app.getVersion()} on Electron ${process.versions.electron}`);
  return log;
}

interface BehindTheWindow extends Pick<Surroundings, 'log' | 'cache' | 'cached' | 'endpoints'> {
  readonly dataDirectory: string;
  readonly screenshot: ScreenshotTaker | undefined;
}

/** Joins the app with the system around it: processes, dialogs, notifications and the window. */
function composeBehind(
  { commandLine, window, directory }: ApplicationOptions,
  { dataDirectory, screenshot, ...rest }: BehindTheWindow,
): Portolan {
  const { log, cached } = rest;
  const firstPaint = paintingOf(window() !== undefined && cached !== undefined);
  const entry = (name: string): string => unpacked(join(directory, name));
  return compose({
    ...rest,
    info: appInfo(commandLine, dataDirectory),
    builtAt: __BUILT_AT__,
    hasHistory: existsSync(join(dataDirectory, 'history')),
    firstPaint: firstPaint.promise,
    spawnHistory: () =>
      startLater(firstPaint.promise, () =>
        utilityProcessPort(entry('history-process.cjs'), 'Portolan history'),
      ),
    spawnWorker: () => utilityProcessPort(entry('worker-process.cjs'), 'Portolan worker'),
    forkDemo: () => utilityProcessPort(entry('demo-process.cjs'), 'Portolan demo venues'),
    publish: createPublisher(() => window()?.webContents),
    saveText: (suggestedName, text) => saveText(window(), suggestedName, text),
    openPage: openInBrowser,
    markErasing: (ids) => markErasing(dataDirectory, ids),
    eraseFiles: () => eraseFiles(dataDirectory),
    notify: (title, body) => {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
    applySettings: ({ theme }) => {
      nativeTheme.themeSource = commandLine.theme ?? theme;
    },
    onPainted: (painted) => {
      log.info(`a${painted.settled ? ' settled' : ''} portfolio is on the screen`);
      firstPaint.done();
      screenshot?.painted(painted);
    },
    onRecorded: () => screenshot?.recorded(),
  });
}

function appInfo({ view }: CommandLine, dataDirectory: string): Surroundings['info'] {
  const { electron } = process.versions;
  return {
    version: app.getVersion(),
    platform: process.platform,
    dataDirectory,
    electron: { version: electron, old: isOldElectron(electron) },
    ...(view === undefined ? {} : { initialView: view }),
  };
}

/** Only where nothing is connected. */
async function startDemo({ connections, demo }: Portolan, log: Log): Promise<void> {
  if (connections.list().length > 0) return;
  const begun = await demo.start();
  if (!begun.ok) log.error(`the demo did not start: ${failureText(begun.failure)}`);
}

async function takePicture(
  { window, exitWith }: ApplicationOptions,
  portolan: Portolan,
  screenshot: ScreenshotTaker,
): Promise<void> {
  const pictured = window();
  if (pictured === undefined) return;
  const isConnected = portolan.connections.list().length > 0;
  const settled = await screenshot.take(pictured, isConnected ? portolan.portfolio : undefined);
  await closeInTime(portolan.close);
  if (settled) app.exit(EXIT_CODES.done);
  else exitWith(EXIT_CODES.failed, 'The picture was taken before everything had answered.');
}

/** Files of processes of their own cannot be run from inside the packaged archive. */
function unpacked(path: string): string {
  return path.replace('app.asar', 'app.asar.unpacked');
}

async function saveText(
  window: BrowserWindow | undefined,
  suggestedName: string,
  text: string,
): Promise<Result<{ path: string }>> {
  if (window === undefined) return fail('cancelled', 'There is no window.');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: suggestedName,
  });
  if (canceled || filePath === undefined) return fail('cancelled', 'Nothing was saved.');
  try {
    await writeFile(filePath, text);
    return succeed({ path: filePath });
  } catch (error) {
    return fail(
      'storage',
      `The file could not be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`,
      {
        hint: 'Choose another folder, or make room on the disk.',
      },
    );
  }
}

/** Only web pages over https, which are the venues' own. */
async function openInBrowser(url: string): Promise<Result<void>> {
  if (!url.startsWith('https://')) return fail('refused', 'Only https pages are opened.');
  try {
    await shell.openExternal(url);
    return succeed(undefined);
  } catch {
    return fail('not-found', 'No browser could be opened.', { hint: `Open ${url} yourself.` });
  }
}
