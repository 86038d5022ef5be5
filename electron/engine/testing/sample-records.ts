import { emptyTargetSet } from '../../../shared/rebalancing/targets';
import type { RecordBody, RecordDomain } from '../../../shared/records/record-domains';
import type { TicketRecord } from '../../../shared/records/ticket-record';

export const sampleTicket = (id: string): TicketRecord => ({
  id,
  openedAt: 1,
  suggestion: {
    classId: id,
    name: 'BTC',
    action: 'sell',
    wantedUsd: '1',
    plannedUsd: '1',
    before: '50',
    after: '40',
    target: '40',
  },
  steps: [
    {
      kind: 'move',
      id: 'move-1',
      connectionId: 'a',
      venue: 'okx',
      asset: 'BTC',
      amount: '0.5',
      from: 'funding',
      to: 'spot',
    },
  ],
  before: [{ key: 'a/BTC', units: '1' }],
  done: ['move-1'],
  confirmed: [],
});

/** One row of each domain; `name` tells two of them apart. */
export function sampleRecord(domain: RecordDomain, name: string): RecordBody<RecordDomain> {
  switch (domain) {
    case 'manual-holding':
      return { id: `bank:${name}`, connectionId: 'bank', code: 'EUR', amount: '12.50', note: name };
    case 'token-decision':
      return { asset: `eip155:1/erc20:0x${name}`, decision: 'spam' };
    case 'added-token':
      return { venue: 'ethereum', contract: `0x${name}` };
    case 'asset-override':
      return { venue: 'mexc', code: name.toUpperCase(), asset: 'BTC' };
    case 'price-override':
      return { asset: `${name.toUpperCase()}@okx`, usd: '1.5' };
    case 'chain-endpoint':
      return { venue: `chain${name}`, urls: ['https://node.example'] };
    case 'custom-chain':
      return {
        id: `evm${Number.parseInt(name, 36) + 1000}`,
        name: `Chain ${name}`,
        chainId: Number.parseInt(name, 36) + 1000,
        nativeCode: 'ETH',
        endpoints: ['https://rpc.example'],
      };
    case 'wallet-search':
      return { connectionId: `wallet-${name}`, gapLimit: 40 };
    case 'venue-cap':
      return { venue: `venue${name}`, percent: '40' };
    case 'target-set':
      return { ...emptyTargetSet(`set-${name}`, `Set ${name}`) };
    case 'rebalance-ticket':
      return sampleTicket(`asset:${name}`);
    case 'drift-alert':
      return { targetSet: 'set-1', classId: `asset:${name}`, outside: true, toldAt: 5 };
  }
}
