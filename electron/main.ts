import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, session } from 'electron';
import { CommandLineError, parseCommandLine, type CommandLine } from './desktop/command-line';
import { unusableDataFolder } from './desktop/data-folder';
import { ERASING_MARKER } from './desktop/erase-data-folder';
import { keepEarlyMessages } from './desktop/early-messages';
import { EXIT_CODES } from './desktop/exit-codes';
import { openMainWindow } from './desktop/main-window';
import { guardNavigation, guardSession } from './desktop/navigation-guard';
import { declarePageProtocol, servePage, type ServedPage } from './desktop/page-protocol';
import { waitFor } from './timing/timer';

/** A page that does not ask for its files must not keep the app from starting. */
const FILES_LIMIT_MS = 1_000;

/**
 * Chromium's allocator gives memory back as soon as it is free and takes it again a moment later, thousands of
 * times in the first seconds: an eighth of a start's processor time. With this it keeps a little of it.
 */
const KEEP_FREED_MEMORY = 'PartitionAllocLargeEmptySlotSpanRing';

let window: BrowserWindow | undefined;

run();

/** Everything up to the app being ready; what cannot be used ends the app with a sentence. */
function run(): void {
  const commandLine = readCommandLine();
  if (commandLine === undefined) return;
  if (commandLine.dataDirectory !== undefined) {
    const problem = unusableDataFolder(commandLine.dataDirectory);
    if (problem !== undefined) {
      exitWith(EXIT_CODES.unusable, problem);
      return;
    }
    app.setPath('userData', commandLine.dataDirectory);
  }
  if (!app.requestSingleInstanceLock()) {
    if (commandLine.print !== undefined || commandLine.screenshot !== undefined)
      exitWith(
        EXIT_CODES.failed,
        'Portolan is running with this data folder. Quit it first, or give another --data-dir.',
      );
    else app.quit();
    return;
  }
  // Chromium keeps nothing of ours, and must not wait for a keyring that is locked; our secrets go by keytar.
  if (process.platform === 'linux') app.commandLine.appendSwitch('password-store', 'basic');
  enableFeature(KEEP_FREED_MEMORY);
  declarePageProtocol();
  guardNavigation(app);
  app.on('second-instance', () => {
    window?.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(finishErasing)
    .then((problem) =>
      problem === undefined ? start(commandLine) : exitWith(EXIT_CODES.failed, problem),
    )
    .catch((error: unknown) =>
      exitWith(EXIT_CODES.failed, `Portolan cannot go on: ${reasonOf(error)}`),
    );
}

function readCommandLine(): CommandLine | undefined {
  const own = process.argv.slice(1);
  // Before the app's path stand the flags of Electron itself; a packaged app has no path.
  const flags = app.isPackaged ? own : own.slice(own.findIndex((one) => !one.startsWith('-')) + 1);
  try {
    return parseCommandLine(flags, app.isPackaged);
  } catch (error) {
    if (!(error instanceof CommandLineError)) throw error;
    exitWith(EXIT_CODES.unusable, error.message);
    return undefined;
  }
}

/** Beside those that were given on the command line. */
function enableFeature(name: string): void {
  const given = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', given === '' ? name : `${given},${name}`);
}

function exitWith(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  app.exit(code);
}

/** What went wrong, without what an unexpected message may quote. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * Only after the user had everything erased, and the app was ended before all of it was gone.
 * @returns why the app cannot start
 */
async function finishErasing(): Promise<string | undefined> {
  const dataDirectory = app.getPath('userData');
  if (!existsSync(join(dataDirectory, ERASING_MARKER))) return undefined;
  const erase = await import('./erase');
  return erase.finishErasing(dataDirectory);
}

/**
 * The page comes first: everything behind it is loaded while its process starts, and constructed while that
 * runs the page's code. Nothing waits from then on, so that the page's first calls find their handlers.
 */
async function start(commandLine: CommandLine): Promise<void> {
  let served: ServedPage | undefined;
  const messages = keepEarlyMessages(ipcMain);
  if (commandLine.print === undefined) {
    served = servePage(session.defaultSession, join(__dirname, '../renderer'));
    window = openPage(commandLine.screenshot !== undefined);
  }
  const limit = waitFor(FILES_LIMIT_MS);
  await Promise.race([served?.page, limit]);
  const { runApplication } = await import('./application');
  await Promise.race([served?.code, limit]);
  await runApplication({
    ...{ commandLine, messages, exitWith },
    window: () => window,
    directory: __dirname,
  });
}

function openPage(fixedSize: boolean): BrowserWindow {
  guardSession(session.defaultSession);
  const opened = openMainWindow({
    preload: join(__dirname, '../preload/preload.cjs'),
    fixedSize,
  });
  opened.on('closed', () => {
    window = undefined;
  });
  return opened;
}
