import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const krakenDocumentation: VenueDocumentation = {
  venue: 'kraken',
  accountId: '`iban` of `POST /0/private/GetApiKeyInfo`: the public account id',
  accounts: {
    spot: {
      readBy: '`POST /0/private/BalanceEx`',
      notes: [
        'Several names of a coin (XBT, XXBT) are added up.',
        'Pushes of spot and earn need “WebSocket interface - On”; without it both are read with each refresh.',
        'Tokenised assets (`TSLAx.T`, `TSLAx`) are one coin, priced by the markets of their class; that `TSLA.T` is `TSLAx`, too, is not documented.',
        'No own total: Kraken does not say which earn products its equivalent balance has.',
      ],
    },
    margin: {
      readBy: '`POST /0/private/TradeBalance`: unrealised profit and loss (`n`), in dollars',
      positions: '`POST /0/private/OpenPositions`: what is still open, by market',
      notes: [
        'Opening a position moves no coin: the collateral is in spot, and the profit in no balance until the position is closed.',
        'Needs “Query open orders & trades”.',
        "With Kraken's unified wallet for spot and futures it is not documented what `n` includes.",
      ],
    },
    earn: {
      readBy:
        '`POST /0/private/BalanceEx`, names with `.F .M .S .B .P .HOLD` and staking with days (`DOT28.S`); `POST /0/private/Earn/Allocations`',
      notes: [
        'What was allocated of a coin beyond those balances is counted as `vault`: vault strategies take coins out of the balance list.',
        'Which strategies are in both lists is not documented; a difference of less than 0.1 % is taken for rewards.',
      ],
    },
  },
  orders: {
    rules: '`GET /0/public/AssetPairs`',
    book: '`GET /0/public/Depth`, 50',
    fee: '`POST /0/private/TradeVolume` of XBT/USD',
    notes: [
      'Stablecoins and currencies pay less.',
      'Withdrawals are told one by one, with a key that may withdraw.',
    ],
  },
};
