import { json, type VenueRefusals } from '../../testing/refusal-row';

const kraken = (error: string) => json(200, { error: [error] });

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'kraken',
    'spot',
    [
      ['unknown key', kraken('EAPI:Invalid key'), 'authentication', [/does not know the key/]],
      [
        'wrong secret',
        kraken('EAPI:Invalid signature'),
        'authentication',
        [/secret/],
        [/still exists/],
      ],
      [
        'another program',
        kraken('EAPI:Invalid nonce'),
        'nonce',
        [/Another program uses this key/, /Portolan alone/],
        [/set its clock|Set this computer/],
      ],
      [
        'locked out',
        kraken('EGeneral:Temporary lockout'),
        'rate-limited',
        [/locks this key or network address out/],
      ],
      [
        'locked account',
        kraken('EAuth:Account temporary disabled'),
        'permission',
        [/locked the account/],
        [/Grant/],
      ],
      [
        'maintenance',
        kraken('EService:Unavailable'),
        'venue-unavailable',
        [/under maintenance/],
        [/key/i],
      ],
    ],
  ],
];
