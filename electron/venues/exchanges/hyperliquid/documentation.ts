import type { VenueDocumentation } from '../definition/venue-documentation';

/** What docs/venues/ says beside what the definitions have. */
export const hyperliquidDocumentation: VenueDocumentation = {
  venue: 'hyperliquid',
  accountId: 'the address',
  accounts: {
    unified: {
      readBy:
        '`POST /info` `spotClearinghouseState`, if `userAbstraction` is `unifiedAccount` or `portfolioMargin`',
      positions: 'perpetuals of all dexes (`clearinghouseState` for each of `perpDexs`)',
      notes: [
        'An address is enough, of a master or a sub-account (each is its own connection).',
        "Spot holds the equity of all positions; the dexes' account values repeat it and are not added.",
        'Loans: the total is taken to be what remains after them.',
        'Tokens are told by index; one that is not known is `NAME#index`.',
        'Sides of outcome markets are unpriced.',
        'Balances in escrow for HyperEVM are not read.',
      ],
    },
    spot: {
      readBy: '`POST /info` `spotClearinghouseState` in the other modes',
      notes: ['An account that changes its mode fails until it is connected anew.'],
    },
    futures: {
      readBy:
        "`POST /info` `clearinghouseState` of every dex: account value, with unrealised profit and loss, in the dex's collateral",
      positions: 'perpetuals; `kPEPE` is a thousand PEPE; `xyz:GOLD` is no coin named GOLD',
      notes: ['One subaccount for each dex but the main one.'],
    },
    earn: {
      readBy: '`POST /info` `userVaultEquities` (USDC), `delegatorSummary` (HYPE)',
      notes: ['Vaults by address; staked, unstaked and being withdrawn.'],
    },
  },
  orders: {
    rules:
      '`POST /info` `spotMetaAndAssetCtxs`: decimals of the base; five digits of a price; ten of the quote at least',
    book: '`POST /info` `l2Book`, 20',
    fee: '`POST /info` `userFees`',
    notes: ['A token that its name does not vouch for has no page.'],
  },
};
