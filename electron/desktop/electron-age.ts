/** The oldest Electron line that gets security fixes: the project supports its latest three. */
const OLDEST_SUPPORTED_MAJOR = 43;

/**
 * Whether an Electron gets no security fixes any more, by its version `major.minor.patch`.
 * Source: Electron Releases, "Version support policy" (latest three stable major versions).
 */
export function isOldElectron(version: string): boolean {
  const major = Number.parseInt(version, 10);
  return !(major >= OLDEST_SUPPORTED_MAJOR);
}
