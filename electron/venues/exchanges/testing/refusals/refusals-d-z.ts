import { coded, COPIED, json, type VenueRefusals } from './refusal-row';

const kraken = (error: string) => json(200, { error: [error] });
const htx = (words: string) =>
  json(200, { status: 'error', 'err-code': 'api-signature-not-valid', 'err-msg': words });
const deribit = (status: number, code: number, message: string) =>
  json(status, { jsonrpc: '2.0', error: { code, message } });

/** Of venues from D to Z: codes and words of their documentation, and of ccxt's lists of errors. */
export const refusalsDToZ: readonly VenueRefusals[] = [
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
