import { createECDH } from 'node:crypto';
import type { SimulatedVenueDefinition } from '../plumbing/venue';
import { coinbase } from './coinbase';

/** Simulated Coinbase. */
export const coinbaseSimulation = {
  id: 'coinbase',
  terms: { fee: { rate: '0.012', from: 'quote' }, dollars: 'USDT' },
  keyParts: ({ text, hexadecimal }) => {
    const id = (): string => [8, 4, 4, 4, 12].map(hexadecimal).join('-');
    const apiKey = `organizations/${id()}/apiKeys/${id()}`;
    return { apiKey, secret: privateKeyOf(Buffer.from(text(32))) };
  },
  serve: coinbase,
} satisfies SimulatedVenueDefinition;

/** The parts of a private key on P-256 around the number and the point: https://www.rfc-editor.org/rfc/rfc5915 */
const SEC1 = { before: '30770201010420', between: 'a00a06082a8648ce3d030107a144034200' } as const;

/** A private key on P-256 from 32 bytes, as PEM: Node draws its own, and these must stay the same. */
function privateKeyOf(bytes: Buffer): string {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(bytes);
  const der = Buffer.concat([
    Buffer.from(SEC1.before, 'hex'),
    bytes,
    Buffer.from(SEC1.between, 'hex'),
    pair.getPublicKey(),
  ]);
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN EC PRIVATE KEY-----', ...lines, '-----END EC PRIVATE KEY-----', ''].join(
    '\n',
  );
}
