import { coded, COPIED, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'okx',
    'unified',
    [
      [
        'unknown key',
        coded(401, '50111', 'Invalid OK-ACCESS-KEY'),
        'authentication',
        [/does not know the key/],
      ],
      [
        'site of another region',
        coded(401, '50119', 'API key doesn’t exist'),
        'authentication',
        [/another site/],
      ],
      [
        'passphrase',
        coded(401, '50105', 'Request header OK-ACCESS-PASSPHRASE incorrect.'),
        'authentication',
        [/passphrase/, /not the password of the account/],
        [COPIED, /still exists/],
      ],
      ['wrong secret', coded(401, '50113', 'Invalid Sign'), 'authentication', [/secret/]],
      [
        'demo key',
        coded(401, '50101', 'APIKey does not match current environment.'),
        'authentication',
        [/demo/],
        [COPIED],
      ],
      [
        'frozen',
        coded(401, '50100', 'API frozen, please contact customer service.'),
        'authentication',
        [/switched off or frozen/],
        [COPIED],
      ],
      [
        'address',
        coded(401, '50110', 'Your IP is not included in your API key’s IP whitelist.'),
        'ip-restricted',
        [/Add this network address/],
      ],
      [
        'maintenance',
        coded(503, '50001', 'Service temporarily unavailable. Try again later'),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
      [
        'blocked account',
        coded(400, '50007', 'User blocked.'),
        'permission',
        [/locked the account/],
        [/Grant the key/],
      ],
    ],
  ],
];
