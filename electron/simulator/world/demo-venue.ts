import type {
  Account,
  HoldingDefinition,
  HoldingText,
  MarketDefinition,
  PositionDefinition,
} from './world-definition';

/** What the demo has at a venue. */
export interface DemoVenue {
  readonly markets: readonly MarketDefinition[];
  readonly keys: readonly {
    readonly label: string;
    readonly holdings: readonly HoldingDefinition[];
    readonly positions?: readonly PositionDefinition[];
  }[];
}

type Row = readonly [account: Account, code: string, amounts: HoldingText];

/** `free` alone, or `free` with what is locked in open orders. */
export const held = (available: string, locked?: string): HoldingText =>
  locked === undefined ? { available } : { available, locked };

export const holdings = (rows: readonly Row[]): HoldingDefinition[] =>
  rows.map(([account, code, amounts]) => ({ account, code, ...amounts }));

/** Markets by what they are quoted in: `{ USDT: 'BTC ETH' }`. */
export function pairs(bases: Readonly<Record<string, string>>): MarketDefinition[] {
  return Object.entries(bases).flatMap(([quote, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((base) => ({ base, quote })),
  );
}
