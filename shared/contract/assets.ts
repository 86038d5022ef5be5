import { z } from 'zod';
import { venueIdSchema, codeSchema } from '../base/text-schemas';
import type { ChainFamily } from '../chains/chain';
import { addedTokenSchema, customChainSchema, endpointUrl } from '../chains/chain-records';
import { walletSearchSchema } from '../chains/wallet-search';
import { assetOverrideSchema, tokenDecisionSchema } from '../records/record-bodies';
import type { RecordsPatch } from '../records/records-view';
import { ask, call } from './call';

const tokenContract = addedTokenSchema.extend({
  contract: z.string().trim().pipe(codeSchema(100)),
});

export const assetsCalls = {
  /** Says what a code of a venue or a token really is; `asset: undefined` takes that back. */
  setAssetOverride: call(
    assetOverrideSchema.extend({ asset: assetOverrideSchema.shape.asset.optional() }),
  ).returns<RecordsPatch>(),
  /** Takes a token out of quarantine, or hides it as spam; `undecided` puts it back. */
  decideToken: call(
    tokenDecisionSchema.extend({ decision: z.enum(['accepted', 'spam', 'undecided']) }),
  ).returns<RecordsPatch>(),
  /** Looks for a token's contract on a chain from now on, and accepts it. */
  addToken: call(tokenContract).returns<RecordsPatch>(),
  /** Looks for a token that was added no longer. */
  removeToken: call(tokenContract).returns<RecordsPatch>(),
  /** Servers to ask about a chain, in this order; none for the public ones. */
  setChainEndpoints: call(
    z.strictObject({ venue: venueIdSchema, urls: z.array(endpointUrl).max(10) }),
  ).returns<RecordsPatch>(),
  /** Adds an EVM chain, or changes the one with the same chain id. */
  setCustomChain: call(customChainSchema.omit({ id: true })).returns<RecordsPatch>(),
  /** How far a wallet is looked through: each part that is left out is as usual. */
  setWalletSearch: call(walletSearchSchema).returns<RecordsPatch>(),
  /** Removes an added chain; refused while a connection watches it. */
  removeCustomChain: call(z.strictObject({ venue: venueIdSchema })).returns<RecordsPatch>(),
  /** Finds the address of an ENS or SNS name. */
  resolveName: ask(z.strictObject({ name: z.string().trim().min(3).max(255) })).returns<{
    readonly name: string;
    readonly address: string;
    readonly family: ChainFamily;
  }>(),
} as const;
