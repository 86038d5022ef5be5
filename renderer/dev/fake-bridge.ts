import type { PortolanBridge } from '../../shared/contract/contract';
import type { StatusView } from '../../shared/contract/status-view';
import { failure, succeed } from '../../shared/base/failure';
import { fakeConnectionCalls } from './fake-connections';
import { fakeEvents } from './fake-events';
import { fakePortfolio } from './fake-portfolio';
import { fakeRebalanceCalls } from './fake-rebalance';
import { fakeRecordCalls, fixtureRecords } from './fake-records';
import { fakeSettingsCalls, fixtureSettings } from './fake-settings';
import { fixtureConnections, fixtureVenues } from './fixtures/connections-fixture';
import { fixtureStatus } from './fixtures/demo-fixture';
import { fixtureMood, type Mood } from './mood';

/** Main as the address asks for it, answering from memory. */
export function fakeBridge(query: URLSearchParams): PortolanBridge {
  const mood = (query.get('mood') ?? 'full') as Mood;
  const now = Date.now();
  const { on, tell } = fakeEvents();
  const portfolio = fakePortfolio(mood, now, (patch) => tell('portfolioChanged', patch));
  const connections = mood === 'empty' ? [] : fixtureConnections(now, query.get('demo') === 'on');
  return {
    call: {
      ...fakeSystemCalls(query, mood, now),
      ...portfolio.calls,
      ...fakeConnectionCalls(connections, now, (next) => tell('connectionsChanged', next)),
      ...fakeSettingsCalls({
        settings: fixtureSettings(query),
        notUnderstood: query.get('records') === 'kept' ? ['theme'] : [],
        tell: (understood) => tell('settingsChanged', understood),
      }),
      ...fakeRecordCalls(fixtureRecords(query), (patch) => tell('recordsChanged', patch)),
      ...fakeRebalanceCalls({
        state: portfolio.state,
        failing: mood === 'failing',
        loading: mood === 'loading' || query.get('terms') === 'loading',
        refused: query.get('terms') === 'failed',
      }),
    },
    on,
  };
}

type SystemCalls = Pick<
  PortolanBridge['call'],
  | 'getAppInfo'
  | 'reportPainted'
  | 'refresh'
  | 'getStatus'
  | 'listVenues'
  | 'unlockKeychain'
  | 'eraseEverything'
  | 'getNotices'
  | 'startDemo'
  | 'openVenuePage'
  | 'acceptPrice'
  | 'saveTextFile'
>;

/** The calls about the app itself, and those that do nothing here. */
function fakeSystemCalls(query: URLSearchParams, mood: Mood, now: number): SystemCalls {
  const done = () => Promise.resolve(succeed(undefined));
  return {
    getAppInfo: () =>
      Promise.resolve(
        succeed({
          version: '0.1.0',
          platform: 'linux',
          dataDirectory: '/home/ada/.config/portolan',
          electron: { version: '25.1.1', old: mood === 'failing' },
          initialView: query.get('view') ?? 'overview',
          demo: query.get('demo') === 'on',
        }),
      ),
    reportPainted: (painted) => {
      document.documentElement.dataset.painted = JSON.stringify(painted);
      return done();
    },
    refresh: done,
    getStatus: () =>
      Promise.resolve(
        succeed({ ...fixtureStatus(now, fixtureMood(mood)), ...databaseOf(query.get('records')) }),
      ),
    listVenues: () => Promise.resolve(succeed(fixtureVenues())),
    unlockKeychain: done,
    eraseEverything: async () => succeed({ left: [] }),
    getNotices: () => Promise.resolve(succeed([])),
    startDemo: done,
    openVenuePage: done,
    acceptPrice: done,
    saveTextFile: ({ suggestedName }) =>
      Promise.resolve(succeed({ path: `/home/ada/${suggestedName}` })),
  };
}

function databaseOf(asked: string | null): Partial<Pick<StatusView, 'database'>> {
  if (asked === 'unknown') return { database: { state: 'opening' } };
  if (asked !== 'failed') return {};
  return {
    database: {
      state: 'failed',
      failure: failure('storage', 'Another program has this folder open.', {
        hint: 'Close it: Portolan opens the database as soon as it can.',
      }),
    },
  };
}
