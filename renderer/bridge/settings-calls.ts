import type { CallInput } from '../../shared/ipc/contract';
import type { Result } from '../../shared/portfolio/failure';
import type { Settings } from '../../shared/settings/settings';
import { settingsStore } from '../stores/settings-store';
import { bridge } from './client';

function taken(result: Result<Settings>): Result<Settings> {
  if (result.ok) settingsStore.setState({ settings: result.value });
  return result;
}

export async function setPriceOverride(
  override: CallInput<'setPriceOverride'>,
): Promise<Result<Settings>> {
  return taken(await bridge().call.setPriceOverride(override));
}

export async function removePriceOverride(asset: string): Promise<Result<Settings>> {
  return taken(await bridge().call.removePriceOverride({ asset }));
}

/** Servers to ask about a chain, in this order; none for the public ones. */
export async function setChainEndpoints(
  venue: string,
  urls: readonly string[],
): Promise<Result<Settings>> {
  return taken(await bridge().call.setChainEndpoints({ venue, urls: [...urls] }));
}

export async function setCustomChain(
  chain: CallInput<'setCustomChain'>,
): Promise<Result<Settings>> {
  return taken(await bridge().call.setCustomChain(chain));
}

export async function removeCustomChain(venue: string): Promise<Result<Settings>> {
  return taken(await bridge().call.removeCustomChain({ venue }));
}

export async function addToken(venue: string, contract: string): Promise<Result<Settings>> {
  return taken(await bridge().call.addToken({ venue, contract }));
}

export async function removeToken(venue: string, contract: string): Promise<Result<Settings>> {
  return taken(await bridge().call.removeToken({ venue, contract }));
}

/** `undefined` takes the cap away. */
export async function setVenueCap(
  venue: string,
  percent: string | undefined,
): Promise<Result<Settings>> {
  return taken(await bridge().call.setVenueCap({ venue, percent }));
}
