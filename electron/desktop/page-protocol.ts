import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import { filesNamedIn, headersOf, pageFile } from './page-files';

const SCHEME = 'portolan';
export const PAGE_ORIGIN = `${SCHEME}://app`;
/** Chromium's number for it. */
const FILE_NOT_FOUND = -6;

/** Must run before the app is ready. */
export function declarePageProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/**
 * Serves the renderer's files, and only them, from a folder. Electron reads them by itself, off the thread
 * that everything else of the app runs on; `protocol.handle` would first load all of Node's `fetch`, and
 * pass each file through that thread in pieces.
 */
export function servePage(session: Session, directory: string): ServedPage {
  const page = join(directory, 'index.html');
  let onPage = (): void => undefined;
  let onCode = (): void => undefined;
  const served = {
    page: new Promise<void>((resolve) => (onPage = resolve)),
    code: new Promise<void>((resolve) => (onCode = resolve)),
  };
  const awaited = filesNamedIn(page);
  // Deprecated in favour of `protocol.handle`, and kept by Electron; for the reasons above it is used.
  session.protocol.registerFileProtocol(SCHEME, ({ url }, answer) => {
    const path = pageFile(url, directory);
    if (path === undefined) {
      answer({ error: FILE_NOT_FOUND });
      return;
    }
    answer({ path, headers: headersOf(path) });
    if (path === page) onPage();
    if (awaited.delete(path) && awaited.size === 0) onCode();
  });
  return served;
}

/** What has been handed to the page. */
export interface ServedPage {
  /** The page itself: its process now starts, and asks for the rest when that is done. */
  readonly page: Promise<void>;
  /** All code and styles of its first frame. */
  readonly code: Promise<void>;
}
