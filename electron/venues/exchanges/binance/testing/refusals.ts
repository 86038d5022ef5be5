import { COPIED, json, type VenueRefusals } from '../../testing/refusal-row';

const binance = (status: number, code: number, msg: string) => json(status, { code, msg });

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
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
];
