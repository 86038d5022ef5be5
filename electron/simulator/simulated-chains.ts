import { startEsplora, type EsploraAddress } from './esplora/esplora-server';
import { startSolana, type SimulatedSolana } from './solana/solana-server';
import type { BitcoinWallet } from './world/bitcoin-wallet';
import { solanaAddress } from './world/solana-address';
import type { SolanaTokenDefinition, SolanaWalletDefinition } from './world/wallet-definition';
import type { World } from './world/world';

/** Whose tokens can name themselves: https://solana.com/docs/tokens/extensions/metadata */
const TOKEN_2022_PROGRAM = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';

/** The chains that are simulated, by their ids. */
export type ChainId = 'bitcoin' | 'solana';

/** A wallet that can be watched there. */
export interface SimulatedWallet {
  readonly venue: ChainId;
  readonly label: string;
  /** An address, or an extended public key. */
  readonly address: string;
}

export interface SimulatedChains {
  /** A server's address by chain; only chains on which the world has a wallet are there. */
  readonly endpoints: Readonly<Partial<Record<ChainId, string>>>;
  readonly wallets: readonly SimulatedWallet[];
  stop(): Promise<void>;
}

interface Chain {
  readonly url: string;
  readonly wallet: SimulatedWallet;
  stop(): Promise<void>;
}

/** Starts servers on 127.0.0.1 for the chains that the world's owner has wallets on. */
export async function startSimulatedChains({ bitcoin, solana }: World): Promise<SimulatedChains> {
  const chains = await Promise.all([
    ...(bitcoin === undefined ? [] : [serveBitcoin(bitcoin)]),
    ...(solana === undefined ? [] : [serveSolana(solana)]),
  ]);
  return {
    endpoints: Object.fromEntries(chains.map(({ wallet, url }) => [wallet.venue, url])),
    wallets: chains.map(({ wallet }) => wallet),
    stop: async () => {
      await Promise.all(chains.map((chain) => chain.stop()));
    },
  };
}

/** Esplora as the wallet's coins are, and as they change. */
async function serveBitcoin(wallet: BitcoinWallet): Promise<Chain> {
  const server = await startEsplora();
  const follow = (): void => {
    for (const [address, { funded, spent, incoming }] of wallet.addresses()) {
      const confirmed = { funded: funded.toFixed(), spent: spent.toFixed() };
      const unconfirmed = { funded: incoming.toFixed() };
      const state: EsploraAddress = { confirmed, unconfirmed };
      server.setAddress(address, state);
    }
    server.setHeight(wallet.height);
  };
  follow();
  const stopFollowing = wallet.on(follow);
  const { label, watchedBy } = wallet.definition;
  return {
    url: server.url,
    wallet: { venue: 'bitcoin', label, address: watchedBy },
    stop: async () => {
      stopFollowing();
      await server.stop();
    },
  };
}

async function serveSolana(wallet: SolanaWalletDefinition): Promise<Chain> {
  const server = await startSolana();
  const { label, address, lamports, stakes, tokens } = wallet;
  server.setBalance(address, lamports);
  for (const [index, staked] of stakes.entries())
    server.setStake({
      address: solanaAddress(`stake ${index} of ${address}`),
      staker: address,
      withdrawer: address,
      lamports: staked,
    });
  for (const token of tokens) putToken(server, address, token);
  return {
    url: server.url,
    wallet: { venue: 'solana', label, address },
    stop: () => server.stop(),
  };
}

function putToken(
  server: SimulatedSolana,
  owner: string,
  { mint, units, decimals, calls }: SolanaTokenDefinition,
): void {
  const program = calls === undefined ? 'spl-token' : 'spl-token-2022';
  const account = solanaAddress(`${mint} of ${owner}`);
  server.setToken({ address: account, owner, mint, amount: units, decimals, program });
  if (calls === undefined) return;
  const state = { mint, ...calls, uri: '', additionalMetadata: [] };
  // What is given away was made by the million.
  const info = {
    decimals,
    supply: `${units}000000`,
    isInitialized: true,
    extensions: [{ extension: 'tokenMetadata', state }],
  };
  server.setAccount(mint, {
    owner: TOKEN_2022_PROGRAM,
    data: { program, parsed: { info, type: 'mint' } },
  });
}
