import type { HandlersOf } from '../../../shared/contract/contract';
import type { rebalancingCalls } from '../../../shared/contract/rebalancing';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { VenueId } from '../../../shared/base/ids';
import type { ExchangeGateway } from '../ports/exchanges';
import type { UserRecords } from '../records/user-records';
import type { RebalanceTerms } from './rebalance-terms';

export interface RebalancingHandlerNeeds {
  readonly terms: RebalanceTerms;
  readonly userRecords: UserRecords;
  readonly gateway: Pick<ExchangeGateway, 'marketsOf'>;
  readonly openPage: (url: string) => Promise<Result<void>>;
}

/** Targets, tickets, and what venues say about trading. */
export function rebalancingHandlers({
  terms,
  userRecords,
  gateway,
  openPage,
}: RebalancingHandlerNeeds): HandlersOf<typeof rebalancingCalls> {
  return {
    saveTargetSet: (set) => userRecords.saveTargetSet(set),
    removeTargetSet: ({ id }) => userRecords.removeTargetSet(id),
    selectTargetSet: ({ id }) => userRecords.selectTargetSet(id),
    keepTicket: (ticket) => userRecords.keepTicket(ticket),
    forgetTickets: ({ ids }) => userRecords.forgetTickets(ids),
    getRebalanceTerms: async ({ assets }) => succeed(await terms.terms(assets)),
    getOrderBooks: async ({ markets }) => succeed(await terms.books(markets)),
    openTradePage: ({ venue, symbol }) => openTradePage(venue, symbol),
  };

  async function openTradePage(venue: VenueId, symbol: string): Promise<Result<void>> {
    const [base = '', quote = ''] = symbol.split('/');
    const page = gateway.marketsOf({ venue })?.tradePage({ base, quote });
    return page === undefined
      ? fail('not-found', 'Where this venue trades the pair is not known.')
      : openPage(page);
  }
}
