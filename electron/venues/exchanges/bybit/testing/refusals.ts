import { COPIED, json, type VenueRefusals } from '../../testing/refusal-row';

const bybit = (retCode: number, retMsg: string) => json(200, { retCode, retMsg, result: {} });

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
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
];
