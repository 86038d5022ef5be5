import { z } from 'zod';
import { venueIdSchema, nameSchema } from '../base/text-schemas';
import { walletSearchSchema } from '../chains/wallet-search';
import type { HoldingsFile } from '../manual/holdings-csv';
import type { Connection, KeyProbe, VenueInfo } from '../portfolio/venue';
import { manualHoldingSchema } from '../records/record-bodies';
import type { RecordsPatch } from '../records/records-view';
import { ask, call, connectionId, nothing } from './call';

const label = nameSchema(60, 'Give the connection a name.');
const credentials = z.strictObject({
  apiKey: z.string().trim().max(4096).optional(),
  secret: z.string().trim().max(16_384).optional(),
  password: z.string().trim().max(4096).optional(),
  address: z.string().trim().max(4096).optional(),
});

export const newConnectionSchema = z.strictObject({
  venue: venueIdSchema,
  label,
  credentials,
  /** `session` keeps the secret in memory until the app quits. */
  secretStorage: z.enum(['keychain', 'session']),
  /** The user was told that this key can withdraw, and insists. */
  acceptWithdrawalKey: z.boolean(),
  /** The user was told that this Electron no longer gets security fixes, and insists. */
  acceptOldRuntime: z.boolean(),
  /** How far a wallet is looked through from its first reading on; as usual where absent. */
  search: walletSearchSchema.omit({ connectionId: true }).optional(),
});
export type NewConnection = z.infer<typeof newConnectionSchema>;

export const connectionsCalls = {
  /** Reads everything, or one connection, as soon as the rate budget allows. */
  refresh: ask(z.strictObject({ connectionId: connectionId.optional() })).returns<void>(),
  /** What can be connected, and what each venue asks for. */
  listVenues: ask(nothing).returns<readonly VenueInfo[]>(),
  /** What is connected, without secrets. */
  listConnections: ask(nothing).returns<readonly Connection[]>(),
  /** Asks the venue what a key may do, without storing anything. */
  testCredentials: ask(
    newConnectionSchema.pick({ venue: true, credentials: true, acceptOldRuntime: true }),
  ).returns<KeyProbe>(),
  /** Probes the key of a stored connection again. */
  testConnection: ask(z.strictObject({ id: connectionId })).returns<KeyProbe>(),
  /** Checks a key, stores it and connects. What cannot be read, or can withdraw, is refused. */
  addConnection: call(newConnectionSchema).returns<Connection>(),
  /** Another name for a connection. */
  renameConnection: call(z.strictObject({ id: connectionId, label })).returns<Connection>(),
  /** Stops reading a connection, or goes on. One that is off counts nowhere. */
  setConnectionEnabled: call(
    z.strictObject({ id: connectionId, enabled: z.boolean() }),
  ).returns<Connection>(),
  /** Replaces the key of a connection after probing the new one. */
  replaceCredentials: call(
    z.strictObject({
      id: connectionId,
      ...newConnectionSchema.omit({ venue: true, label: true, search: true }).shape,
    }),
  ).returns<Connection>(),
  /**
   * Forgets the connection and its secret. Recorded history stays. A secret that the keychain does not
   * let go now is deleted later, and a notice says so.
   */
  removeConnection: call(z.strictObject({ id: connectionId })).returns<void>(),
  /** Asks the system to unlock the keychain, which may open a dialog of the system's. */
  unlockKeychain: call(nothing).returns<void>(),
  /** Replaces what is in a manual connection. */
  setManualHoldings: call(
    z.strictObject({ id: connectionId, holdings: z.array(manualHoldingSchema).max(2000) }),
  ).returns<RecordsPatch>(),
  /** Reads a CSV file of manual holdings. Nothing is stored; its progress is the share that is done, 0 to 1. */
  readHoldingsFile: call(z.strictObject({ text: z.string().max(1_000_000) }), {
    onlyAsks: true,
    takesAnyText: true,
  }).returns<HoldingsFile, { reports: number }>(),
  /** Opens a venue's page for keys in the browser. */
  openVenuePage: ask(
    z.strictObject({ venue: venueIdSchema, page: z.enum(['keys']) }),
  ).returns<void>(),
} as const;
