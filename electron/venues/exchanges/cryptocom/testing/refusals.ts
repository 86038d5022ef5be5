import { json, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
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
