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
