import { decimal } from '../../../../../shared/base/decimal';

/** What is held of one coin, by the venue's own id of the coin. */
export interface Held {
  readonly coin: string;
  readonly free: string;
  readonly locked: string;
  /** Told by the venues that lend. */
  readonly debt: string;
}

/** A request by host: `POST api.example.com/v1/balance`. */
export type Answers = Readonly<Record<string, unknown>>;

/** What a venue answers to a key that holds this: a request and its answer, as JSON has it. */
export interface VenueAnswers {
  readonly balance: (held: readonly Held[]) => Answers;
  /** A secret of the only form that the venue's are of, for test keys. */
  readonly secret?: string;
  /** The venue tells of debts. */
  readonly lends?: true;
  /** The venue's ids of some coins by their codes, where no others are known. */
  readonly ids?: Readonly<Record<string, string>>;
}

export const totalOf = ({ free, locked }: Held): string =>
  decimal(free).plus(decimal(locked)).toFixed();

/** Objects by the coins' names. */
export const byCoin = (held: readonly Held[], row: (one: Held) => unknown): object =>
  Object.fromEntries(held.map((one) => [one.coin, row(one)]));

/** One object with several fields for each coin. */
export const inNames = (
  held: readonly Held[],
  fields: (one: Held) => Readonly<Record<string, string>>,
): object => Object.assign({}, ...held.map(fields)) as object;

/** Binance's form of a balance, which others took over. */
export const freeAndLocked = ({ coin, free, locked }: Held): object => ({
  asset: coin,
  free,
  locked,
});

/** HitBTC, which runs under three names. */
export const hitbtcAnswers = (host: string): VenueAnswers => ({
  balance: (held) => ({
    [`GET ${host}/api/3/spot/balance`]: held.map(({ coin, free, locked }) => ({
      currency: coin,
      available: free,
      reserved: locked,
      reserved_margin: '0',
    })),
  }),
});
