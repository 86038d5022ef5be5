import { generateKeyPairSync } from 'node:crypto';
import { COPIED, json, type VenueRefusals } from '../../testing/refusal-row';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'sec1', format: 'pem' })
  .toString();
const coinbaseKey = { apiKey: 'organizations/3b910e93/apiKeys/95c2ec2e', secret: pem };

/** Codes and words of its documentation, and of ccxt's list of errors. */
export const refusals: readonly VenueRefusals[] = [
  [
    'coinbase',
    'spot',
    [
      [
        'key, address or time',
        { status: 401, body: 'Unauthorized' },
        'authentication',
        [/secret API key of the Coinbase Developer Platform/, /this network address/],
      ],
      [
        'permission',
        json(403, {
          error: 'PERMISSION_DENIED',
          error_details: 'Missing required scopes',
          message: 'Missing required scopes',
        }),
        'permission',
        [/Grant the key|permission/],
        [COPIED],
      ],
    ],
    coinbaseKey,
  ],
];
