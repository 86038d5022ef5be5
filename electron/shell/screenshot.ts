import { writeFile } from 'node:fs/promises';
import type { BrowserWindow } from 'electron';

const PATIENCE_MS = 30_000;

/** Runs in the page: done when its fonts are there and nothing of it is still loading. */
const PAGE_AT_REST = `new Promise((resolve) => {
  const check = () =>
    document.querySelector('[aria-busy="true"]') === null
      ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))
      : requestAnimationFrame(check);
  void document.fonts.ready.then(check);
})`;

/** Saves a picture of the window once a settled portfolio with its history is on the screen. */
export class ScreenshotTaker {
  readonly #painted = deferred();
  readonly #recorded = deferred();

  constructor(private readonly path: string) {}

  painted({ settled }: { readonly settled: boolean }): void {
    if (settled) this.#painted.resolve();
  }

  recorded(): void {
    this.#recorded.resolve();
  }

  /**
   * A portfolio that never settles is pictured as it is after a while.
   * @param hasPortfolio something is connected; else there is nothing to wait for but the page
   * @returns whether it had settled
   */
  async take(window: BrowserWindow, hasPortfolio: boolean): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const rest = async (): Promise<boolean> => {
      if (hasPortfolio) await Promise.all([this.#painted.promise, this.#recorded.promise]);
      // A pointer resting on a chart would open its tooltip.
      window.webContents.sendInputEvent({ type: 'mouseMove', x: 0, y: 0 });
      await window.webContents.executeJavaScript(PAGE_AT_REST);
      return true;
    };
    const settled = await Promise.race([rest(), patience]);
    clearTimeout(timer);
    const picture = await window.webContents.capturePage();
    await writeFile(this.path, picture.toPNG());
    return settled;
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
