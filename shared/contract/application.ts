import { z } from 'zod';
import { ask, call, nothing } from './call';
import { ERASE_WORD } from './erase-word';
import type { ErasedView } from './erased-view';
import type { AppInfo, StatusView } from './status-view';

export const applicationCalls = {
  /** Versions, folders, and what this build of the app can do. */
  getAppInfo: ask(nothing).returns<AppInfo>(),
  /** The page has drawn this sequence of the portfolio; ends the wait of `--screenshot`. */
  reportPainted: ask(
    z.strictObject({ sequence: z.number().int(), settled: z.boolean() }),
  ).returns<void>(),
  /** How history, keychain, venues and prices are. */
  getStatus: ask(nothing).returns<StatusView>(),
  /**
   * Erases connections, keys, history, settings, logs and caches, after the user typed the word. Nothing
   * can be done in this run any more; what could not be erased is at the next start.
   */
  eraseEverything: call(z.strictObject({ word: z.literal(ERASE_WORD) })).returns<ErasedView>(),
  /** Asks where to save a text that the page made; answers the path, or `cancelled`. */
  saveTextFile: call(
    z.strictObject({
      suggestedName: z.string().regex(/^[\w.-]{1,100}$/),
      text: z.string().max(50_000_000),
    }),
    { onlyAsks: true, takesAnyText: true },
  ).returns<{ readonly path: string }>(),
} as const;
