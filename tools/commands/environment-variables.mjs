// @ts-check

/**
 * The variables of the environment that the app and its tools read. A test compares this list with the
 * sources, and docs/reference/commands.md is made from it.
 *
 * @typedef {{ name: string, what: string, isInternal?: true }} EnvironmentVariable `isInternal`: what one of
 *   our programs tells another one
 */

/** @type {readonly EnvironmentVariable[]} */
export const environmentVariables = [
  {
    name: 'PORTOLAN_DEBUG',
    what: '`1` adds a stack trace to an error of these commands, and what Chromium remarks.',
  },
  {
    name: 'PORTOLAN_SEED',
    what: 'The number that the random tests of `npm test` and `npm run soak` are drawn from.',
  },
  {
    name: 'PORTOLAN_ELECTRON_RETRY',
    what: "`1` tries Electron's own download again, though it was refused within a week.",
  },
  {
    name: 'PORTOLAN_VENUE_ENDPOINTS',
    what:
      'Servers on this machine to ask instead of venues, as JSON; an unpackaged app alone goes by it. ' +
      'See [adding a venue](../adding-a-venue.md).',
  },
  { name: 'ELECTRON_OVERRIDE_DIST_PATH', what: 'A folder with an unpacked Electron to use.' },
  { name: 'ELECTRON_MIRROR', what: "Another host for Electron's own download." },
  {
    name: 'XDG_CACHE_HOME',
    what: 'Where the folder `portolan` with the Electron that stands in is kept; `~/.cache` by default.',
  },
  { name: 'LOCALAPPDATA', what: 'The same on Windows.' },
  {
    name: 'DISPLAY',
    what: 'The display to open the window on. Without one and without `WAYLAND_DISPLAY`, see [start](../commands.md#start).',
  },
  { name: 'WAYLAND_DISPLAY', what: 'The same under Wayland.' },
  {
    name: 'DBUS_SESSION_BUS_ADDRESS',
    what: 'Where the keychain is asked on Linux; a job of cron needs it.',
  },
  { name: 'PATH', what: 'Where programs of the system are looked for.' },
  {
    name: 'PORTOLAN_SOAK',
    what: '`1` in tests: the long form.',
    isInternal: true,
  },
  {
    name: 'PORTOLAN_TEST_ELECTRON',
    what: 'In tests: the path of the Electron program.',
    isInternal: true,
  },
  {
    name: 'PORTOLAN_TEST_ELECTRON_FOLDER',
    what: 'In tests: the folder that it lies in.',
    isInternal: true,
  },
  {
    name: 'PORTOLAN_TEST_PACKAGED',
    what: 'In journeys: the program of the packaged app.',
    isInternal: true,
  },
  {
    name: 'PORTOLAN_TEST_HISTORY',
    what: 'In journeys: an empty history to begin with.',
    isInternal: true,
  },
];
