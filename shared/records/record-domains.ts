import type { z } from 'zod';
import { targetSetSchema } from '../rebalancing/targets';
import {
  assetOverrideSchema,
  driftAlertEntrySchema,
  manualHoldingRecordSchema,
  priceOverrideSchema,
  tokenDecisionSchema,
  venueCapSchema,
} from './record-bodies';
import { addedTokenSchema, chainEndpointsSchema, customChainSchema } from '../chains/chain-records';
import { ticketRecordSchema } from './ticket-record';
import { walletSearchSchema } from '../chains/wallet-search';

/** One kind of row that the user makes. Reading, checking, changing and telling are derived from it. */
interface DomainSpec<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** What tells a row from the others of its domain, made of what is in it. */
  readonly idOf: (body: z.output<Schema>) => string;
  /** What rows are called: one, and several. */
  readonly words: readonly [string, string];
  /** No more rows than that are taken. */
  readonly most: number;
  /** The total may rest on it: see `total-basis.ts` for when a row that is not understood can change it. */
  readonly counts: boolean;
  /** The key of the settings that held all rows as one list before there were rows. */
  readonly listKey: string;
}

export type ReadRecord<Body> =
  | { readonly ok: true; readonly id: string; readonly body: Body }
  | { readonly ok: false; readonly problem: string };

export interface Domain<Body> {
  /** The row, or what is wrong with it in one sentence. */
  readonly read: (value: unknown) => ReadRecord<Body>;
  /** The id of a body that `read` gave. */
  readonly idOf: (body: unknown) => string;
  readonly words: readonly [string, string];
  readonly most: number;
  readonly counts: boolean;
  readonly listKey: string;
}

function domain<Schema extends z.ZodType>({
  schema,
  idOf,
  ...rest
}: DomainSpec<Schema>): Domain<z.output<Schema>> {
  return {
    ...rest,
    idOf: (body) => idOf(body as z.output<Schema>),
    read: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success
        ? { ok: true, id: idOf(parsed.data), body: parsed.data }
        : { ok: false, problem: parsed.error.issues[0]?.message ?? 'This cannot be used.' };
    },
  };
}

/** Every kind of row that the user makes, each declared here and nowhere else. */
export const RECORD_DOMAINS = {
  'manual-holding': domain({
    schema: manualHoldingRecordSchema,
    idOf: ({ id }) => id,
    words: ['manual entry', 'manual entries'],
    most: 100_000,
    counts: true,
    listKey: 'manualHoldings',
  }),
  'token-decision': domain({
    schema: tokenDecisionSchema,
    idOf: ({ asset }) => asset,
    words: ['decision about a token', 'decisions about tokens'],
    most: 10_000,
    counts: true,
    listKey: 'tokenDecisions',
  }),
  'added-token': domain({
    schema: addedTokenSchema,
    // Some chains write a contract in two ways.
    idOf: ({ venue, contract }) => `${venue}/${contract.toLowerCase()}`,
    words: ['added token', 'added tokens'],
    most: 1000,
    counts: true,
    listKey: 'addedTokens',
  }),
  'asset-override': domain({
    schema: assetOverrideSchema,
    idOf: ({ venue, code }) => `${venue}/${code}`,
    words: ['word about what a code is', 'words about what codes are'],
    most: 1000,
    counts: true,
    listKey: 'assetOverrides',
  }),
  'price-override': domain({
    schema: priceOverrideSchema,
    idOf: ({ asset }) => asset,
    words: ['price of your own', 'prices of your own'],
    most: 1000,
    counts: true,
    listKey: 'priceOverrides',
  }),
  'chain-endpoint': domain({
    schema: chainEndpointsSchema,
    idOf: ({ venue }) => venue,
    words: ['list of servers for a chain', 'lists of servers for chains'],
    most: 100,
    counts: false,
    listKey: 'chainEndpoints',
  }),
  'custom-chain': domain({
    schema: customChainSchema,
    idOf: ({ id }) => id,
    words: ['chain of your own', 'chains of your own'],
    most: 50,
    counts: false,
    listKey: 'customChains',
  }),
  'wallet-search': domain({
    schema: walletSearchSchema,
    idOf: ({ connectionId }) => connectionId,
    words: [
      'word about how far a wallet is looked through',
      'words about how far wallets are looked through',
    ],
    most: 1000,
    counts: true,
    listKey: 'walletSearches',
  }),
  'venue-cap': domain({
    schema: venueCapSchema,
    idOf: ({ venue }) => venue,
    words: ['counterparty cap', 'counterparty caps'],
    most: 200,
    counts: false,
    listKey: 'venueCaps',
  }),
  'target-set': domain({
    schema: targetSetSchema,
    idOf: ({ id }) => id,
    words: ['set of targets', 'sets of targets'],
    most: 50,
    counts: false,
    listKey: 'targetSets',
  }),
  'rebalance-ticket': domain({
    schema: ticketRecordSchema,
    idOf: ({ id }) => id,
    words: ['rebalancing ticket', 'rebalancing tickets'],
    most: 1000,
    counts: false,
    listKey: 'rebalanceTickets',
  }),
  'drift-alert': domain({
    schema: driftAlertEntrySchema,
    // As JSON, so that no two pairs read the same.
    idOf: ({ targetSet, classId }) => JSON.stringify([targetSet, classId]),
    words: ['note of an alert', 'notes of alerts'],
    most: 2000,
    counts: false,
    listKey: 'driftAlertLog',
  }),
};

export type RecordDomain = keyof typeof RECORD_DOMAINS;
export type RecordBody<Name extends RecordDomain> =
  (typeof RECORD_DOMAINS)[Name] extends Domain<infer Body> ? Body : never;

/** What the user made, as far as this version understands it: the rows of each domain, oldest first. */
export type Records = { readonly [Name in RecordDomain]: readonly RecordBody<Name>[] };

export const RECORD_DOMAIN_NAMES = Object.keys(RECORD_DOMAINS) as readonly RecordDomain[];

/** Nothing in any domain. */
export const NO_RECORDS: Records = {
  'manual-holding': [],
  'token-decision': [],
  'added-token': [],
  'asset-override': [],
  'price-override': [],
  'chain-endpoint': [],
  'custom-chain': [],
  'wallet-search': [],
  'venue-cap': [],
  'target-set': [],
  'rebalance-ticket': [],
  'drift-alert': [],
};

export function isRecordDomain(name: string): name is RecordDomain {
  return Object.hasOwn(RECORD_DOMAINS, name);
}

/** The set of targets that is shown and watched; `undefined` while there is none. */
export function activeTargetSet(
  targetSets: Records['target-set'],
  id: string,
): Records['target-set'][number] | undefined {
  return targetSets.find((set) => set.id === id) ?? targetSets[0];
}
