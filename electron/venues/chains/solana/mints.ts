import { utf8ToBytes } from '@noble/hashes/utils';
import { base64 } from '@scure/base';
import type { TokenWords } from '../../../../shared/assets/asset';
import type { Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { plainWords } from '../plain-words';
import { addressBytes, derivedAddress } from './addresses';
import type { SolanaRpc } from './solana-rpc';

/** What a mint says of its token. */
export interface MintFacts {
  /** There is one of it and there are no parts: a collectible, whose worth no market says. */
  readonly isCollectible: boolean;
  readonly words?: TokenWords;
}

/** https://developers.metaplex.com/token-metadata */
const METADATA_PROGRAM = 'metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s';
/** `getMultipleAccounts` takes 100, and each mint needs two. */
const MINTS_AT_ONCE = 50;
/** Before the name in Metaplex's account: kind, update authority and mint. */
const METADATA_HEADER = 1 + 32 + 32;

/** Asks mints for what does not change, each once at each server: no other's word is taken for it. */
export class MintDirectory {
  /** By server, then by mint. */
  readonly #servers = new Map<string, Map<string, MintFacts>>();

  /** @throws VenueFailure */
  async factsOf(
    mints: readonly string[],
    rpc: SolanaRpc,
    minSlot: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, MintFacts>> {
    let facts = this.#servers.get(rpc.url);
    if (facts === undefined) this.#servers.set(rpc.url, (facts = new Map()));
    const known = facts;
    const unknown = mints.filter((mint) => !known.has(mint));
    for (let start = 0; start < unknown.length; start += MINTS_AT_ONCE) {
      const some = unknown.slice(start, start + MINTS_AT_ONCE);
      const answers = await this.#ask(some, rpc, minSlot, signal);
      some.forEach((mint, place) =>
        known.set(mint, factsOf(answers[2 * place], answers[2 * place + 1])),
      );
    }
    return known;
  }

  /** Each mint and its metadata. */
  async #ask(
    mints: readonly string[],
    rpc: SolanaRpc,
    minSlot: number,
    signal: AbortSignal,
  ): Promise<readonly unknown[]> {
    const addresses = mints.flatMap((mint) => [mint, metadataAddress(mint)]);
    const settings = { encoding: 'jsonParsed' };
    const { value } = await rpc.call('getMultipleAccounts', [addresses], settings, minSlot, signal);
    if (!Array.isArray(value) || value.length !== addresses.length)
      throw new VenueFailure('bad-response', 'it did not answer for every account');
    return value as readonly unknown[];
  }
}

function metadataAddress(mint: string): string {
  const seeds = [utf8ToBytes('metadata'), addressBytes(METADATA_PROGRAM), addressBytes(mint)];
  return derivedAddress(METADATA_PROGRAM, seeds);
}

/** A mint that the server cannot take apart says nothing, which is no reason to fail. */
function factsOf(mint: unknown, metadata: unknown): MintFacts {
  const info = parsedInfo(mint);
  const words = extensionWords(info) ?? metaplexWords(metadata);
  return {
    isCollectible: String(info['supply']) === '1' && String(info['decimals']) === '0',
    ...(words === undefined ? {} : { words }),
  };
}

function parsedInfo(account: unknown): Row {
  return ['data', 'parsed', 'info'].reduce(
    (row: Row, field) => objectOf(row[field]),
    objectOf(account),
  );
}

function objectOf(value: unknown): Row {
  return typeof value === 'object' && value !== null ? (value as Row) : {};
}

/** Tokens of the newer program may carry their own name. */
function extensionWords(info: Row): TokenWords | undefined {
  const extensions: unknown = info['extensions'];
  if (!Array.isArray(extensions)) return undefined;
  for (const extension of extensions as readonly unknown[]) {
    const { extension: kind, state } = objectOf(extension);
    if (kind !== 'tokenMetadata') continue;
    const { symbol, name } = objectOf(state);
    if (typeof symbol === 'string' && typeof name === 'string') return words(symbol, name);
  }
  return undefined;
}

/** What anybody wrote cannot make a reading fail: without a name a token has none. */
function metaplexWords(account: unknown): TokenWords | undefined {
  const { owner, data } = objectOf(account);
  const text: unknown = Array.isArray(data) ? data[0] : undefined;
  if (owner !== METADATA_PROGRAM || typeof text !== 'string') return undefined;
  try {
    const bytes = base64.decode(text);
    const name = textAt(bytes, METADATA_HEADER);
    const symbol = textAt(bytes, name.end);
    return words(symbol.text, name.text);
  } catch {
    return undefined;
  }
}

/** Text with its length before it, filled up with zeros. */
function textAt(bytes: Uint8Array, start: number): { text: string; end: number } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start, true);
  const end = start + 4 + length;
  if (end > bytes.length) throw new RangeError('the text is not whole');
  return { text: new TextDecoder().decode(bytes.subarray(start + 4, end)), end };
}

function words(symbol: string, name: string): TokenWords | undefined {
  const called = plainWords(symbol);
  return called === undefined ? undefined : { symbol: called, name: plainWords(name) ?? called };
}
