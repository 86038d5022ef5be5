import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const cryptocomDocumentation: VenueDocumentation = {
  venue: 'cryptocom',
  accountId:
    '`uuid` of the master account of `POST /exchange/v1/private/get-accounts`, if it has no sub-accounts: else it is not told which of them a key is of',
  accounts: {
    unified: {
      readBy:
        '`POST /exchange/v1/private/user-balance`: quantities, and the unsettled profit and loss in USD; a negative quantity is a debt',
      positions: 'perpetuals, futures; warrants without a delta (`POST …/private/get-positions`)',
      notes: [
        'Isolated positions have wallets of their own, as subaccounts.',
        'Profit realised in the session is not added: the cash balance has it.',
        'Own total: `total_cash_balance` and unsettled profit and loss of all of them.',
        'Sub-accounts are connections of their own.',
        'The venue does not tell its time, nor what a key may do.',
      ],
    },
    earn: {
      readBy: '`POST /exchange/v1/private/staking/get-staking-position`',
      notes: [
        'It is not said whether `staked_quantity` has what is pending: whichever is more is counted, so that a part that is being unstaked may be missing.',
        'What the Crypto.com app holds is not part of the Exchange.',
      ],
    },
  },
  orders: {
    rules: '`GET /exchange/v1/public/get-instruments`: steps',
    book: '`GET …/public/get-book`, 50',
    fee: '`POST …/private/get-fee-rate`',
    notes: ['No least size is stated.', 'Withdrawals are told by POST only, which is not asked.'],
  },
  refusals: { '10002': 'Key or signature.', '40101': 'Key or signature.' },
};
