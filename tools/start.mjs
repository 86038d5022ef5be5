// @ts-check
import { constants } from 'node:os';
import process from 'node:process';
import { buildApp } from './build/build-app.mjs';
import { prepareElectron } from './electron/prepare.mjs';
import { logToStandardError as log } from './process/log.mjs';
import { startOwned } from './process/owned-process.mjs';
import { runScript } from './process/script.mjs';
import { repositoryRoot } from './repository.mjs';
import { startDisplay } from './system/display.mjs';
import { ensureSystemPackages } from './system/packages.mjs';

/** Quitting drains writes in flight; the app is not cut short while it does. */
const quitGraceMilliseconds = 50_000;

/**
 * `npm start -- [flags]` builds the app and opens it. The flags are the app's own; the ones that
 * open no window for anybody to see run under a virtual display where there is none.
 */
await runScript(async () => {
  const flags = process.argv.slice(2);
  const isUnattended = flags.some((flag) => /^--(print|screenshot)(=|$)/.test(flag));
  const env = { ...process.env };
  const hasDisplay =
    process.platform !== 'linux' || hasValue(env['DISPLAY'], env['WAYLAND_DISPLAY']);
  if (!hasDisplay && !isUnattended) {
    log(
      'There is no display to open a window on. Run this in a desktop session, or use one of\n' +
        '  npm start -- --print              the portfolio as a table\n' +
        '  npm --silent start -- --print=json\n' +
        '  npm start -- --screenshot FILE    a picture of the window',
    );
    return 1;
  }
  await ensureSystemPackages({ needs: hasDisplay ? ['electron'] : ['electron', 'display'], log });
  const electron = await prepareElectron({ log });
  await buildApp({ log });

  // Set by editors built on Electron in their terminals, it would turn the app into plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  const display = hasDisplay ? undefined : await startDisplay();
  try {
    Object.assign(env, display?.env);
    // Chromium refuses to sandbox for root.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    // Chromium complains of every bus and graphics driver that a machine lacks; only what ends it matters.
    const remarks = process.env['PORTOLAN_DEBUG'] === '1' ? [] : ['--log-level=3'];
    const app = startOwned(
      electron.executablePath,
      [...sandbox, ...remarks, repositoryRoot, ...flags],
      { env, stdio: 'inherit' },
      { signalGraceMilliseconds: quitGraceMilliseconds },
    );
    const { code, signal } = await app.exited;
    if (signal !== null) log(`The app was ended by ${signal}.`);
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    await display?.stop();
  }
});

/** @param {(string | undefined)[]} values */
function hasValue(...values) {
  return values.some((value) => value !== undefined && value !== '');
}
