import { writeFile } from 'node:fs/promises';
import type { MouseInputEvent } from 'electron';
import { startTimer } from '../timing/timer';

/** Long enough for a slow machine that is busy: what is still awaited then has failed by its own limits. */
const PATIENCE_MS = 120_000;

/** Runs in the page: done when its fonts are there and nothing of it is still loading. */
const PAGE_AT_REST = `new Promise((resolve) => {
  const check = () =>
    document.querySelector('[aria-busy="true"]') === null
      ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))
      : requestAnimationFrame(check);
  void document.fonts.ready.then(check);
})`;

/** What of a window is needed to picture it. */
interface PicturedWindow {
  readonly webContents: {
    sendInputEvent(event: MouseInputEvent): void;
    executeJavaScript(code: string): Promise<unknown>;
    capturePage(): Promise<{ toPNG(): Buffer }>;
  };
}

/** What of the portfolio is pictured. */
interface Pictured {
  readonly settled: boolean;
  onChange(listener: () => void): () => void;
}

/** Saves a picture of the window once a settled portfolio with its history is on the screen. */
export class ScreenshotTaker {
  #painted = false;
  readonly #looks = new Set<() => void>();
  readonly #recorded = deferred();

  constructor(private readonly path: string) {}

  /** The page says whether what it shows now is settled. */
  painted({ settled }: { readonly settled: boolean }): void {
    this.#painted = settled;
    for (const look of this.#looks) look();
  }

  recorded(): void {
    this.#recorded.resolve();
  }

  /**
   * A portfolio that never settles is pictured as it is after a while.
   * @param portfolio nothing when nothing is connected: there is only the page to wait for
   * @returns whether it had settled
   */
  async take(window: PicturedWindow, portfolio: Pictured | undefined): Promise<boolean> {
    let cancel = (): void => undefined;
    const patience = new Promise<boolean>((resolve) => {
      cancel = startTimer(PATIENCE_MS, () => resolve(false));
    });
    const rest = async (): Promise<boolean> => {
      if (portfolio !== undefined)
        await Promise.all([this.#untilPainted(portfolio), this.#recorded.promise]);
      // A pointer resting on a chart would open its tooltip.
      window.webContents.sendInputEvent({ type: 'mouseMove', x: 0, y: 0 });
      await window.webContents.executeJavaScript(PAGE_AT_REST);
      return true;
    };
    const settled = await Promise.race([rest(), patience]);
    cancel();
    const picture = await window.webContents.capturePage();
    await writeFile(this.path, picture.toPNG());
    return settled;
  }

  /** The portfolio is settled, and so is the page: it alone may show one from before a connection began. */
  #untilPainted(portfolio: Pictured): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.#painted || !portfolio.settled) return;
        this.#looks.delete(look);
        stop();
        resolve();
      };
      const stop = portfolio.onChange(look);
      this.#looks.add(look);
      look();
    });
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
