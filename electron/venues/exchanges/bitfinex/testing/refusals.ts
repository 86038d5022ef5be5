import { json, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
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
];
