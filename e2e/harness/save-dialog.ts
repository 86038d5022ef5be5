import type { RunningApp } from './running-app';

/** Where the main process keeps what it was asked for. */
const SUGGESTED = 'portolanTestSuggestedName';

/**
 * Chooses a file in the next dialog that asks where to save. The dialog belongs to the system: choosing in it
 * is all that is left out. To be awaited before whatever opens the dialog.
 * @returns what waits for the dialog, and answers the name that it suggested
 */
export async function chooseFile(app: RunningApp, file: string): Promise<() => Promise<string>> {
  await app.electron.evaluate(
    ({ dialog }, [filePath, key]) => {
      const suggested = new Promise<string>((resolve) => {
        const choose = (...args: readonly unknown[]) => {
          const options = args.at(-1) as { defaultPath: string };
          resolve(options.defaultPath);
          return Promise.resolve({ canceled: false, filePath });
        };
        Object.assign(dialog, { showSaveDialog: choose });
      });
      Reflect.set(globalThis, key, suggested);
    },
    [file, SUGGESTED] as const,
  );
  return () =>
    app.electron.evaluate(
      (_electron, key) => Reflect.get(globalThis, key) as Promise<string>,
      SUGGESTED,
    );
}
