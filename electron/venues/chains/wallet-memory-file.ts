import { createHash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Log } from '../../engine/ports/log';
import type { WalletMemory } from './chain-reader';

/** Its name in the data folder. */
export const WALLET_MEMORY_FILE = 'wallet-search.json';

export interface WalletMemoryFileOptions {
  readonly path: string;
  /** Replaces a file as a whole: after a power cut it is the old one or the new one. */
  readonly writeDurably: (path: string, content: string) => Promise<void>;
  readonly log: Log;
  /** Whether a connection is there, or may be; what others left is not written again. */
  readonly isKept: (id: ConnectionId) => boolean;
}

export interface WalletMemoryFile {
  of(id: ConnectionId): WalletMemory;
  /** Resolves when all that was to be kept is on the disk, or failed to get there. */
  written(): Promise<void>;
}

const fileSchema = z.object({
  version: z.literal(1),
  wallets: z.array(z.object({ id: z.string(), address: z.string(), value: z.unknown() })),
});

interface Kept {
  /** A hash, so that the file names no address: addresses are in the keychain only. */
  readonly address: string;
  readonly value: unknown;
}

/**
 * What was found out of wallets, as a JSON file. It is no truth of its own: whatever is lost with it is
 * found out again, as far back as is looked.
 */
export function createWalletMemoryFile(options: WalletMemoryFileOptions): WalletMemoryFile {
  const { path, log } = options;
  let reading: Promise<Map<ConnectionId, Kept>> | undefined;
  let writing: Promise<void> = Promise.resolve();

  function kept(): Promise<Map<ConnectionId, Kept>> {
    reading ??= read().catch((error: unknown) => {
      log.warn(`${WALLET_MEMORY_FILE} cannot be read (${codeOf(error)})`);
      return new Map<ConnectionId, Kept>();
    });
    return reading;
  }

  async function read(): Promise<Map<ConnectionId, Kept>> {
    const content = await readFile(path, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (content === undefined) return new Map();
    const parsed = fileSchema.safeParse(jsonOf(content));
    if (parsed.success)
      return new Map(parsed.data.wallets.map(({ id, address, value }) => [id, { address, value }]));
    // Nothing that was not understood is written over.
    await rename(path, `${path}.damaged`);
    log.warn(`${WALLET_MEMORY_FILE} was damaged and is set aside`);
    return new Map();
  }

  async function write(id: ConnectionId, entry: Kept): Promise<void> {
    const wallets = await kept();
    wallets.set(id, entry);
    for (const one of [...wallets.keys()]) if (!options.isKept(one)) wallets.delete(one);
    const rows = [...wallets].map(([one, rest]) => ({ id: one, ...rest }));
    await options.writeDurably(path, JSON.stringify({ version: 1, wallets: rows }));
  }

  return {
    of: (id) => ({
      load: async (address) => {
        const entry = (await kept()).get(id);
        return entry?.address === hashOf(address) ? entry.value : undefined;
      },
      save: (address, value) => {
        writing = writing
          .then(() => write(id, { address: hashOf(address), value }))
          .catch((error: unknown) =>
            log.warn(`${WALLET_MEMORY_FILE} cannot be written (${codeOf(error)})`),
          );
      },
    }),
    written: () => writing,
  };
}

function hashOf(address: string): string {
  return createHash('sha256').update(`wallet\n${address}`).digest('hex');
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
