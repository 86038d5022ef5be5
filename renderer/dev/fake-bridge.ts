import type { Events, EventName, PortolanBridge } from '../../shared/contract/contract';
import type { PortfolioPatch, PortfolioState } from '../../shared/contract/portfolio-view';
import type { StatusView } from '../../shared/contract/status-view';
import { fail, failure, succeed } from '../../shared/base/failure';
import type { Connection } from '../../shared/portfolio/venue';
import { fakeRebalanceCalls } from './fake-rebalance';
import { fakeRecordCalls, fixtureRecords } from './fake-records';
import { fakeSettingsCalls, fixtureSettings } from './fake-settings';
import { fixtureConnections, fixtureVenues } from './fixtures/connections-fixture';
import { fixtureState, fixtureStatus } from './fixtures/demo-fixture';
import { fixtureHistory } from './fixtures/history-fixture';
import { largeState, manyState } from './fixtures/large-fixture';
import type { Mood } from './mood';
import { aPortfolio, totalsOf, valued } from './fixtures/portfolio-fixture';

export function fakeBridge(query: URLSearchParams): PortolanBridge {
  const mood = (query.get('mood') ?? 'full') as Mood;
  const now = Date.now();
  const listeners: { [Name in EventName]: Set<(event: Events[Name]) => void> } = {
    portfolioChanged: new Set(),
    statusChanged: new Set(),
    connectionsChanged: new Set(),
    settingsChanged: new Set(),
    recordsChanged: new Set(),
    historyChanged: new Set(),
    noticeRaised: new Set(),
  };
  const on =
    <Name extends EventName>(name: Name) =>
    (listener: (event: Events[Name]) => void) => {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    };
  const never = () => new Promise<never>(() => undefined);
  const fixtureMood = mood === 'failing' || mood === 'stored' ? mood : 'full';

  let connections: Connection[] =
    mood === 'empty' ? [] : fixtureConnections(now, query.get('demo') === 'on');
  let state: PortfolioState =
    mood === 'empty'
      ? aPortfolio({ sequence: 0 })
      : mood === 'large'
        ? largeState(25_000)
        : mood === 'many'
          ? manyState()
          : fixtureState(now, fixtureMood);

  const changeConnections = (next: Connection[]) => {
    connections = next;
    for (const listener of listeners.connectionsChanged) listener(connections);
  };
  const one = (id: string) => {
    const found = connections.find((connection) => connection.id === id);
    return found === undefined ? fail<Connection>('not-found', 'Gone.') : succeed(found);
  };

  if (mood === 'live' || mood === 'large')
    startEvents(
      () => state,
      (patch, next) => {
        state = next;
        for (const listener of listeners.portfolioChanged) listener(patch);
      },
    );

  return {
    call: {
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
        return Promise.resolve(succeed(undefined));
      },
      getPortfolio: () =>
        mood === 'loading'
          ? never()
          : Promise.resolve(
              mood === 'broken' ? fail('internal', 'The portfolio is not there.') : succeed(state),
            ),
      refresh: () => Promise.resolve(succeed(undefined)),
      getStatus: () =>
        Promise.resolve(
          succeed({
            ...fixtureStatus(now, fixtureMood),
            ...databaseOf(query.get('records')),
          }),
        ),
      listVenues: () => Promise.resolve(succeed(fixtureVenues())),
      listConnections: () => Promise.resolve(succeed(connections)),
      testCredentials: ({ credentials }) =>
        Promise.resolve(
          credentials.apiKey === 'bad'
            ? fail('authentication', 'The venue does not know this key.')
            : probeOf(now),
        ),
      testConnection: ({ id }) => {
        const probe = connections.find((it) => it.id === id)?.probe;
        return Promise.resolve(probe?.watches === undefined ? probeOf(now) : succeed(probe));
      },
      addConnection: (input) => {
        if (input.venue === 'avalanche')
          return Promise.resolve(fail('network', 'None of the 2 servers for Avalanche answered.'));
        const hasKey = input.credentials.apiKey !== undefined;
        if (hasKey && !input.acceptWithdrawalKey)
          return Promise.resolve(
            fail('refused', 'This key can withdraw.', { hint: 'Make a key that can only read.' }),
          );
        const added: Connection = {
          id: `new-${connections.length}`,
          venue: input.venue,
          label: input.label,
          enabled: true,
          demo: false,
          createdAt: now,
          secretStorage: input.secretStorage,
        };
        changeConnections([...connections, added]);
        return Promise.resolve(succeed(added));
      },
      renameConnection: ({ id, label }) => {
        changeConnections(connections.map((it) => (it.id === id ? { ...it, label } : it)));
        return Promise.resolve(one(id));
      },
      setConnectionEnabled: ({ id, enabled }) => {
        changeConnections(connections.map((it) => (it.id === id ? { ...it, enabled } : it)));
        return Promise.resolve(one(id));
      },
      replaceCredentials: ({ id }) => Promise.resolve(one(id)),
      removeConnection: ({ id }) => {
        changeConnections(connections.filter((it) => it.id !== id));
        return Promise.resolve(succeed(undefined));
      },
      unlockKeychain: async () => succeed(undefined),
      eraseEverything: async () => succeed({ left: [] }),
      getNotices: () => Promise.resolve(succeed([])),
      startDemo: () => Promise.resolve(succeed(undefined)),
      removeDemo: () => {
        changeConnections(connections.filter((it) => !it.demo));
        return Promise.resolve(succeed(undefined));
      },
      getHistory: ({ range, currency = 'USD' }) =>
        mood === 'loading'
          ? never()
          : Promise.resolve(
              mood === 'failing' && range === '1D'
                ? fail('storage', 'The disk is full.')
                : succeed(
                    mood === 'empty'
                      ? { from: now, to: now, bucketMs: 0, currency, points: [], steps: [] }
                      : fixtureHistory(range, now, state.totals.totalUsd, {
                          currency,
                          usd: state.quoteRates[currency]?.usd,
                        }),
                  ),
            ),
      ...fakeSettingsCalls({
        settings: fixtureSettings(query),
        notUnderstood: query.get('records') === 'kept' ? ['theme'] : [],
        tell: (understood) => listeners.settingsChanged.forEach((listener) => listener(understood)),
      }),
      ...fakeRecordCalls(fixtureRecords(query), (patch) =>
        listeners.recordsChanged.forEach((listener) => listener(patch)),
      ),
      ...fakeRebalanceCalls({
        state: () => state,
        failing: mood === 'failing',
        loading: mood === 'loading' || query.get('terms') === 'loading',
        refused: query.get('terms') === 'failed',
      }),
      resolveName: ({ name }) =>
        Promise.resolve(
          name === 'ada.eth'
            ? succeed({
                name,
                address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
                family: 'evm',
              })
            : fail('not-found', `${name} is not registered, or has no address.`),
        ),
      openVenuePage: () => Promise.resolve(succeed(undefined)),
      acceptPrice: () => Promise.resolve(succeed(undefined)),
      saveTextFile: ({ suggestedName }) =>
        Promise.resolve(succeed({ path: `/home/ada/${suggestedName}` })),
    },
    on: {
      portfolioChanged: on('portfolioChanged'),
      statusChanged: on('statusChanged'),
      connectionsChanged: on('connectionsChanged'),
      settingsChanged: on('settingsChanged'),
      recordsChanged: on('recordsChanged'),
      historyChanged: on('historyChanged'),
      noticeRaised: on('noticeRaised'),
    },
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

function probeOf(now: number) {
  return succeed({
    at: now,
    permissions: { read: 'yes', trade: 'yes', withdraw: 'yes' },
    ipRestricted: 'no',
    accounts: [
      { accountType: 'spot', readable: true },
      { accountType: 'funding', readable: true },
      {
        accountType: 'earn',
        readable: false,
        failure: {
          code: 'permission',
          message: 'The key may not read earn.',
          retry: { kind: 'never' },
        },
      },
    ],
    clockSkewMs: 1240,
  } as const);
}

/** A thousand changed balances a second, in sixty patches. Cheap, since it shares the page's thread. */
function startEvents(
  current: () => PortfolioState,
  send: (patch: PortfolioPatch, next: PortfolioState) => void,
): void {
  const all = Object.values(current().balances);
  let turn = 0;
  setInterval(() => {
    const state = current();
    const balances = Array.from({ length: 17 }, () => {
      turn += 1;
      const index = (turn * 7919) % all.length;
      const balance = all[index];
      if (balance === undefined) throw new Error('no balances');
      const total = `${turn % 97}.5`;
      const changed = valued({ ...balance, total, available: total }, state.prices);
      all[index] = changed;
      return changed;
    });
    const totals =
      all.length > 1000
        ? { ...state.totals, totalUsd: `${turn}.25` }
        : totalsOf(all, state.prices, state.coverage);
    const sequence = state.sequence + 1;
    const patch: PortfolioPatch = {
      sequence,
      at: Date.now(),
      origin: 'live',
      settled: true,
      balances,
      totals,
    };
    send(patch, { ...state, sequence, totals });
  }, 1000 / 60);
}
