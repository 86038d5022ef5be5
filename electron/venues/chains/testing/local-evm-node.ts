import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encodeFunctionData, erc20Abi, keccak256, pad, stringToHex, toHex, type Hex } from 'viem';
import { evmChainId, type Chain } from '../../../../shared/chains/chain';
import { EVM_CHAINS } from '../../../../shared/chains/evm-chains';
import { listedTokens } from '../../../../shared/chains/tokens/listed-tokens';
import { minimalToken, type TestToken } from './minimal-token';
import { MULTICALL3_DEPLOYMENT } from './multicall3';

export interface LocalEvmNodeOptions {
  /** The built-in chain that the node stands for; Ethereum unless told. */
  readonly venue?: string;
  /** For a chain that the user described; nothing is listed there. */
  readonly chainId?: number;
  /** Whether the chain has Multicall3, as all built-in ones do. */
  readonly multicall?: boolean;
}

/** A real EVM node on this machine, with every listed token of its chain. */
export interface LocalEvmNode {
  readonly url: string;
  /** Any method of the node: https://getfoundry.sh/anvil/reference */
  request(method: string, ...parameters: readonly unknown[]): Promise<unknown>;
  /** @param units in wei */
  setBalance(address: string, units: bigint): Promise<void>;
  /** Puts a token on the chain. @returns its contract */
  addToken(token: TestToken): Promise<Hex>;
  /** @param units in the token's smallest unit */
  setTokenBalance(contract: string, address: string, units: bigint): Promise<void>;
  /** Sends so much of a token that {@link addToken} made, as an airdrop does: in a block, with a log. */
  airdrop(contract: string, address: string, units: bigint): Promise<void>;
  /** Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts the node; rejects if this platform's binary is not installed. */
export async function startLocalEvmNode({
  venue = 'ethereum',
  chainId,
  multicall = true,
}: LocalEvmNodeOptions = {}): Promise<LocalEvmNode> {
  const chain = chainId === undefined ? EVM_CHAINS.find(({ id }) => id === venue) : undefined;
  const id = chain === undefined ? chainId : evmChainId(chain);
  if (id === undefined) throw new Error(`no chain ${venue}`);
  const { url, stop } = await startAnvil(id);
  const request = (method: string, ...parameters: readonly unknown[]) =>
    ask(url, method, parameters);
  try {
    if (multicall) await deployMulticall(request);
    if (chain !== undefined) await placeListedTokens(url, chain);
  } catch (error) {
    await stop();
    throw error;
  }
  const [funded] = (await request('eth_accounts')) as Hex[];
  return {
    url,
    request,
    stop,
    setBalance: async (address, units) =>
      void (await request('anvil_setBalance', address, toHex(units))),
    addToken: async (token) => {
      const hash = keccak256(stringToHex(JSON.stringify(token)));
      const contract: Hex = `0x${hash.slice(-40)}`;
      await request('anvil_setCode', contract, minimalToken(token));
      return contract;
    },
    setTokenBalance: async (contract, address, units) => {
      await request('anvil_setStorageAt', contract, word(address), toHex(units, { size: 32 }));
      // What is set from outside becomes part of the next block.
      await request('evm_mine');
    },
    airdrop: async (contract, address, units) => {
      const data = encodeFunctionData({
        abi: erc20Abi,
        functionName: 'transfer',
        args: [address as Hex, units],
      });
      // Answers when the block is mined; without "Sync" it answers before.
      await request('eth_sendTransactionSync', { from: funded, to: contract, data });
    },
  };
}

type Request = LocalEvmNode['request'];

async function deployMulticall(request: Request): Promise<void> {
  const { sender, cost, transaction } = MULTICALL3_DEPLOYMENT;
  await request('anvil_setBalance', sender, toHex(cost));
  await request('eth_sendRawTransactionSync', transaction);
}

/** A chain's listed tokens are there with their decimals; nobody has any until it is set. */
async function placeListedTokens(url: string, chain: Chain): Promise<void> {
  const codes = listedTokens(chain).map(({ contract, decimals, words }) => [
    contract,
    minimalToken({ ...words, decimals }),
  ]);
  await post(
    url,
    codes.map((params, id) => ({ jsonrpc: '2.0', id, method: 'anvil_setCode', params })),
  );
}

function word(address: string): Hex {
  return pad(address.toLowerCase() as Hex, { size: 32 });
}

/** The binary itself: the launcher beside it would be one more process to end. */
function binary(): string {
  const platforms: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
  const name = `@foundry-rs/anvil-${process.platform}-${platforms[process.arch] ?? process.arch}`;
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'anvil.exe' : 'anvil');
}

async function startAnvil(chainId: number): Promise<{ url: string; stop: () => Promise<void> }> {
  const node = spawn(
    binary(),
    ['--host', '127.0.0.1', '--port', '0', '--chain-id', String(chainId), '--accounts', '1'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise<void>((resolve) => node.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    node.kill('SIGKILL');
    await ended;
  };
  // A test run that dies must not leave it behind.
  const onExit = (): void => void node.kill('SIGKILL');
  process.once('exit', onExit);
  void ended.then(() => process.removeListener('exit', onExit));
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    node.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    node.once('error', reject);
    void ended.then(() => reject(new Error('the node ended before it listened')));
  });
  return { url, stop };
}

async function ask(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const answer = (await post(url, { jsonrpc: '2.0', id: 1, method, params })) as {
    result?: unknown;
    error?: { message: string };
  };
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}
