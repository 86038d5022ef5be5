import { generateKeyPairSync } from 'node:crypto';
import { coded, COPIED, json, type VenueRefusals } from './refusal-row';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'sec1', format: 'pem' })
  .toString();
const coinbaseKey = { apiKey: 'organizations/3b910e93/apiKeys/95c2ec2e', secret: pem };

const binance = (status: number, code: number, msg: string) => json(status, { code, msg });
const bybit = (retCode: number, retMsg: string) => json(200, { retCode, retMsg, result: {} });

/** Of venues from A to C: codes and words of their documentation, and of ccxt's lists of errors. */
export const refusalsAToC: readonly VenueRefusals[] = [
  [
    'binance',
    'spot',
    [
      [
        'unknown key',
        binance(400, -2008, 'Invalid Api-Key ID.'),
        'authentication',
        [/does not know the key/, /test or demo/],
      ],
      [
        'key, address or permission',
        binance(401, -2015, 'Invalid API-key, IP, or permissions for action.'),
        'authentication',
        [/permissions or this network address/, /does not say which/],
        [COPIED],
      ],
      [
        'wrong secret',
        binance(400, -1022, 'Signature for this request is not valid.'),
        'authentication',
        [/signature/, /secret was copied whole and belongs to this key/],
        [/still exists/],
      ],
      [
        'slow connection',
        binance(400, -1021, 'Timestamp for this request is outside of the recvWindow.'),
        'clock-skew',
        [/clock agrees with that of Binance/, /too long on its way/],
        [/Set|Let the system set/],
      ],
      [
        'banned',
        {
          ...binance(418, -1003, 'Way too many requests; IP banned until 1699999999999.'),
          headers: { 'retry-after': '600' },
        },
        'rate-limited',
        [/until \d\d:\d\d/],
        [/key/],
      ],
      [
        'country',
        binance(
          451,
          0,
          'Service unavailable from a restricted location according to b. Eligibility',
        ),
        'ip-restricted',
        [/does not serve the place/, /key is not to blame/],
        [/Add this network address/],
      ],
      [
        'firewall',
        { status: 403, body: '<html>Request blocked</html>' },
        'venue-unavailable',
        [/firewall/i],
        [COPIED, /still exists/],
      ],
      [
        'overload',
        binance(503, -1008, 'Server is currently overloaded with other requests.'),
        'venue-unavailable',
        [/not available/],
        [/key/i],
      ],
    ],
  ],
  [
    'bitfinex',
    'spot',
    [
      [
        'another program',
        json(500, ['error', 10114, 'nonce: small']),
        'nonce',
        [/Another program uses this key/],
      ],
      [
        'unknown key',
        json(500, ['error', 10100, 'apikey: invalid']),
        'authentication',
        [/does not know the key/],
      ],
      [
        'wrong secret',
        json(500, ['error', 10100, 'apikey: digest invalid']),
        'authentication',
        [/secret/],
      ],
      [
        'maintenance',
        json(503, ['error', 20060, 'maintenance']),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
    ],
  ],
  [
    'bitget',
    'spot',
    [
      [
        'unknown key',
        coded(400, '40006', 'Invalid ACCESS_KEY'),
        'authentication',
        [/does not know the key/],
      ],
      [
        'passphrase',
        coded(400, '40012', 'apikey/password is incorrect'),
        'authentication',
        [/key or its passphrase/],
      ],
      ['wrong secret', coded(400, '40009', 'sign signature error'), 'authentication', [/secret/]],
      [
        'demo key',
        coded(400, '40099', 'exchange environment is incorrect'),
        'authentication',
        [/demo/],
      ],
      ['address', coded(400, '40018', 'Invalid IP'), 'ip-restricted', [/Add this network address/]],
      [
        'upgrade',
        coded(400, '40200', 'Server upgrade, please try again later'),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
    ],
  ],
  [
    'bybit',
    'unified',
    [
      [
        'other environment',
        bybit(10003, 'API key is invalid.'),
        'authentication',
        [/another site/, /test or demo/],
      ],
      [
        'wrong secret',
        bybit(10004, 'Error sign, please check your signature generation algorithm.'),
        'authentication',
        [/secret/],
        [/still exists/],
      ],
      [
        'address',
        bybit(10010, 'Unmatched IP, please check your API key’s bound IP addresses.'),
        'ip-restricted',
        [/Add this network address/],
      ],
      [
        'banned address',
        bybit(10009, 'IP has been banned.'),
        'rate-limited',
        [/asked too often/, /key is not to blame/],
        [/Add this network address/],
      ],
      [
        'too many of one address',
        { ...bybit(10018, 'Exceeded the IP Rate Limit.'), headers: { 'retry-after': '120' } },
        'rate-limited',
        [/until \d\d:\d\d/],
      ],
      [
        'expired',
        bybit(33004, 'Your api key has expired.'),
        'authentication',
        [/has expired/, /Make a new key/],
        [COPIED],
      ],
      [
        'locked',
        bybit(10008, 'User has been banned.'),
        'permission',
        [/locked the account/, /key is not to blame/],
        [/Grant the key/],
      ],
      [
        'country',
        bybit(
          10024,
          'The product or service you are seeking to access is not available to you due to regulatory restrictions.',
        ),
        'ip-restricted',
        [/place/],
        [/Grant the key/],
      ],
    ],
  ],
  [
    'coinbase',
    'spot',
    [
      [
        'key, address or time',
        { status: 401, body: 'Unauthorized' },
        'authentication',
        [/secret API key of the Coinbase Developer Platform/, /this network address/],
      ],
      [
        'permission',
        json(403, {
          error: 'PERMISSION_DENIED',
          error_details: 'Missing required scopes',
          message: 'Missing required scopes',
        }),
        'permission',
        [/Grant the key|permission/],
        [COPIED],
      ],
    ],
    coinbaseKey,
  ],
  [
    'cryptocom',
    'unified',
    [
      [
        'key or signature',
        json(401, { id: 1, method: 'private/user-balance', code: 40101, message: 'UNAUTHORIZED' }),
        'authentication',
        [/Exchange, not of the App/],
      ],
      [
        'clock',
        json(400, { id: 1, method: 'private/user-balance', code: 40102, message: 'INVALID_NONCE' }),
        'clock-skew',
        [/clock/i],
        [/Another program/],
      ],
      [
        'address',
        json(401, { id: 1, method: 'private/user-balance', code: 40103, message: 'IP_ILLEGAL' }),
        'ip-restricted',
        [/Add this network address/],
      ],
      [
        'maintenance',
        json(200, { code: 9010001, message: 'SYSTEM_MAINTENANCE' }),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
    ],
  ],
];
