/** Addresses of icons by lower-case asset id. */
export type CoinIcons = ReadonlyMap<string, string>;

/** True for coins of the app's registry, whose id is their common code. */
export function isRegistryAsset(asset: string): boolean {
  return /^[A-Z0-9]+$/.test(asset);
}
