import { base64 } from '@scure/base';
import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import { tokenId } from '../../../../shared/chains/chain';
import { SOLANA_TOKENS } from '../../../../shared/chains/tokens/solana';
import { heldBalance, lockedBalance } from '../../reading/balances';
import { asRow, asRows, textOf } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import type { ChainContext, ChainReader, Endpoint } from '../chain-reader';
import { ChainProgress } from '../chain-progress';
import { addressBytes, checkAddress } from './addresses';
import { MintDirectory } from './mints';
import { SolanaRpc, unitsOf } from './solana-rpc';
import {
  TOKEN_2022_PROGRAM,
  TOKEN_PROGRAM,
  tokenHoldings,
  type TokenHolding,
} from './token-accounts';

const SOL_PER_LAMPORT = '0.000000001';
const STAKE_PROGRAM = 'Stake11111111111111111111111111111111111111';
/** Where a stake account names who may take the SOL out of it; who may only delegate it is before. */
const WITHDRAWER_OFFSET = 44;
const ADDRESS_LENGTH = 32;
/** A slot takes 0.4 seconds. */
const MOST_SLOTS_APART = 150;
/** Readings of a wallet that is being used, until nothing happened during one. */
const MOST_TRIES = 3;
const TIMEOUT_MS = 60_000;

const LISTED = new Map(SOLANA_TOKENS.map((token) => [token.contract, token]));

interface State {
  readonly slot: number;
  readonly lamports: Decimal;
  readonly staked: Decimal;
  readonly stakeAccounts: readonly string[];
  readonly holdings: readonly TokenHolding[];
  readonly leftOut: number;
}

/** Reads SOL, staked SOL and tokens of Solana addresses. */
export function openSolanaReader(context: ChainContext): ChainReader {
  const progress = new ChainProgress(context.clock);
  const mints = new MintDirectory();
  const stakeAccounts = new Map<string, readonly string[]>();
  return {
    source: 'getBalance, getTokenAccountsByOwner, getProgramAccounts',
    check: (text) => {
      try {
        return checkAddress(text);
      } catch (error) {
        if (error instanceof VenueFailure) return error;
        throw error;
      }
    },
    // A stake account has an address of its own, which shows the same SOL.
    addresses: (address) => Promise.resolve([address, ...(stakeAccounts.get(address) ?? [])]),
    read: (address, signal) =>
      context.endpoints.use(
        signal,
        async (endpoint, inner) => {
          const rpc = new SolanaRpc(endpoint, context.clock);
          const state = await readState(address, rpc, progress.seen, inner);
          const balances = await balancesOf(state, { context, mints, rpc, endpoint }, inner);
          progress.note(state.slot);
          stakeAccounts.set(address, state.stakeAccounts);
          return balances;
        },
        TIMEOUT_MS,
      ),
  };
}

/**
 * What an address has, of one state of the chain as well as can be told: no answer is older than what
 * was read before, none is far from the others, and the SOL is the same before and after the others
 * were asked for, since whatever an address does costs it a fee.
 */
async function readState(
  address: string,
  rpc: SolanaRpc,
  minSlot: number,
  signal: AbortSignal,
): Promise<State> {
  let least = minSlot;
  for (let tries = 1; ; tries += 1) {
    const [sol, stakes, ...tokens] = await Promise.all([
      rpc.call('getBalance', [address], {}, least, signal),
      rpc.call('getProgramAccounts', [STAKE_PROGRAM], stakesOf(address), least, signal),
      ...[TOKEN_PROGRAM, TOKEN_2022_PROGRAM].map(async (program) => {
        const subject = [address, { programId: program }];
        const settings = { encoding: 'jsonParsed' };
        const method = 'getTokenAccountsByOwner';
        return { program, ...(await rpc.call(method, subject, settings, least, signal)) };
      }),
    ]);
    const slots = [sol, stakes, ...tokens].map(({ slot }) => slot);
    const newest = Math.max(...slots);
    if (newest - Math.min(...slots) > MOST_SLOTS_APART)
      throw new VenueFailure('venue-unavailable', 'its answers are of different times');
    const after = await rpc.call('getBalance', [address], {}, newest, signal);
    const lamports = unitsOf({ lamports: after.value }, 'lamports');
    const isSame = lamports.equals(unitsOf({ lamports: sol.value }, 'lamports'));
    if (isSame || tries === MOST_TRIES) {
      const staked = stakedBy(address, stakes.value);
      return {
        slot: newest,
        lamports,
        staked: [...staked.values()].reduce((total, each) => total.plus(each), ZERO),
        stakeAccounts: [...staked.keys()],
        ...tokenHoldings(tokens, address, (mint) => LISTED.has(mint)),
      };
    }
    least = after.slot;
  }
}

/**
 * Asks for the stake accounts whose SOL an address may withdraw. An address that may only delegate the
 * stake of another owns none of it, and would have it counted twice if both are watched.
 * https://docs.rs/solana-stake-interface/latest/solana_stake_interface/state/struct.Authorized.html
 */
function stakesOf(address: string): Readonly<Record<string, unknown>> {
  return {
    encoding: 'base64',
    dataSlice: { offset: WITHDRAWER_OFFSET, length: ADDRESS_LENGTH },
    filters: [{ memcmp: { offset: WITHDRAWER_OFFSET, bytes: address } }],
    withContext: true,
  };
}

/** Everything in stake accounts, delegated or not: what is not delegated has to be withdrawn too. */
function stakedBy(address: string, value: unknown): ReadonlyMap<string, Decimal> {
  const withdrawer = base64.encode(addressBytes(address));
  const accounts = new Map<string, Decimal>();
  for (const entry of asRows(value, 'value')) {
    const account = asRow(entry['account'], 'account');
    const data: unknown = account['data'];
    const isOwn = Array.isArray(data) && data[0] === withdrawer;
    if (!isOwn || textOf(account, 'owner') !== STAKE_PROGRAM)
      throw new VenueFailure('bad-response', 'it answered with a stake account of somebody else');
    accounts.set(textOf(entry, 'pubkey'), unitsOf(account, 'lamports'));
  }
  return accounts;
}

interface Directory {
  readonly context: ChainContext;
  readonly mints: MintDirectory;
  readonly rpc: SolanaRpc;
  readonly endpoint: Endpoint;
}

async function balancesOf(
  { slot, lamports, staked, holdings, leftOut }: State,
  { context, mints, rpc, endpoint }: Directory,
  signal: AbortSignal,
): Promise<readonly VenueBalance[]> {
  const { chain, log } = context;
  const native = { accountType: 'wallet', code: chain.nativeCode } as const;
  const balances: VenueBalance[] = [
    heldBalance(native, lamports.times(SOL_PER_LAMPORT), ZERO),
    lockedBalance({ ...native, subaccount: 'stake' }, staked.times(SOL_PER_LAMPORT)),
  ];
  const unlisted = holdings.flatMap(({ mint }) => (LISTED.has(mint) ? [] : [mint]));
  const facts = await mints.factsOf(unlisted, rpc, slot, signal);
  let collectibles = 0;
  for (const { mint, decimals, free, frozen } of holdings) {
    const listed = LISTED.get(mint);
    if (listed !== undefined && listed.decimals !== decimals)
      throw new VenueFailure(
        'bad-response',
        `${endpoint.host} has other decimals for a known token`,
      );
    const { isCollectible = false, words = undefined } = facts.get(mint) ?? {};
    if (isCollectible && listed === undefined) {
      collectibles += 1;
      continue;
    }
    balances.push({
      ...heldBalance({ accountType: 'wallet', code: tokenId(chain, mint) }, free, frozen),
      ...(listed === undefined
        ? { token: words ?? { symbol: shortMint(mint), name: shortMint(mint) } }
        : {}),
    });
  }
  if (leftOut > 0)
    log.info(`${chain.name}: a wallet has unlisted tokens that cannot be read, which are left out`);
  if (collectibles > 0)
    log.info(`${chain.name}: a wallet has collectibles (NFTs), which are left out`);
  return balances;
}

/** All there is to call a token by that has no name. */
function shortMint(mint: string): string {
  return `${mint.slice(0, 4)}…${mint.slice(-4)}`;
}
