import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE_ORIGIN } from './page-protocol';

export interface MainWindowOptions {
  readonly preload: string;
  /** Keep the size that pictures are taken at. */
  readonly fixedSize: boolean;
}

const SIZE = { width: 1440, height: 900 };
const LEAST_SIZE = { minWidth: 900, minHeight: 600 };

/** Opens the one window. It shows itself when its first frame is drawn. */
export function openMainWindow({ preload, fixedSize }: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
    ...LEAST_SIZE,
    useContentSize: true,
    resizable: !fixedSize,
    show: false,
    title: 'Portolan',
    autoHideMenuBar: true,
    // The page's own background, so that nothing flashes before its first frame.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1115' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A portfolio in the background still follows its venues.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${PAGE_ORIGIN}/index.html`);
  return window;
}
