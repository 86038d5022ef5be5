import type { RunningApp } from './running-app';

/** Gives the window's content a size in CSS pixels, and waits until the page has it. */
export async function setWindowSize(app: RunningApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => {
      for (const window of BrowserWindow.getAllWindows()) window.setContentSize(size[0], size[1]);
    },
    [width, height] as const,
  );
  await app.page.waitForFunction(([wide, high]) => innerWidth === wide && innerHeight === high, [
    width,
    height,
  ] as const);
}
