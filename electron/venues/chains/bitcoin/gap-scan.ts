import type { AddressChain } from './descriptors';
import type { AddressState } from './esplora';
import type { WatchedGroup } from './watched';

export type AddressStates = ReadonlyMap<string, AddressState>;

export interface ReadAddress {
  readonly address: string;
  readonly state: AddressState;
}
/** @param addressOf derives it, which takes a millisecond and so is done when its turn has come */
type Read = (addressOf: () => string, group: WatchedGroup) => Promise<ReadAddress>;

/**
 * Reads the addresses of every chain until so many unused ones followed each other (BIP-44:
 * https://github.com/bitcoin/bips/blob/master/bip-0044.mediawiki#address-gap-limit). Addresses that were used when they were read
 * `before` count as used, so that a wallet that is known takes no longer for being long.
 * @param gapLimit how many unused ones in a row end a chain
 * @throws what reading any of the addresses throws: a part of a wallet is not its balance
 */
export async function scan(
  groups: readonly WatchedGroup[],
  before: AddressStates | undefined,
  gapLimit: number,
  read: Read,
): Promise<AddressStates> {
  const states = new Map<string, AddressState>();
  await Promise.all(
    groups.flatMap((group) =>
      group.chains.map((chain) =>
        scanChain(chain, before, gapLimit, async (index) => {
          const { address, state } = await read(() => chain.addressAt(index), group);
          states.set(address, state);
          return state;
        }),
      ),
    ),
  );
  return states;
}

async function scanChain(
  chain: AddressChain,
  before: AddressStates | undefined,
  gapLimit: number,
  read: (index: number) => Promise<AddressState>,
): Promise<void> {
  const endAfter = (lastUsed: number): number => (chain.ranged ? lastUsed + 1 + gapLimit : 1);
  let lastUsed = lastUsedBefore(chain, before, gapLimit);
  let next = 0;
  while (next < endAfter(lastUsed)) {
    const indices = Array.from({ length: endAfter(lastUsed) - next }, (_, place) => next + place);
    next = endAfter(lastUsed);
    const states = await Promise.all(indices.map(read));
    states.forEach(({ used }, place) => {
      if (used) lastUsed = Math.max(lastUsed, indices[place] ?? 0);
    });
  }
}

function lastUsedBefore(
  chain: AddressChain,
  before: AddressStates | undefined,
  gapLimit: number,
): number {
  if (before === undefined || !chain.ranged) return -1;
  let lastUsed = -1;
  for (let index = 0; index <= lastUsed + gapLimit; index += 1)
    if (before.get(chain.addressAt(index))?.used === true) lastUsed = index;
  return lastUsed;
}

/** The addresses of a chain that were read. */
export function* addressesRead(chain: AddressChain, states: AddressStates): Iterable<string> {
  for (let index = 0; chain.ranged || index === 0; index += 1) {
    const address = chain.addressAt(index);
    if (!states.has(address)) return;
    yield address;
  }
}

/** Whether an address of a group was ever paid. */
export function isInUse({ chains }: WatchedGroup, states: AddressStates): boolean {
  return chains.some((chain) =>
    [...addressesRead(chain, states)].some((address) => states.get(address)?.used === true),
  );
}

/** Whether nothing that was read is different; what was not known before is, if it was used. */
export function isSame(before: AddressStates, now: AddressStates): boolean {
  for (const [address, state] of now) {
    const other = before.get(address);
    if (other === undefined ? state.used : !isSameState(other, state)) return false;
  }
  return true;
}

function isSameState(one: AddressState, other: AddressState): boolean {
  return (
    one.used === other.used &&
    one.available.equals(other.available) &&
    one.pending.equals(other.pending)
  );
}
