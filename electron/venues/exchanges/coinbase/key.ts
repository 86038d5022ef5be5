import { generateKeyPairSync } from 'node:crypto';
import type { Credentials } from '../../../../shared/portfolio/venue';
import type { CcxtConstructor } from '../../protocol/ccxt/ccxt-exchange';

const PEM = /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END \1-----/;
const LINE = /.{1,64}/g;

/**
 * The private key as signing needs it. Coinbase hands it out in a JSON file, where its line ends are
 * written `\n`; fields of a form lose line ends altogether. Whatever was pasted, the lines are made anew.
 * A key that is no PEM (Ed25519 keys are bare Base64) stays as it is.
 * https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication
 */
export function privateKeyOf(pasted: string): string {
  const text = pasted.replaceAll('\\r', '').replaceAll('\\n', '\n').trim();
  const [, label, body] = PEM.exec(text) ?? [];
  if (label === undefined || body === undefined) return text;
  const lines = body.replace(/\s/g, '').match(LINE) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The venue's class that takes private keys in whichever way they were pasted. */
export function takingPastedKeys(Venue: CcxtConstructor): CcxtConstructor {
  return class extends Venue {
    constructor(settings: object) {
      const secret: unknown = Reflect.get(settings, 'secret');
      super(typeof secret === 'string' ? { ...settings, secret: privateKeyOf(secret) } : settings);
    }
  };
}

/** A key that nobody has, of the form that Coinbase's are of. */
export function sampleKey(): Credentials {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  return { apiKey: 'organizations/sample/apiKeys/sample', secret };
}
