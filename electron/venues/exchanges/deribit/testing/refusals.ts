import { json, type VenueRefusals } from '../../testing/refusal-row';

const deribit = (status: number, code: number, message: string) =>
  json(status, { jsonrpc: '2.0', error: { code, message } });

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'deribit',
    'unified',
    [
      [
        'test key',
        deribit(400, 13004, 'invalid_credentials'),
        'authentication',
        [/test\.deribit\.com/],
      ],
      [
        'country',
        deribit(403, 12005, 'country_is_banned'),
        'ip-restricted',
        [/place/],
        [/Add this network address/],
      ],
      [
        'blocked',
        deribit(403, 13002, 'account_blocked'),
        'permission',
        [/locked the account/],
        [/Grant/],
      ],
      [
        'maintenance',
        deribit(503, 11051, 'system_maintenance'),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
    ],
  ],
];
