import { encodeFunctionData, multicall3Abi, type Hex } from 'viem';
import { tokenId } from '../../../shared/wallets/chain';
import { listedTokens } from '../../../shared/wallets/tokens/listed-tokens';
import { ZERO } from '../../../shared/money/decimal';
import { heldBalance } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueBalance } from '../../services/ports/exchanges';
import type { ChainContext, ChainReader, OpenChainReader } from '../chain-reader';
import { checkEvmAddress } from './address';
import { isStillThere, latestBlock, type Block } from './block';
import { askContracts, hexOf, MULTICALL3, type CallRoute } from './calls';
import { NATIVE_AS_TOKEN, TokenDiscovery } from './discovery';
import { JsonRpc, RpcFailure } from './json-rpc';
import {
  balanceCall,
  balanceOf,
  factCalls,
  factsOf,
  inWhole,
  type Token,
  type TokenFacts,
} from './tokens';

/** Of the coin of every EVM chain, as the protocol counts it. */
const NATIVE_DECIMALS = 18;
/** A contract that burns all the gas it is given takes those beside it along. */
const UNKNOWN_AT_ONCE = 25;

/** Reads the coin and the tokens of one address on an EVM chain. */
export const openEvmReader: OpenChainReader = (context) => new EvmReader(context);

class EvmReader implements ChainReader {
  readonly source = 'eth_getBalance, balanceOf';
  readonly #context: ChainContext;
  readonly #listed: readonly Token[];
  readonly #discovery: TokenDiscovery;
  /** What contracts said of themselves; they are not asked twice. */
  readonly #facts = new Map<Hex, TokenFacts>();
  /** Contracts that send transfers but are no tokens. */
  readonly #useless = new Set<Hex>();
  /** By server, since one that is broken must not speak for the chain. */
  readonly #routes = new Map<string, CallRoute>();

  constructor(context: ChainContext) {
    this.#context = context;
    const { chain, clock, log } = context;
    this.#listed = listedTokens(chain).map(({ contract, decimals, code, words }) => ({
      contract: contract.toLowerCase() as Hex,
      decimals,
      ...(code === undefined ? { code: tokenId(chain, contract), words } : { code }),
    }));
    this.#discovery = new TokenDiscovery(chain.id, clock, log);
  }

  check(address: string): string | VenueFailure {
    return checkEvmAddress(address);
  }

  read(address: string, signal: AbortSignal): Promise<readonly VenueBalance[]> {
    return this.#context.endpoints.use(signal, (endpoint, inner) =>
      this.#readFrom(new JsonRpc(endpoint, inner), hexOf(address)),
    );
  }

  /** Everything at one block; once more at another if that block was reorganised away meanwhile. */
  async #readFrom(rpc: JsonRpc, address: Hex): Promise<readonly VenueBalance[]> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const block = await latestBlock(rpc, this.#context.chain);
      const balances = await this.#readAt(rpc, block, address);
      if (await isStillThere(rpc, block)) return balances;
    }
    throw new VenueFailure('venue-unavailable', 'the chain was being reorganised');
  }

  async #readAt(rpc: JsonRpc, block: Block, address: Hex): Promise<readonly VenueBalance[]> {
    const added = await this.#addedTokens(rpc, block);
    const trusted = [...this.#listed, ...added];
    const known = new Set(trusted.map(({ contract }) => contract));
    const balances = await this.#coinAndTokens(rpc, block, address, trusted);
    const before = new Set(this.#discovery.found);
    const unknown = (contract: Hex): boolean => !known.has(contract);
    balances.push(...(await this.#unknownTokens(rpc, block, address, [...before].filter(unknown))));
    await this.#discovery.look(rpc, address, Number(block.number));
    const found = this.#discovery.found.filter((each) => !before.has(each) && unknown(each));
    try {
      balances.push(...(await this.#unknownTokens(rpc, block, address, found)));
    } catch (error) {
      // They were never shown, so nothing goes missing; they are part of the next reading.
      if (rpc.signal.aborted || !(error instanceof VenueFailure)) throw error;
      this.#context.log.info(`${this.#context.chain.name}: new tokens are read next time`);
    }
    return balances;
  }

  async #coinAndTokens(
    rpc: JsonRpc,
    block: Block,
    address: Hex,
    tokens: readonly Token[],
  ): Promise<VenueBalance[]> {
    const { chain } = this.#context;
    const calls = tokens.map(({ contract }) => balanceCall(contract, address));
    const coinCall = {
      target: MULTICALL3,
      data: encodeFunctionData({
        abi: multicall3Abi,
        functionName: 'getEthBalance',
        args: [address],
      }),
    } as const;
    const [coinOutcome, ...outcomes] = await askContracts(
      rpc,
      block.number,
      [coinCall, ...calls],
      this.#route(rpc),
    );
    const coin =
      this.#route(rpc).hasMulticall === true
        ? balanceOf(coinOutcome)
        : quantity(await rpc.call(['eth_getBalance', [address, block.number]]));
    if (coin === undefined) throw new VenueFailure('bad-response', 'the balance was missing');
    const native = heldBalance(
      { accountType: 'wallet', code: chain.nativeCode },
      inWhole(coin, NATIVE_DECIMALS),
      ZERO,
    );
    const held = tokens.map((token, index) => {
      const units = balanceOf(outcomes[index]);
      if (units === undefined) throw this.#withoutBalance(token);
      return tokenBalance(token, units);
    });
    return [native, ...held];
  }

  /** A listed token answers everywhere, so the server is to blame; one that the user added may be none. */
  #withoutBalance({ contract, words, code }: Token): VenueFailure {
    const isAdded = !this.#listed.some((each) => each.contract === contract);
    if (!isAdded)
      return new VenueFailure(
        'bad-response',
        `the balance of ${words?.symbol ?? code} was missing`,
      );
    return noToken(contract);
  }

  /** Tokens that the user named, with what their contracts say of themselves. */
  async #addedTokens(rpc: JsonRpc, block: Block): Promise<readonly Token[]> {
    const listed = new Set(this.#listed.map(({ contract }) => contract));
    const contracts = [...new Set(this.#context.addedTokens().map((each) => each.toLowerCase()))]
      .map((each) => {
        if (/^0x[0-9a-f]{40}$/.test(each)) return each as Hex;
        throw new VenueFailure('invalid-input', 'an added token is no contract address', {
          hint: 'Remove it in Settings.',
        });
      })
      .filter((each) => !listed.has(each) && !NATIVE_AS_TOKEN.has(each));
    await this.#learn(rpc, block, contracts);
    return contracts.map((contract) => {
      const token = this.#token(contract);
      if (token === undefined) throw noToken(contract);
      return token;
    });
  }

  /** Tokens that nobody vouches for: one that does not answer is left out, since anyone can send one. */
  async #unknownTokens(
    rpc: JsonRpc,
    block: Block,
    address: Hex,
    contracts: readonly Hex[],
  ): Promise<VenueBalance[]> {
    const balances: VenueBalance[] = [];
    for (let start = 0; start < contracts.length; start += UNKNOWN_AT_ONCE) {
      const some = contracts.slice(start, start + UNKNOWN_AT_ONCE);
      balances.push(...(await this.#askUnknown(rpc, block, address, some)));
    }
    return balances;
  }

  async #askUnknown(
    rpc: JsonRpc,
    block: Block,
    address: Hex,
    contracts: readonly Hex[],
  ): Promise<VenueBalance[]> {
    const useful = contracts.filter((contract) => !this.#useless.has(contract));
    if (useful.length === 0) return [];
    try {
      await this.#learn(rpc, block, useful);
      const tokens = useful.flatMap((contract) => this.#token(contract) ?? this.#giveUp(contract));
      const calls = tokens.map(({ contract }) => balanceCall(contract, address));
      const outcomes = await askContracts(rpc, block.number, calls, this.#route(rpc));
      return tokens.flatMap((token, index) => {
        const units = balanceOf(outcomes[index]);
        return units === undefined ? this.#giveUp(token.contract) : tokenBalance(token, units);
      });
    } catch (error) {
      // One that burns all the gas makes the whole call fail; which one shows when they are asked apart.
      if (!(error instanceof RpcFailure) || error.reverted === undefined) throw error;
      const [first, ...rest] = useful;
      if (first !== undefined && rest.length === 0) return this.#giveUp(first);
      const middle = Math.ceil(useful.length / 2);
      return [
        ...(await this.#askUnknown(rpc, block, address, useful.slice(0, middle))),
        ...(await this.#askUnknown(rpc, block, address, useful.slice(middle))),
      ];
    }
  }

  #route(rpc: JsonRpc): CallRoute {
    let route = this.#routes.get(rpc.url);
    if (route === undefined) this.#routes.set(rpc.url, (route = { hasMulticall: undefined }));
    return route;
  }

  /** @returns nothing, in place of the token */
  #giveUp(contract: Hex): [] {
    this.#useless.add(contract);
    const { chain, log } = this.#context;
    log.info(`${chain.name}: ${contract} sent transfers but does not answer as a token; left out`);
    return [];
  }

  async #learn(rpc: JsonRpc, block: Block, contracts: readonly Hex[]): Promise<void> {
    const unasked = contracts.filter((contract) => !this.#facts.has(contract));
    const calls = unasked.map(factCalls);
    const outcomes = await askContracts(rpc, block.number, calls.flat(), this.#route(rpc));
    let start = 0;
    unasked.forEach((contract, index) => {
      const count = calls[index]?.length ?? 0;
      const facts = factsOf(contract, outcomes.slice(start, start + count));
      start += count;
      if (facts !== undefined) this.#facts.set(contract, facts);
    });
  }

  #token(contract: Hex): Token | undefined {
    const facts = this.#facts.get(contract);
    if (facts === undefined) return undefined;
    return { contract, code: tokenId(this.#context.chain, contract), ...facts };
  }
}

function tokenBalance({ code, decimals, words }: Token, units: bigint): VenueBalance {
  const holding = { accountType: 'wallet', code } as const;
  const balance = heldBalance(holding, inWhole(units, decimals), ZERO);
  return words === undefined ? balance : { ...balance, token: words };
}

function noToken(contract: Hex): VenueFailure {
  return new VenueFailure('invalid-input', `the added token ${contract} does not answer as one`, {
    hint: 'Remove it from the added tokens in Settings, or correct its address.',
  });
}

/** @throws VenueFailure `bad-response` */
function quantity(value: unknown): bigint {
  if (typeof value === 'string' && /^0x[0-9a-f]{1,64}$/i.test(value)) return BigInt(value);
  throw new VenueFailure('bad-response', '"result" was not as documented');
}
