import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const bitfinexDocumentation: VenueDocumentation = {
  venue: 'bitfinex',
  accountId: 'first field of `POST /v2/auth/r/info/user`',
  accounts: {
    spot: {
      readBy: '`POST /v2/auth/r/wallets`, type `exchange`',
      notes: [
        'Whether a wallet has what is pledged in Bitfinex Borrow is not documented; its loans are not read.',
      ],
    },
    funding: {
      readBy: '`POST /v2/auth/r/wallets`, type `funding`',
      notes: [
        'What is offered or lent is in the balance, as not available; interest counts when it is paid.',
      ],
    },
    margin: {
      readBy:
        '`POST /v2/auth/r/wallets`, type `margin`, and the profit and loss of `POST /v2/auth/r/positions` in the last currency of each pair',
      positions: 'margin positions, by amount of the base coin',
      notes: [
        "Bitfinex takes the fee for closing off a position's profit; where it gives none, it follows from the last price.",
        'Of a pair between two coins, the exposure to the second is not shown.',
        'Unsettled interest is borrowed.',
      ],
    },
    futures: {
      readBy: 'as margin, for the codes that end in `F0` (`USTF0` is USDT)',
      positions: 'perpetuals, by amount of the base coin',
    },
  },
  orders: {
    rules:
      '`GET /v2/conf/pub:info:pair`: sizes; eight decimals of an amount, five digits of a price',
    book: '`GET /v2/book/{pair}/P0`, 25',
    fee: 'the highest for spot of `POST /v2/auth/r/summary`',
    notes: ['Prices of the book have five digits, levels in between are added up.'],
  },
  refusals: {
    apikey: '“apikey: invalid”.',
    signature: '“digest invalid”.',
    address: '“ip”.',
  },
};
