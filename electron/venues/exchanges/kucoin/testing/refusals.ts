import { coded, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'kucoin',
    'spot',
    [
      [
        'unknown key',
        coded(401, '400003', 'KC-API-KEY not exists'),
        'authentication',
        [/does not know the key/],
      ],
      [
        'passphrase',
        coded(401, '400004', 'Invalid KC-API-PASSPHRASE'),
        'authentication',
        [/passphrase/],
        [/still exists/],
      ],
      ['wrong secret', coded(401, '400005', 'Invalid KC-API-SIGN'), 'authentication', [/secret/]],
      [
        'country',
        coded(403, '400302', 'Our services are currently unavailable in the U.S.'),
        'ip-restricted',
        [/place/],
        [/Add this network address/],
      ],
      [
        'identity',
        coded(403, '400303', 'we kindly request you complete the identity verification process'),
        'permission',
        [/verified/],
        [/Grant the key/],
      ],
      [
        'frozen user',
        coded(400, '411100', 'User is frozen'),
        'permission',
        [/locked the account/],
        [/Grant the key/],
      ],
    ],
  ],
];
