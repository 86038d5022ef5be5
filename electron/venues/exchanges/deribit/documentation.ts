import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const deribitDocumentation: VenueDocumentation = {
  venue: 'deribit',
  accountId: '`id` of `GET /api/v2/private/get_account_summaries?extended=true`',
  accounts: {
    unified: {
      readBy: '`GET /api/v2/private/get_account_summaries`: `equity` of all currencies in one call',
      positions: '`GET /api/v2/private/get_positions`: delta of the whole position, in coins',
      notes: [
        'Equity has futures of the session and options in it.',
        'Options settled in the coin have their delta less their value in coins, which is in the equity.',
        'Sub-accounts are connections of their own, each with its key.',
        'The fee balance is not counted.',
        'What the key may do is not told.',
      ],
    },
  },
  orders: {
    rules: '`GET /api/v2/public/get_instruments`',
    book: '`GET /api/v2/public/get_order_book`, 20',
    fee: 'the highest `taker_commission` of spot instruments, published',
    notes: ['Where steps of a price depend on the price, the coarsest.'],
  },
};
