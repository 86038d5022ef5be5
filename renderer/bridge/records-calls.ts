import type { CallInput, PortolanBridge } from '../../shared/contract/contract';
import type { Result } from '../../shared/base/failure';
import { patchRecords, type RecordsPatch } from '../../shared/records/records-view';
import { recordsStore } from '../stores/records-store';
import { bridge } from './client';

/** Asks for everything that the user made. What came meanwhile and is newer stays. */
export async function loadRecords(call: PortolanBridge['call']): Promise<void> {
  const result = await call.getRecords();
  if (result.ok && result.value.sequence >= recordsStore.getState().sequence)
    recordsStore.setState(result.value);
}

/** Shows a change; when others are missing before it, everything is asked for again. */
export function takeRecords(patch: RecordsPatch): void {
  const next = patchRecords(recordsStore.getState(), patch);
  if (next === undefined) void loadRecords(bridge().call);
  else recordsStore.setState(next);
}

/** Main also tells of a change unasked; its answer may be here sooner. */
export async function takenRecords(
  answer: Promise<Result<RecordsPatch>>,
): Promise<Result<RecordsPatch>> {
  const result = await answer;
  if (result.ok) takeRecords(result.value);
  return result;
}

type Changed = Promise<Result<RecordsPatch>>;

export function setPriceOverride(override: CallInput<'setPriceOverride'>): Changed {
  return takenRecords(bridge().call.setPriceOverride(override));
}

export function removePriceOverride(asset: string): Changed {
  return takenRecords(bridge().call.removePriceOverride({ asset }));
}

/** Servers to ask about a chain, in this order; none for the public ones. */
export function setChainEndpoints(venue: string, urls: readonly string[]): Changed {
  return takenRecords(bridge().call.setChainEndpoints({ venue, urls: [...urls] }));
}

export function setCustomChain(chain: CallInput<'setCustomChain'>): Changed {
  return takenRecords(bridge().call.setCustomChain(chain));
}

export function removeCustomChain(venue: string): Changed {
  return takenRecords(bridge().call.removeCustomChain({ venue }));
}

export function addToken(venue: string, contract: string): Changed {
  return takenRecords(bridge().call.addToken({ venue, contract }));
}

export function removeToken(venue: string, contract: string): Changed {
  return takenRecords(bridge().call.removeToken({ venue, contract }));
}

/** `undefined` takes the cap away. */
export function setVenueCap(venue: string, percent: string | undefined): Changed {
  return takenRecords(bridge().call.setVenueCap({ venue, percent }));
}

/** How far a wallet is looked through: each part that is left out is as usual. */
export function setWalletSearch(search: CallInput<'setWalletSearch'>): Changed {
  return takenRecords(bridge().call.setWalletSearch(search));
}
