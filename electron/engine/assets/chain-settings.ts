import type { ResolvedName, WalletGateway, WalletSettings } from '../ports/wallets';
import type { RecordsService } from '../records/records-service';
import type { UserRecords } from '../records/user-records';
import type { AssetId } from '../../../shared/assets/asset';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { fail, type Result } from '../../../shared/base/failure';
import type { CustomChain } from '../../../shared/chains/chain-records';
import type { Records } from '../../../shared/records/record-domains';
import type { RecordsPatch } from '../../../shared/records/records-view';
import { tokenId, type Chain } from '../../../shared/chains/chain';
import { BUILT_IN_CHAINS, chainOf } from '../../../shared/chains/chains';
import { customEvmChain } from '../../../shared/chains/evm-chains';
import type { WalletSearch } from '../../../shared/chains/wallet-search';

export interface ChainSettingsOptions {
  readonly records: Pick<RecordsService, 'current'>;
  readonly userRecords: UserRecords;
  readonly wallets: Pick<WalletGateway, 'resolveName'>;
  /** Whether a connection watches a chain. */
  readonly isWatched: (venue: VenueId) => boolean;
  /** The chain of a wallet that is connected. */
  readonly venueOf: (id: ConnectionId) => VenueId | undefined;
}

/** What the user sets about chains: servers, chains of their own, tokens to look for. */
export class ChainSettings {
  readonly #closing = new AbortController();

  constructor(private readonly options: ChainSettingsOptions) {}

  addToken(venue: VenueId, contract: string): Promise<Result<RecordsPatch>> | Result<RecordsPatch> {
    const { records, userRecords } = this.options;
    const chain = chainOf(venue, records.current['custom-chain']);
    if (chain === undefined) return unknownChain();
    const problem = contractProblem(chain, contract);
    if (problem !== undefined) return fail('invalid-input', problem);
    return userRecords.addToken(venue, contract, tokenId(chain, contract));
  }

  setEndpoints(
    venue: VenueId,
    urls: readonly string[],
  ): Promise<Result<RecordsPatch>> | Result<RecordsPatch> {
    const { records, userRecords } = this.options;
    if (chainOf(venue, records.current['custom-chain']) === undefined) return unknownChain();
    return userRecords.setChainEndpoints(venue, urls);
  }

  setCustomChain(
    chain: Omit<CustomChain, 'id'>,
  ): Promise<Result<RecordsPatch>> | Result<RecordsPatch> {
    const known = BUILT_IN_CHAINS.find(({ caip2 }) => caip2 === `eip155:${chain.chainId}`);
    if (known !== undefined)
      return fail('invalid-input', `Chain ${chain.chainId} is ${known.name}, which is built in.`, {
        hint: `Set your own server for ${known.name} instead.`,
      });
    return this.options.userRecords.setCustomChain({ ...chain, id: `evm${chain.chainId}` });
  }

  /**
   * How far a wallet is looked through; what is left out is as usual.
   * @param venue its chain, where it is not connected yet
   */
  setSearch(
    search: WalletSearch,
    venue = this.options.venueOf(search.connectionId),
  ): Promise<Result<RecordsPatch>> | Result<RecordsPatch> {
    const chain = chainOf(venue ?? '', this.options.records.current['custom-chain']);
    if (chain === undefined) return fail('not-found', 'This wallet is not there any more.');
    const { connectionId, gapLimit, tokenDays } = search;
    if (gapLimit !== undefined && chain.family !== 'bitcoin')
      return fail('invalid-input', `A wallet on ${chain.name} is one address: there is no gap.`);
    if (tokenDays !== undefined && chain.family !== 'evm')
      return fail('invalid-input', `${chain.name} tells all tokens of a wallet by itself.`);
    return this.options.userRecords.setWalletSearch({
      connectionId,
      ...(gapLimit === undefined ? {} : { gapLimit }),
      ...(tokenDays === undefined ? {} : { tokenDays }),
    });
  }

  removeCustomChain(venue: VenueId): Promise<Result<RecordsPatch>> | Result<RecordsPatch> {
    if (this.options.isWatched(venue))
      return fail('invalid-input', 'A connection watches this chain.', {
        hint: 'Remove its wallets first.',
      });
    return this.options.userRecords.removeCustomChain(venue);
  }

  resolveName(name: string): Promise<Result<ResolvedName>> {
    return this.options.wallets.resolveName(name, this.#closing.signal);
  }

  close(): void {
    this.#closing.abort();
  }
}

/** The user's word about chains, as the wallets ask for it. */
export function walletSettings(
  records: Pick<
    Records,
    'added-token' | 'token-decision' | 'custom-chain' | 'chain-endpoint' | 'wallet-search'
  >,
): WalletSettings {
  const customChains = records['custom-chain'];
  const addedTokens: Record<VenueId, string[]> = {};
  for (const { venue, contract } of records['added-token'])
    (addedTokens[venue] ??= []).push(contract);
  // What was accepted out of quarantine is looked for like what was added: it must not be lost again
  // because nobody has sent any of it lately.
  for (const { asset, decision } of records['token-decision']) {
    if (decision !== 'accepted') continue;
    const token = tokenOf(asset, customChains);
    if (token === undefined) continue;
    const known = (addedTokens[token.venue] ??= []);
    if (!known.some((one) => tokenId(token.chain, one) === asset)) known.push(token.contract);
  }
  return {
    endpoints: Object.fromEntries(
      records['chain-endpoint'].map(({ venue, urls }) => [venue, urls]),
    ),
    customChains: customChains.map(customEvmChain),
    addedTokens,
    search: Object.fromEntries(
      records['wallet-search'].map(({ connectionId, ...search }) => [connectionId, search]),
    ),
  };
}

function unknownChain(): Result<RecordsPatch> {
  return fail('not-found', 'This chain is not known.');
}

function contractProblem({ family, name }: Chain, contract: string): string | undefined {
  switch (family) {
    case 'bitcoin':
      return `${name} has no tokens.`;
    case 'evm':
      return /^0x[0-9a-f]{40}$/i.test(contract)
        ? undefined
        : 'A contract is 0x and 40 hexadecimal digits.';
    case 'solana':
      return /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(contract)
        ? undefined
        : 'A mint is 32 to 44 letters and digits, without 0, O, I and l.';
  }
}

/** The chain and contract of a token's id. */
function tokenOf(
  asset: AssetId,
  custom: readonly CustomChain[],
): { readonly venue: VenueId; readonly chain: Chain; readonly contract: string } | undefined {
  const chain = [...BUILT_IN_CHAINS, ...custom.map(customEvmChain)].find(({ caip2 }) =>
    asset.startsWith(`${caip2}/`),
  );
  if (chain === undefined) return undefined;
  const contract = asset.slice(asset.lastIndexOf(':') + 1);
  return { venue: chain.id, chain, contract };
}
