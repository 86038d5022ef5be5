import { ChainServer, type ChainRequest, type SimulatedChainServer } from './chain-server';

/** What was ever paid to an address and spent from it, in satoshi as decimal text. */
export interface EsploraStats {
  readonly funded?: string;
  readonly spent?: string;
  /** How many transactions; as many as it takes to have these sums unless told. */
  readonly transactions?: number;
}

export interface EsploraAddress {
  readonly confirmed?: EsploraStats;
  readonly unconfirmed?: EsploraStats;
}

export interface EsploraOptions {
  /** By address; every other address was never used. */
  readonly addresses?: Readonly<Record<string, EsploraAddress>>;
  /** Of the newest block. */
  readonly height?: number;
  /** Any free port unless told. */
  readonly port?: number;
}

/** Its requests are named by their path below the server's address: `/blocks/tip/height`. */
export interface SimulatedEsplora extends SimulatedChainServer {
  setAddress(address: string, state: EsploraAddress): void;
  setHeight(height: number): void;
}

const BASE = '/api';

/**
 * Starts a server that speaks the Esplora API as far as wallets are read with it, on loopback
 * (https://github.com/Blockstream/esplora/blob/master/API.md). Sums are JSON numbers with all digits.
 */
export async function startEsplora(options: EsploraOptions = {}): Promise<SimulatedEsplora> {
  const esplora = new EsploraServer(options);
  await esplora.listen(options.port ?? 0);
  return esplora;
}

class EsploraServer extends ChainServer implements SimulatedEsplora {
  private readonly addresses: Map<string, EsploraAddress>;
  private height: number;

  constructor({ addresses = {}, height = 800_000 }: EsploraOptions) {
    super({
      base: BASE,
      nameOf: ({ url }) => url.slice(BASE.length),
      answer: (request) => this.answer(request),
    });
    this.addresses = new Map(Object.entries(addresses));
    this.height = height;
  }

  setAddress(address: string, state: EsploraAddress): void {
    this.addresses.set(address, state);
  }

  setHeight(height: number): void {
    this.height = height;
  }

  private answer({ method, url }: ChainRequest): string | undefined {
    if (method !== 'GET' || !url.startsWith(`${BASE}/`)) return undefined;
    const path = url.slice(BASE.length);
    if (path === '/blocks/tip/height') return String(this.height);
    const address = /^\/address\/([A-Za-z0-9]+)$/.exec(path)?.[1];
    if (address === undefined) return undefined;
    const { confirmed = {}, unconfirmed = {} } = this.addresses.get(address) ?? {};
    return `{"address":"${address}","chain_stats":${stats(confirmed)},"mempool_stats":${stats(unconfirmed)}}`;
  }
}

function stats({ funded = '0', spent = '0', transactions }: EsploraStats): string {
  const funding = funded === '0' ? 0 : 1;
  const spending = spent === '0' ? 0 : 1;
  return (
    `{"funded_txo_count":${funding},"funded_txo_sum":${funded},"spent_txo_count":${spending},` +
    `"spent_txo_sum":${spent},"tx_count":${transactions ?? funding + spending}}`
  );
}
