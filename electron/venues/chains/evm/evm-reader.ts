import { encodeFunctionData, multicall3Abi, type Hex } from 'viem';
import { tokenId } from '../../../../shared/chains/chain';
import { listedTokens } from '../../../../shared/chains/tokens/listed-tokens';
import type { Reach } from '../../../../shared/portfolio/reach';
import { ZERO } from '../../../../shared/base/decimal';
import { heldBalance } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import type { ChainContext, ChainReader, OpenChainReader } from '../chain-reader';
import { ChainProgress } from '../chain-progress';
import { checkEvmAddress } from './address';
import { checkFresh, isStillThere, latestBlock, type Block } from './block';
import { askContracts, askStrangers, hexOf, MULTICALL3, type CallRoute } from './calls';
import { NATIVE_AS_TOKEN, TokenDiscovery } from './discovery';
import { JsonRpc } from './json-rpc';
import { TokenDirectory } from './token-directory';
import { rateCall, rateIn } from './protocol-rates';
import { balanceCall, balanceOf, inWhole, tokenBalance, type Token } from './tokens';
import { UnknownTokens } from './unknown-tokens';

/** Of the coin of every EVM chain, as the protocol counts it. */
const NATIVE_DECIMALS = 18;

/** Reads the coin and the tokens of one address on an EVM chain. */
export const openEvmReader: OpenChainReader = (context) => new EvmReader(context);

class EvmReader implements ChainReader {
  readonly source = 'eth_getBalance, balanceOf';
  readonly #context: ChainContext;
  readonly #listed: readonly Token[];
  readonly #discovery: TokenDiscovery;
  readonly #directory: TokenDirectory;
  readonly #unknown: UnknownTokens;
  /** By the time of blocks, which all chains have alike. */
  readonly #progress: ChainProgress;
  /** By server, since one that is broken must not speak for the chain. */
  readonly #routes = new Map<string, CallRoute>();

  constructor(context: ChainContext) {
    this.#context = context;
    const { chain, clock } = context;
    this.#listed = listedTokens(chain).map(({ contract, decimals, code, words }) => ({
      contract: contract.toLowerCase() as Hex,
      decimals,
      ...(code === undefined ? { code: tokenId(chain, contract), words } : { code }),
    }));
    this.#discovery = new TokenDiscovery({ ...context, venue: chain.id });
    this.#directory = new TokenDirectory(chain);
    this.#unknown = new UnknownTokens(context, this.#directory);
    this.#progress = new ChainProgress(clock);
  }

  check(address: string): string | VenueFailure {
    return checkEvmAddress(address);
  }

  reach(): Reach | undefined {
    return this.#discovery.reach;
  }

  addresses(address: string): Promise<Iterable<string>> {
    return Promise.resolve([address]);
  }

  read(address: string, signal: AbortSignal): Promise<readonly VenueBalance[]> {
    return this.#context.endpoints.use(signal, (endpoint, inner) =>
      this.#readFrom(new JsonRpc(endpoint, inner), hexOf(address)),
    );
  }

  /** Everything at one block; once more at another if that block was reorganised away meanwhile. */
  async #readFrom(rpc: JsonRpc, address: Hex): Promise<readonly VenueBalance[]> {
    const { chain, clock } = this.#context;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const block = await latestBlock(rpc, chain);
      checkFresh(block, this.#progress.seen, clock.now());
      const balances = await this.#readAt(rpc, block, address);
      if (!(await isStillThere(rpc, block))) continue;
      this.#progress.note(Math.min(block.time, clock.now()));
      return balances;
    }
    throw new VenueFailure('venue-unavailable', 'the chain was being reorganised');
  }

  async #readAt(rpc: JsonRpc, block: Block, address: Hex): Promise<readonly VenueBalance[]> {
    const balances = await this.#coinAndListed(rpc, block, address);
    const added = this.#addedContracts();
    balances.push(...(await this.#addedTokens(rpc, block, address, added)));
    await this.#discovery.look(rpc, address, Number(block.number));
    const known = new Set([...this.#listed.map(({ contract }) => contract), ...added]);
    const found = this.#discovery.found.filter((contract) => !known.has(contract));
    const asking = { rpc, block: block.number, address, route: this.#route(rpc) };
    balances.push(...(await this.#unknown.read(found, asking)));
    return balances;
  }

  async #coinAndListed(rpc: JsonRpc, block: Block, address: Hex): Promise<VenueBalance[]> {
    const { chain } = this.#context;
    const calls = this.#listed.map(({ contract }) => balanceCall(contract, address));
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
    if (coin === undefined) throw missing('the balance');
    const native = heldBalance(
      { accountType: 'wallet', code: chain.nativeCode },
      inWhole(coin, NATIVE_DECIMALS),
      ZERO,
    );
    const held = this.#listed.map((token, index) => {
      const units = balanceOf(outcomes[index]);
      // A listed token answers everywhere, so the server is to blame.
      if (units === undefined) throw missing(`the balance of ${token.words?.symbol ?? token.code}`);
      return tokenBalance(token, units);
    });
    return [native, ...(await this.#withRates(rpc, block, held))];
  }

  /** Says what the protocols of staked variants that are held give for them; what does not answer has no rate. */
  async #withRates(
    rpc: JsonRpc,
    block: Block,
    held: readonly VenueBalance[],
  ): Promise<readonly VenueBalance[]> {
    const asked = this.#listed.map((token, index) =>
      held[index]?.total.isZero() === false ? rateCall(this.#context.chain.id, token) : undefined,
    );
    const calls = asked.flatMap((one) => (one === undefined ? [] : [one.call]));
    if (calls.length === 0) return held;
    const outcomes = [...(await askContracts(rpc, block.number, calls, this.#route(rpc)))];
    return held.map((balance, index) => {
      const question = asked[index];
      const rate = question && rateIn(outcomes.shift());
      return question === undefined || rate === undefined
        ? balance
        : { ...balance, protocolRate: { to: question.to, rate } };
    });
  }

  /** Contracts that the user named and no list has. @throws VenueFailure `invalid-input` */
  #addedContracts(): readonly Hex[] {
    const listed = new Set(this.#listed.map(({ contract }) => contract));
    return [...new Set(this.#context.addedTokens().map((each) => each.toLowerCase()))]
      .map((each) => {
        if (/^0x[0-9a-f]{40}$/.test(each)) return each as Hex;
        throw new VenueFailure('invalid-input', 'an added token is no contract address', {
          hint: 'Remove it in Settings.',
        });
      })
      .filter((each) => !listed.has(each) && !NATIVE_AS_TOKEN.has(each));
  }

  /** Apart from those of lists: what one of them does must not look as if a listed one had done it. */
  async #addedTokens(
    rpc: JsonRpc,
    block: Block,
    address: Hex,
    contracts: readonly Hex[],
  ): Promise<readonly VenueBalance[]> {
    if (contracts.length === 0) return [];
    const route = this.#route(rpc);
    await this.#directory.learn(rpc, block.number, contracts, route);
    const calls = contracts.map((contract) => balanceCall(contract, address));
    const outcomes = await askStrangers(rpc, block.number, calls, route);
    return contracts.map((contract, index) => {
      const token = this.#directory.token(rpc, contract);
      const units = balanceOf(outcomes[index]);
      if (token === undefined || units === undefined) throw noToken(contract);
      return tokenBalance(token, units);
    });
  }

  #route(rpc: JsonRpc): CallRoute {
    let route = this.#routes.get(rpc.url);
    if (route === undefined) this.#routes.set(rpc.url, (route = { hasMulticall: undefined }));
    return route;
  }
}

function missing(what: string): VenueFailure {
  return new VenueFailure('bad-response', `${what} was missing`);
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
