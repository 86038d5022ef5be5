import { coded, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
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
];
