import type { CallInput, PortolanBridge } from '../../shared/contract/contract';
import { fail, succeed, type Result } from '../../shared/base/failure';
import type { Connection } from '../../shared/portfolio/venue';

type ConnectionCalls = Pick<
  PortolanBridge['call'],
  | 'listConnections'
  | 'testCredentials'
  | 'testConnection'
  | 'addConnection'
  | 'renameConnection'
  | 'setConnectionEnabled'
  | 'replaceCredentials'
  | 'removeConnection'
  | 'removeDemo'
  | 'resolveName'
>;

/** The calls about connections, against a list that is kept in memory. */
export function fakeConnectionCalls(
  start: readonly Connection[],
  now: number,
  tell: (connections: Connection[]) => void,
): ConnectionCalls {
  let connections = [...start];
  const change = (next: Connection[]) => {
    connections = next;
    tell(connections);
  };
  const one = (id: string) => {
    const found = connections.find((connection) => connection.id === id);
    return found === undefined ? fail<Connection>('not-found', 'Gone.') : succeed(found);
  };
  return {
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
      const added = addedOf(input, `new-${connections.length}`, now);
      if (added.ok) change([...connections, added.value]);
      return Promise.resolve(added);
    },
    renameConnection: ({ id, label }) => {
      change(connections.map((it) => (it.id === id ? { ...it, label } : it)));
      return Promise.resolve(one(id));
    },
    setConnectionEnabled: ({ id, enabled }) => {
      change(connections.map((it) => (it.id === id ? { ...it, enabled } : it)));
      return Promise.resolve(one(id));
    },
    replaceCredentials: ({ id }) => Promise.resolve(one(id)),
    removeConnection: ({ id }) => {
      change(connections.filter((it) => it.id !== id));
      return Promise.resolve(succeed(undefined));
    },
    removeDemo: () => {
      change(connections.filter((it) => !it.demo));
      return Promise.resolve(succeed(undefined));
    },
    resolveName,
  };
}

/** The connection that is made, or why there is none. */
function addedOf(
  { venue, label, credentials, acceptWithdrawalKey, secretStorage }: CallInput<'addConnection'>,
  id: string,
  createdAt: number,
): Result<Connection> {
  if (venue === 'avalanche')
    return fail('network', 'None of the 2 servers for Avalanche answered.');
  if (credentials.apiKey !== undefined && !acceptWithdrawalKey)
    return fail('refused', 'This key can withdraw.', { hint: 'Make a key that can only read.' });
  return succeed({ id, venue, label, enabled: true, demo: false, createdAt, secretStorage });
}

const resolveName: ConnectionCalls['resolveName'] = ({ name }) =>
  Promise.resolve(
    name === 'ada.eth'
      ? succeed({ name, address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', family: 'evm' })
      : fail('not-found', `${name} is not registered, or has no address.`),
  );

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
