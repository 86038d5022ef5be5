import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScreenshotTaker } from './screenshot';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-picture-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The part of a window that is pictured; the picture says what was on it. */
function windowShowing(what: () => string) {
  return {
    webContents: {
      sendInputEvent: () => undefined,
      executeJavaScript: async () => undefined,
      capturePage: async () => ({ toPNG: () => Buffer.from(what()) }),
    },
  };
}

class Portfolio {
  settled = true;
  readonly #listeners = new Set<() => void>();

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  become(settled: boolean): void {
    this.settled = settled;
    for (const listener of this.#listeners) listener();
  }
}

describe('the picture of the settled window', () => {
  it('does not show the settled page from before anything was connected', async () => {
    const file = join(folder, 'picture.png');
    const taker = new ScreenshotTaker(file);
    const portfolio = new Portfolio();
    let page = 'nothing connected';
    taker.painted({ settled: true });
    portfolio.become(false);
    taker.recorded();
    const taking = taker.take(
      windowShowing(() => page),
      portfolio,
    );
    page = 'being read';
    taker.painted({ settled: false });
    portfolio.become(true);
    await new Promise(setImmediate);
    page = 'all read';
    taker.painted({ settled: true });
    expect(await taking).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('all read');
  });

  it('waits for nothing but the page where nothing is connected', async () => {
    const file = join(folder, 'picture.png');
    const shown = windowShowing(() => 'first run');
    expect(await new ScreenshotTaker(file).take(shown, undefined)).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('first run');
  });
});
