import type { RunningApp } from './running-app';

/**
 * Chooses a file in the next dialog that asks where to save; answers the name that was suggested. The
 * dialog belongs to the system: choosing in it is all that is left out.
 */
export function chooseFile(app: RunningApp, file: string): Promise<string> {
  return app.electron.evaluate(
    ({ dialog }, filePath) =>
      new Promise<string>((resolve) => {
        const choose = (...args: readonly unknown[]) => {
          const options = args.at(-1) as { defaultPath: string };
          resolve(options.defaultPath);
          return Promise.resolve({ canceled: false, filePath });
        };
        Object.assign(dialog, { showSaveDialog: choose });
      }),
    file,
  );
}
