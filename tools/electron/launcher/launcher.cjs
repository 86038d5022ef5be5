// @ts-check
'use strict';

// Stands in for Electron's default app: `electron [options] FOLDER [arguments]` runs the app in
// FOLDER as if it were installed there.

const { app } = require('electron');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const { appPath, preloads } = readArguments(process.argv.slice(1));

if (process.argv.includes('--version') || process.argv.includes('-v')) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
} else if (appPath === undefined) {
  process.stderr.write('usage: electron FOLDER [arguments]\n');
  process.exit(1);
} else {
  Object.defineProperty(process, 'defaultApp', { configurable: false, value: true });
  for (const name of preloads) createRequireFrom(process.cwd())(name);
  start(path.resolve(appPath));
}

/** @param {string[]} args */
function readArguments(args) {
  /** @type {string[]} */
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preloads.push(args[index] ?? '');
    } else if (!argument.startsWith('-')) {
      return { appPath: argument, preloads };
    }
  }
  return { appPath: undefined, preloads };
}

/** @param {string} folder */
function createRequireFrom(folder) {
  return Module.createRequire(path.join(folder, 'index.js'));
}

/** @param {string} target */
function start(target) {
  try {
    const isFile = fs.statSync(target).isFile();
    const folder = isFile ? path.dirname(target) : target;
    const manifest = readManifest(folder);
    if (manifest.productName || manifest.name) app.name = manifest.productName || manifest.name;
    // Electron gives its own default app these two; they are missing from the public types.
    Reflect.get(app, 'setVersion')?.call(app, manifest.version ?? process.versions.electron);
    Reflect.get(app, 'setAppPath')?.call(app, folder);
    require(isFile ? target : path.join(folder, manifest.main || 'index.js'));
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

/** @param {string} folder */
function readManifest(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}
