import { json, type VenueRefusals } from '../../testing/refusal-row';

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'mexc',
    'spot',
    [
      [
        'unknown key',
        json(400, { code: 10072, msg: 'Api key info invalid' }),
        'authentication',
        [/does not know the key/],
      ],
      [
        'wrong secret',
        json(400, { code: 700002, msg: 'Signature for this request is not valid.' }),
        'authentication',
        [/secret/],
      ],
      [
        'address',
        json(400, { code: 700006, msg: 'IP [1.2.3.4] not in the ip white list' }),
        'ip-restricted',
        [/Add this network address/],
      ],
      [
        'slow connection',
        json(400, {
          code: 700003,
          msg: 'Timestamp for this request is outside of the recvWindow.',
        }),
        'clock-skew',
        [/too long on its way/],
      ],
    ],
  ],
];
