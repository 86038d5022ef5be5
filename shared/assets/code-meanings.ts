import type { AssetId } from './asset';

/** What a venue's code means where that is not the asset of the same spelling. */
export interface CodeMeaning {
  readonly code: string;
  readonly asset: AssetId;
  /** At this venue only; on all of them where absent. */
  readonly venue?: string;
  /** It meant this before that day (UTC) and no longer does; always where absent. */
  readonly until?: string;
}

/**
 * Old and other names of one and the same asset, and codes whose meaning changed on a day. Looked
 * through in this order; the first that fits counts.
 */
export const CODE_MEANINGS: readonly CodeMeaning[] = [
  { code: 'XBT', asset: 'BTC' },
  { code: 'XDG', asset: 'DOGE' },
  // Before the fork of November 2018 some venues said BCC, later BCHABC or BAB.
  { code: 'BCC', asset: 'BCH', until: '2018-11-16' },
  { code: 'BCHABC', asset: 'BCH' },
  { code: 'XRB', asset: 'XNO' },
  { code: 'NANO', asset: 'XNO' },
  { code: 'MIOTA', asset: 'IOTA' },
  // https://rendernetwork.com: RNDR moved to Solana as RENDER, one to one.
  { code: 'RNDR', asset: 'RENDER' },
  // Terra's new chain took the ticker on 28 May 2022; what had it became Terra Classic.
  // https://agora.terra.money/ (Terra ecosystem revival plan 2)
  { code: 'LUNA', asset: 'LUNC', until: '2022-05-28' },
];

/** One asset that became another at a fixed ratio. */
export interface Conversion {
  readonly from: AssetId;
  readonly to: AssetId;
  /** So many units of `to` for so many of `from`: 1 for 100. */
  readonly ratio: { readonly to: string; readonly from: string };
  /** The day (UTC) from which it could be converted. */
  readonly since: string;
  /**
   * It still can be, by anybody, at this ratio and without an end: it has a price by what it becomes.
   * Absent where the ratio no longer holds or nobody promises it.
   */
  readonly standing?: true;
  readonly source: string;
}

/**
 * Renames and redenominations that were conversions: the old coin stays an asset of its own, since it
 * may still be held, priced and taxed apart until it is converted.
 */
export const CONVERSIONS: readonly Conversion[] = [
  {
    from: 'MATIC',
    to: 'POL',
    ratio: { to: '1', from: '1' },
    since: '2024-09-04',
    standing: true,
    source:
      'https://polygon.technology/blog/save-the-date-matic-pol-migration-coming-september-4th',
  },
  {
    from: 'LEND',
    to: 'AAVE',
    ratio: { to: '1', from: '100' },
    since: '2020-10-03',
    standing: true,
    source: 'https://docs.aave.com/aavenomics/',
  },
  // Less by a penalty that grows by one percent every quarter since September 2025.
  {
    from: 'MKR',
    to: 'SKY',
    ratio: { to: '24000', from: '1' },
    since: '2024-09-18',
    source: 'https://docs.sky.money/',
  },
  {
    from: 'EOS',
    to: 'A',
    ratio: { to: '1', from: '1' },
    since: '2025-05-14',
    standing: true,
    source: 'https://www.vaulta.com/',
  },
  {
    from: 'FTM',
    to: 'S',
    ratio: { to: '1', from: '1' },
    since: '2024-12-18',
    standing: true,
    source: 'https://docs.soniclabs.com/migration/app-token-migration',
  },
  {
    from: 'AGIX',
    to: 'FET',
    ratio: { to: '0.433350', from: '1' },
    since: '2024-07-01',
    source: 'https://www.superintelligence.io/',
  },
  // Ocean left the alliance in October 2025.
  {
    from: 'OCEAN',
    to: 'FET',
    ratio: { to: '0.433226', from: '1' },
    since: '2024-07-01',
    source: 'https://www.superintelligence.io/',
  },
  {
    from: 'KLAY',
    to: 'KAIA',
    ratio: { to: '1', from: '1' },
    since: '2024-10-31',
    standing: true,
    source: 'https://docs.kaia.io/',
  },
  {
    from: 'TOMO',
    to: 'VIC',
    ratio: { to: '1', from: '1' },
    since: '2023-11-09',
    standing: true,
    source: 'https://docs.viction.xyz/',
  },
  {
    from: 'GAL',
    to: 'G',
    ratio: { to: '60', from: '1' },
    since: '2024-07-15',
    source: 'https://gravity.xyz/',
  },
  {
    from: 'HRK',
    to: 'EUR',
    ratio: { to: '1', from: '7.53450' },
    since: '2023-01-01',
    standing: true,
    source: 'https://eur-lex.europa.eu/eli/reg/2022/1208/oj',
  },
  {
    from: 'BGN',
    to: 'EUR',
    ratio: { to: '1', from: '1.95583' },
    since: '2026-01-01',
    standing: true,
    source: 'https://eur-lex.europa.eu/eli/reg/2025/1409/oj',
  },
];
