import { json, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'gate',
    'spot',
    [
      [
        'unknown key',
        json(401, { label: 'INVALID_KEY', message: 'Invalid key provided' }),
        'authentication',
        [/does not know the key/],
      ],
      [
        'wrong secret',
        json(401, { label: 'INVALID_SIGNATURE', message: 'Signature mismatch' }),
        'authentication',
        [/secret/],
      ],
      [
        'address',
        json(403, { label: 'IP_FORBIDDEN', message: 'IP not in whitelist' }),
        'ip-restricted',
        [/Add this network address/],
      ],
      [
        'locked',
        json(403, { label: 'ACCOUNT_LOCKED', message: 'Account is locked' }),
        'permission',
        [/locked the account/],
        [/Grant/],
      ],
    ],
  ],
];
