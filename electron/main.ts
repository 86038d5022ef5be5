import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  session,
  utilityProcess,
} from 'electron';
import { compose, type Portolan } from './compose';
import { parseVenueEndpoints } from './exchanges/venue-endpoints';
import { redact } from './exchanges/redact';
import { bindCalls } from './ipc/bind-calls';
import { createPublisher } from './ipc/publisher';
import { printPortfolio } from './print';
import { setApplicationMenu } from './shell/application-menu';
import { CommandLineError, parseCommandLine, type CommandLine } from './shell/command-line';
import { isOldElectron } from './shell/electron-age';
import { unusableDataFolder } from './shell/data-folder';
import { paintingOf } from './shell/first-paint';
import { closeInTime, quitGracefully } from './shell/graceful-quit';
import { createLogFile } from './shell/log-file';
import { historyProcess, startLater } from './shell/history-process-port';
import { openMainWindow } from './shell/main-window';
import { guardNavigation, guardSession } from './shell/navigation-guard';
import { declarePageProtocol, servePage } from './shell/page-protocol';
import { ScreenshotTaker } from './shell/screenshot';
import { createStartupCacheFile } from './shell/startup-cache-file';
import { fail, succeed } from '../shared/portfolio/failure';

const EXIT_FAILED = 1;
const EXIT_USAGE = 64;

let window: BrowserWindow | undefined;
let portolan: Portolan | undefined;

run();

/** Everything up to the app being ready; what cannot be used ends the app with a sentence. */
function run(): void {
  const commandLine = readCommandLine();
  if (commandLine === undefined) return;
  if (commandLine.dataDirectory !== undefined) {
    const problem = unusableDataFolder(commandLine.dataDirectory);
    if (problem !== undefined) {
      exitWith(EXIT_USAGE, problem);
      return;
    }
    app.setPath('userData', commandLine.dataDirectory);
  }
  if (!app.requestSingleInstanceLock()) {
    if (commandLine.print !== undefined || commandLine.screenshot !== undefined)
      exitWith(
        1,
        'Portolan is running with this data folder. Quit it first, or give another --data-dir.',
      );
    else app.quit();
    return;
  }
  declarePageProtocol();
  guardNavigation(app);
  app.on('second-instance', () => {
    window?.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => start(commandLine))
    .catch((error: unknown) => exitWith(EXIT_FAILED, `Portolan cannot go on: ${reasonOf(error)}`));
}

function readCommandLine(): CommandLine | undefined {
  const own = process.argv.slice(1);
  // Before the app's path stand the flags of Electron itself; a packaged app has no path.
  const flags = app.isPackaged ? own : own.slice(own.findIndex((one) => !one.startsWith('-')) + 1);
  try {
    return parseCommandLine(flags, app.isPackaged);
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    exitWith(EXIT_USAGE, error.message);
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? redact(error.message) : 'unknown';
}

function exitWith(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  app.exit(code);
}

async function start(commandLine: CommandLine): Promise<void> {
  const dataDirectory = app.getPath('userData');
  const cache = createStartupCacheFile(join(dataDirectory, 'startup-cache.json'));
  const cached = cache.read();
  nativeTheme.themeSource = commandLine.theme ?? cached?.settings.theme ?? 'system';
  const screenshot =
    commandLine.screenshot === undefined ? undefined : new ScreenshotTaker(commandLine.screenshot);
  // The page's process starts while everything behind it is constructed; its first calls wait.
  if (commandLine.print === undefined) window = openPage(screenshot !== undefined);

  const log = createLogFile(join(dataDirectory, 'logs'), redact);
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  process.on('unhandledRejection', (error) => log.error('unhandled', error));
  log.info(`Portolan ${app.getVersion()} on Electron ${process.versions.electron}`);
  const endpoints = parseVenueEndpoints(
    app.isPackaged ? undefined : process.env['PORTOLAN_VENUE_ENDPOINTS'],
  );
  if (!endpoints.ok) {
    exitWith(EXIT_USAGE, `${endpoints.failure.message} ${endpoints.failure.hint ?? ''}`.trim());
    return;
  }
  const firstPaint = paintingOf(window !== undefined && cached !== undefined);
  const page = (): Electron.WebContents | undefined => window?.webContents;

  portolan = compose({
    info: {
      version: app.getVersion(),
      platform: process.platform,
      dataDirectory,
      electron: {
        version: process.versions.electron,
        old: isOldElectron(process.versions.electron),
      },
      ...(commandLine.view === undefined ? {} : { initialView: commandLine.view }),
    },
    log,
    cache,
    cached,
    endpoints: endpoints.value,
    hasHistory: existsSync(join(dataDirectory, 'history')),
    firstPaint: firstPaint.promise,
    spawnHistory: () =>
      startLater(firstPaint.promise, () => historyProcess(unpacked('history-process.cjs'))),
    forkDemo: () =>
      utilityProcess.fork(unpacked('demo-process.cjs'), [], {
        serviceName: 'Portolan demo venues',
      }),
    publish: createPublisher(page),
    saveText,
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
  quitGracefully(app, portolan.close, () => window === undefined);

  if (window === undefined) {
    const print = commandLine.print ?? 'table';
    const code = await printPortfolio(portolan, { print, demo: commandLine.demo });
    await closeInTime(portolan.close);
    app.exit(code);
    return;
  }
  bindCalls(ipcMain, page, portolan.handlers, log);
  setApplicationMenu(!app.isPackaged);
  const started = portolan.start();
  if (commandLine.demo) {
    await started;
    if (portolan.connections.list().length === 0) {
      const demo = await portolan.demo.start();
      if (!demo.ok) log.error(`the demo did not start: ${demo.failure.message}`);
    }
  }
  if (screenshot !== undefined) {
    await started;
    const settled = await screenshot.take(window, portolan.connections.list().length > 0);
    await closeInTime(portolan.close);
    if (settled) app.exit(0);
    else exitWith(EXIT_FAILED, 'The picture was taken before everything had answered.');
  }
}

function openPage(fixedSize: boolean): BrowserWindow {
  guardSession(session.defaultSession);
  servePage(session.defaultSession, join(__dirname, '../renderer'));
  const opened = openMainWindow({
    preload: join(__dirname, '../preload/preload.cjs'),
    fixedSize,
  });
  opened.on('closed', () => {
    window = undefined;
  });
  return opened;
}

/** Files of processes of their own cannot be run from inside the packaged archive. */
function unpacked(entry: string): string {
  return join(__dirname, entry).replace('app.asar', 'app.asar.unpacked');
}

async function saveText(suggestedName: string, text: string) {
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
