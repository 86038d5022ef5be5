import { COPIED, json, type VenueRefusals } from '../../testing/refusal-row';

const htx = (words: string) =>
  json(200, { status: 'error', 'err-code': 'api-signature-not-valid', 'err-msg': words });

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'htx',
    'spot',
    [
      [
        'wrong secret',
        htx('Signature not valid: Verification failure [校验失败]'),
        'authentication',
        [/secret/],
      ],
      [
        'unknown key',
        htx('Signature not valid: Incorrect Access key [Access key错误]'),
        'authentication',
        [/does not know the key/],
      ],
      [
        'address',
        htx('Signature not valid: Incorrect IP address [IP不正确]'),
        'ip-restricted',
        [/Add this network address/],
      ],
      [
        'expired',
        htx('Signature not valid: Expired Private key'),
        'authentication',
        [/has expired/],
        [COPIED],
      ],
      [
        'maintenance',
        json(200, {
          status: 'error',
          'err-code': 'system-maintenance',
          'err-msg': 'System is in maintenance!',
        }),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
    ],
  ],
];
