import type { PortolanBridge } from '../../shared/contract/contract';
import { fail, succeed, type Result } from '../../shared/base/failure';
import { parseHoldingsCsv } from '../../shared/manual/holdings-csv';
import {
  NO_RECORDS,
  RECORD_DOMAINS,
  type RecordBody,
  type RecordDomain,
  type Records,
} from '../../shared/records/record-domains';
import {
  holdingsIn,
  withRows,
  type RecordRow,
  type RecordsPatch,
  type RecordsView,
} from '../../shared/records/records-view';
import type { KeptRecord } from '../../shared/records/stored-record';
import type { Mood } from './mood';
import { fixtureTargets } from './fixtures/targets-fixture';

type RecordCalls = Pick<
  PortolanBridge['call'],
  | 'getRecords'
  | 'setPriceOverride'
  | 'removePriceOverride'
  | 'setAssetOverride'
  | 'decideToken'
  | 'addToken'
  | 'removeToken'
  | 'setChainEndpoints'
  | 'setCustomChain'
  | 'removeCustomChain'
  | 'setWalletSearch'
  | 'setVenueCap'
  | 'setManualHoldings'
  | 'readHoldingsFile'
  | 'saveTargetSet'
  | 'removeTargetSet'
  | 'keepTicket'
  | 'forgetTickets'
>;

/** What a newer version would have left, for `?records=kept`. */
const KEPT: readonly KeptRecord[] = [
  { domain: 'manual-holding', id: 'bank:2', connectionId: 'bank', names: ['bank:2', 'bank'] },
  { domain: 'token-decision', id: 'one' },
  { domain: 'token-decision', id: 'two' },
  { domain: 'venue-cap', id: 'kraken' },
  { domain: 'target-set', id: 'newer' },
  { domain: 'cost-basis', id: 'BTC' },
];

/** What the user made, as the address asks for it: `?records=unknown`, `failed` or `kept`. */
export function fixtureRecords(query: URLSearchParams): RecordsView {
  const asked = query.get('records');
  if (asked === 'unknown' || asked === 'failed')
    return { sequence: 0, state: 'unknown', records: NO_RECORDS, kept: [] };
  const mood = (query.get('mood') ?? 'full') as Mood;
  const records: Records = {
    ...NO_RECORDS,
    'price-override': [{ asset: 'USTX', usd: '0.0214' }],
    'target-set': fixtureTargets(mood),
    ...(mood === 'empty' ? {} : MADE),
  };
  return { sequence: 0, state: 'known', records, kept: asked === 'kept' ? KEPT : [] };
}

const MADE: Partial<Records> = {
  'venue-cap': [
    { venue: 'binance', percent: '40' },
    { venue: 'bitcoin', percent: '50' },
  ],
  'chain-endpoint': [{ venue: 'bitcoin', urls: ['http://umbrel.local:3002/api'] }],
  'custom-chain': [
    {
      id: 'evm100',
      name: 'Gnosis',
      chainId: 100,
      nativeCode: 'XDAI',
      endpoints: ['https://rpc.gnosischain.com'],
    },
  ],
  'added-token': [{ venue: 'ethereum', contract: '0x6982508145454ce325ddbe47a25d4ec3d2311933' }],
  'manual-holding': [
    {
      id: 'bank:0',
      connectionId: 'bank',
      code: 'EUR',
      amount: '14200.5',
      note: 'Current account',
    },
    { id: 'bank:1', connectionId: 'bank', code: 'GOLDBAR', amount: '2', note: 'In the safe' },
  ],
};

/** The calls that change records, against records kept in memory. */
export function fakeRecordCalls(
  start: RecordsView,
  tell: (patch: RecordsPatch) => void,
): RecordCalls {
  let view = start;
  const change = (...rows: readonly RecordRow[]): Promise<Result<RecordsPatch>> => {
    if (view.state === 'unknown')
      return Promise.resolve(
        fail('storage', 'The database is not open, so this cannot be changed.', {
          hint: 'Try again when it has opened.',
        }),
      );
    const sequence = view.sequence + 1;
    view = { ...view, sequence, records: withRows(view.records, rows) };
    const patch: RecordsPatch = { kind: 'rows', sequence, rows };
    tell(patch);
    return Promise.resolve(succeed(patch));
  };
  return {
    getRecords: () => Promise.resolve(succeed(view)),
    ...assetCalls(change),
    ...chainCalls(change),
    ...planCalls(change),
    setVenueCap: ({ venue, percent }) =>
      change(
        percent === undefined ? gone('venue-cap', venue) : put('venue-cap', { venue, percent }),
      ),
    readHoldingsFile: ({ text }) => Promise.resolve(succeed(parseHoldingsCsv(text))),
    setManualHoldings: ({ id: connectionId, holdings }) =>
      change(
        ...holdingsIn(view.records, connectionId).map(({ id }) => gone('manual-holding', id)),
        ...holdings.map((holding, index) =>
          put('manual-holding', {
            ...holding,
            id: `${connectionId}:${view.sequence}-${index}`,
            connectionId,
          }),
        ),
      ),
  };
}

type Change = (...rows: readonly RecordRow[]) => Promise<Result<RecordsPatch>>;

function put<Name extends RecordDomain>(domain: Name, body: RecordBody<Name>): RecordRow {
  return { domain, id: RECORD_DOMAINS[domain].idOf(body), body };
}

function gone(domain: RecordDomain, id: string): RecordRow {
  return { domain, id, body: null };
}

function assetCalls(
  change: Change,
): Pick<
  RecordCalls,
  | 'setPriceOverride'
  | 'removePriceOverride'
  | 'setAssetOverride'
  | 'decideToken'
  | 'addToken'
  | 'removeToken'
> {
  return {
    setPriceOverride: (override) => change(put('price-override', override)),
    removePriceOverride: ({ asset }) => change(gone('price-override', asset)),
    setAssetOverride: ({ venue, code, asset }) =>
      change(
        asset === undefined
          ? gone('asset-override', `${venue}/${code}`)
          : put('asset-override', { venue, code, asset }),
      ),
    decideToken: ({ asset, decision }) =>
      change(
        decision === 'undecided'
          ? gone('token-decision', asset)
          : put('token-decision', { asset, decision }),
      ),
    addToken: (token) =>
      token.contract.startsWith('0xdead')
        ? Promise.resolve(fail('not-found', 'There is no token contract at this address.'))
        : change(put('added-token', token)),
    removeToken: (token) => change(gone('added-token', RECORD_DOMAINS['added-token'].idOf(token))),
  };
}

function chainCalls(
  change: Change,
): Pick<
  RecordCalls,
  'setChainEndpoints' | 'setCustomChain' | 'removeCustomChain' | 'setWalletSearch'
> {
  return {
    setChainEndpoints: ({ venue, urls }) =>
      change(
        urls.length === 0 ? gone('chain-endpoint', venue) : put('chain-endpoint', { venue, urls }),
      ),
    setCustomChain: (chain) => change(put('custom-chain', { ...chain, id: `evm${chain.chainId}` })),
    removeCustomChain: ({ venue }) => change(gone('custom-chain', venue)),
    setWalletSearch: (search) => change(put('wallet-search', search)),
  };
}

function planCalls(
  change: Change,
): Pick<RecordCalls, 'saveTargetSet' | 'removeTargetSet' | 'keepTicket' | 'forgetTickets'> {
  return {
    saveTargetSet: (set) => change(put('target-set', set)),
    removeTargetSet: ({ id }) => change(gone('target-set', id)),
    keepTicket: (ticket) => change(put('rebalance-ticket', ticket)),
    forgetTickets: ({ ids }) => change(...ids.map((id) => gone('rebalance-ticket', id))),
  };
}
