import type { PortolanBridge } from '../../shared/ipc/contract';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings/settings';
import type { Mood } from './fake-bridge';
import { fixtureTargets } from './fixtures/targets-fixture';

type SettingsCalls = Pick<
  PortolanBridge['call'],
  | 'getSettings'
  | 'updateSettings'
  | 'setPriceOverride'
  | 'removePriceOverride'
  | 'setAssetOverride'
  | 'decideToken'
  | 'addToken'
  | 'removeToken'
  | 'setChainEndpoints'
  | 'setCustomChain'
  | 'removeCustomChain'
  | 'setVenueCap'
  | 'setManualHoldings'
>;

/** Settings as the address asks for them, with lists that have something in them. */
export function fixtureSettings(query: URLSearchParams): Settings {
  const bare = query.get('mood') === 'empty';
  return {
    ...DEFAULT_SETTINGS,
    quoteCurrency: (query.get('quote') ?? 'USD') as Settings['quoteCurrency'],
    privacy: query.get('privacy') === 'on',
    gainColors: query.get('gain') === 'blue-orange' ? 'blue-orange' : 'green-red',
    priceOverrides: [{ asset: 'USTX', usd: '0.0214' }],
    targetSets: fixtureTargets((query.get('mood') ?? 'full') as Mood),
    ...(bare
      ? {}
      : {
          venueCaps: [
            { venue: 'binance', percent: '40' },
            { venue: 'bitcoin', percent: '50' },
          ],
          chainEndpoints: [{ venue: 'bitcoin', urls: ['http://umbrel.local:3002/api'] }],
          customChains: [
            {
              id: 'evm100',
              name: 'Gnosis',
              chainId: 100,
              nativeCode: 'XDAI',
              endpoints: ['https://rpc.gnosischain.com'],
            },
          ],
          addedTokens: [
            { venue: 'ethereum', contract: '0x6982508145454ce325ddbe47a25d4ec3d2311933' },
          ],
          manualHoldings: [
            {
              connectionId: 'bank',
              holdings: [
                { code: 'EUR', amount: '14200.5', note: 'Current account' },
                { code: 'GOLDBAR', amount: '2', note: 'In the safe' },
              ],
            },
          ],
        }),
  };
}

/** The calls that change settings, against settings kept in memory. */
export function fakeSettingsCalls(
  read: () => Settings,
  change: (next: Partial<Settings>) => Promise<Result<Settings>>,
): SettingsCalls {
  return {
    getSettings: () => Promise.resolve(succeed(read())),
    updateSettings: (input) => change(withoutUndefined(input)),
    setPriceOverride: (override) =>
      change({ priceOverrides: [...read().priceOverrides, override] }),
    removePriceOverride: ({ asset }) =>
      change({ priceOverrides: read().priceOverrides.filter((it) => it.asset !== asset) }),
    setAssetOverride: ({ venue, code, asset }) => {
      const others = read().assetOverrides.filter((it) => it.venue !== venue || it.code !== code);
      return change({
        assetOverrides: asset === undefined ? others : [...others, { venue, code, asset }],
      });
    },
    decideToken: ({ asset, decision }) => {
      const others = read().tokenDecisions.filter((it) => it.asset !== asset);
      return change({
        tokenDecisions: decision === 'undecided' ? others : [...others, { asset, decision }],
      });
    },
    addToken: (token) =>
      token.contract.startsWith('0xdead')
        ? Promise.resolve(fail('not-found', 'There is no token contract at this address.'))
        : change({ addedTokens: [...read().addedTokens, token] }),
    removeToken: ({ venue, contract }) =>
      change({
        addedTokens: read().addedTokens.filter(
          (it) => it.venue !== venue || it.contract !== contract,
        ),
      }),
    setChainEndpoints: ({ venue, urls }) => {
      const others = read().chainEndpoints.filter((it) => it.venue !== venue);
      return change({ chainEndpoints: urls.length === 0 ? others : [...others, { venue, urls }] });
    },
    setCustomChain: (chain) => {
      const id = `evm${chain.chainId}`;
      const others = read().customChains.filter((it) => it.id !== id);
      return change({ customChains: [...others, { ...chain, id }] });
    },
    removeCustomChain: ({ venue }) =>
      change({ customChains: read().customChains.filter((it) => it.id !== venue) }),
    setVenueCap: ({ venue, percent }) => {
      const others = read().venueCaps.filter((it) => it.venue !== venue);
      return change({
        venueCaps: percent === undefined ? others : [...others, { venue, percent }],
      });
    },
    setManualHoldings: ({ id, holdings }) =>
      change({
        manualHoldings: [
          ...read().manualHoldings.filter((it) => it.connectionId !== id),
          { connectionId: id, holdings },
        ],
      }),
  };
}

function withoutUndefined(input: object): Partial<Settings> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
