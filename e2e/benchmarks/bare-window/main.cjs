'use strict';

// The least that an Electron app with a window can be: what a start cannot be faster than.
const { app, BrowserWindow, utilityProcess } = require('electron');
const path = require('node:path');

const PAINTED =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))';

void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    useContentSize: true,
    show: false,
    webPreferences: { sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  const utilities = Number(process.env.BARE_UTILITIES ?? 0);
  for (let count = 0; count < utilities; count += 1)
    utilityProcess.fork(path.join(__dirname, 'idle.cjs'));
  await window.loadFile(path.join(__dirname, 'page.html'));
  await window.webContents.executeJavaScript(PAINTED);
  process.stdout.write(`painted at ${Date.now()}\n`);
});
app.on('window-all-closed', () => app.quit());
process.on('SIGTERM', () => app.quit());
