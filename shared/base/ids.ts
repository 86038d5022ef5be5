/** ccxt's id of an exchange (`binance`), or a chain (`bitcoin`). */
export type VenueId = string;

/** Identity of one set of credentials or one watched wallet; stable across renames. */
export type ConnectionId = string;
