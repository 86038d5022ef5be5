/** What the program ends with. */
export const EXIT_CODES = {
  /** Done; with `--print`, every account answered. */
  done: 0,
  /** `--print`: nothing is connected, or Portolan is running already. Otherwise: it did not start. */
  failed: 1,
  /** `--print`: a connection failed (it is named on standard error); the rest was printed. */
  connectionFailed: 2,
  /** A flag that cannot be used, or a data folder that cannot be written. */
  unusable: 64,
  /** Ended by SIGINT before `--print` or `--screenshot` was done. */
  interrupted: 130,
  /** Ended by SIGTERM before `--print` or `--screenshot` was done. */
  terminated: 143,
} as const;
