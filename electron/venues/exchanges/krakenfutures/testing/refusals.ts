import { json, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'krakenfutures',
    'futures',
    [
      [
        'key of the other Kraken',
        json(200, { result: 'error', error: 'authenticationError' }),
        'authentication',
        [/keys of its own/],
      ],
      [
        'another program',
        json(200, { result: 'error', error: 'nonceBelowThreshold' }),
        'nonce',
        [/Another program uses this key/],
        [/agrees with/],
      ],
    ],
  ],
];
