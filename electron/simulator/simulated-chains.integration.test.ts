import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulatedChains, type ChainId, type SimulatedChains } from './simulated-chains';
import { demoBitcoinWallet } from './roster/demo-wallets';
import { demoWorld } from './roster/demo-world';
import { termsOf } from './roster/roster';
import { World } from './world/world';
import { parseWatched } from '../venues/chains/bitcoin/watched';
import { TestWallets, heldIn, never } from '../venues/chains/testing/test-wallets';
import { decimal } from '../../shared/base/decimal';
import { listedTokenAssets } from '../../shared/chains/tokens/listed-tokens';

const NOW = Date.UTC(2026, 0, 1);
const SOLANA_TOKEN = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:';
const USDC = `${SOLANA_TOKEN}EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v`;
const JUP = `${SOLANA_TOKEN}JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN`;

let world: World;
let chains: SimulatedChains;
let wallets: TestWallets;

beforeEach(async () => {
  world = new World(demoWorld(), 1, () => NOW, termsOf);
  chains = await startSimulatedChains(world);
  wallets = new TestWallets();
});

afterEach(async () => {
  await chains.stop();
});

/** Reads the wallet of a chain as the app does, and says what it holds: available and locked. */
async function read(chain: ChainId): Promise<string[]> {
  const wallet = chains.wallets.find(({ venue }) => venue === chain);
  const endpoint = chains.endpoints[chain];
  if (wallet === undefined || endpoint === undefined) throw new Error(`no wallet on ${chain}`);
  const session = wallets.open(wallet.address, { venue: chain, endpoint });
  const balances = heldIn(await session.read('wallet', never));
  await session.close();
  return balances.map(
    ({ code, available, locked, token }) =>
      `${token?.symbol ?? code} ${available.toFixed()} ${locked.toFixed()}`,
  );
}

test('the demo’s addresses are those of its zpub, in their order', () => {
  const { watchedBy, coins, receivesAt } = demoBitcoinWallet;
  const [receiving, change] = parseWatched(watchedBy).groups[0]?.chains ?? [];
  const all = [0, 1, 2, 3, 4, 5].map((index) => receiving?.addressAt(index));
  const changes = [0, 1].map((index) => change?.addressAt(index));
  expect([...coins.map(({ address }) => address), ...receivesAt].sort()).toEqual(
    [...all, ...changes].sort(),
  );
});

test('coins of all addresses are found through the zpub, and what no block has yet', async () => {
  // 0.3125 + 0.08042117 + 0.1499134 + 0.01180455
  expect(await read('bitcoin')).toEqual(['BTC 0.55463912 0.0125']);
});

test('a payment comes in, and a block confirms it', async () => {
  world.bitcoin?.receive(decimal('40000'));
  expect(await read('bitcoin')).toEqual(['BTC 0.55463912 0.0129']);
  world.bitcoin?.mine();
  expect(await read('bitcoin')).toEqual(['BTC 0.56753912 0']);
});

test('SOL, staked SOL, listed tokens, and two that no list vouches for', async () => {
  expect((await read('solana')).sort()).toEqual(
    [
      'SOL 14.38205431 0',
      'SOL 0 52.00228288',
      `${USDC} 2140.35 0`,
      `${JUP} 3800 0`,
      'USDC 5000 0',
      'CLAIM 777777 0',
    ].sort(),
  );
  const listed = listedTokenAssets();
  expect([listed.get(USDC), listed.get(JUP)]).toEqual(['USDC', 'JUP']);
});

test('a world without wallets has no servers', async () => {
  const { assets, venues } = demoWorld();
  const none = await startSimulatedChains(new World({ assets, venues }, 1, () => NOW, termsOf));
  expect(none.endpoints).toEqual({});
  await none.stop();
});
