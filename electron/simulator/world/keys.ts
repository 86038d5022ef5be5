import { createECDH } from 'node:crypto';
import { ALPHANUMERIC, hashText, randomText, seededRandom } from './random';
import type {
  HoldingDefinition,
  KeyDefinition,
  PositionDefinition,
  VenueId,
} from './world-definition';

/**
 * A read-only key in the venue's own form. The same venue and index give the same key, so a data
 * folder that remembers a demo connection still fits after a restart. They open nothing but the
 * simulation.
 */
export function makeKey(
  venue: VenueId,
  index: number,
  label: string,
  holdings: readonly HoldingDefinition[],
  positions: readonly PositionDefinition[] = [],
): KeyDefinition {
  const random = seededRandom(hashText(`${venue} key ${index}`));
  const text = (length: number) => randomText(random, length, ALPHANUMERIC);
  const hexadecimal = (length: number) => randomText(random, length, '0123456789abcdef');
  const common = { label, canTrade: false, canWithdraw: false, addresses: [], holdings, positions };
  switch (venue) {
    case 'binance':
      return { ...common, apiKey: text(64), secret: text(64) };
    case 'bybit':
      return { ...common, apiKey: text(18), secret: text(36) };
    case 'okx': {
      const groups = [8, 4, 4, 4, 12].map(hexadecimal);
      return {
        ...common,
        apiKey: groups.join('-'),
        secret: hexadecimal(32).toUpperCase(),
        password: text(16),
      };
    }
    case 'coinbase': {
      const id = () => [8, 4, 4, 4, 12].map(hexadecimal).join('-');
      const apiKey = `organizations/${id()}/apiKeys/${id()}`;
      return { ...common, apiKey, secret: privateKeyOf(Buffer.from(text(32))) };
    }
    case 'kraken': {
      const apiKey = Buffer.from(text(42)).toString('base64');
      return { ...common, apiKey, secret: Buffer.from(text(64)).toString('base64') };
    }
  }
}

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
