import type { CallInput } from '../../shared/contract/contract';
import type { Failure, Result } from '../../shared/base/failure';
import { connectionsStore } from '../stores/connections-store';
import { raiseNotice } from '../stores/notices-store';
import { holdRefresh, releaseRefresh } from '../stores/refresh-store';
import { settingsStore } from '../stores/settings-store';
import { bridge } from './client';
import { sentence } from './failure-words';

/** Shows a failure that no form is there to show. */
export function tell(failure: Failure): void {
  if (failure.code === 'cancelled') return;
  raiseNotice({ id: `failure:${failure.code}`, level: 'error', text: sentence(failure) });
}

/** Shows a failure to the user, and answers the result all the same. */
export async function showFailure<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  const result = await answer;
  if (!result.ok) tell(result.failure);
  return result;
}

export function refreshAll(): Promise<void> {
  return refreshed(bridge().call.refresh({}));
}

export function refreshConnection(connectionId: string): Promise<void> {
  return refreshed(bridge().call.refresh({ connectionId }));
}

/** Too soon after the last time is no failure: the strip says calmly when it may be done again. */
async function refreshed(answer: Promise<Result<unknown>>): Promise<void> {
  const result = await answer;
  if (result.ok) releaseRefresh();
  else if (result.failure.code === 'rate-limited' && result.failure.retry.kind === 'after')
    holdRefresh(result.failure.retry.at);
  else tell(result.failure);
}

/** Opens the venue's page for keys in the browser. */
export async function openKeyPage(venue: string): Promise<void> {
  await showFailure(bridge().call.openVenuePage({ venue, page: 'keys' }));
}

/** Asks the system to unlock the keychain; tells when it stays locked. */
export async function unlockKeychain(): Promise<void> {
  await showFailure(bridge().call.unlockKeychain());
}

export async function startDemo(): Promise<boolean> {
  const result = await showFailure(bridge().call.startDemo());
  await reloadConnections();
  return result.ok;
}

export async function removeDemo(): Promise<void> {
  await showFailure(bridge().call.removeDemo());
  await reloadConnections();
}

/** Main also tells of changes unasked; this closes the gap until it does. */
export async function reloadConnections(): Promise<void> {
  const result = await bridge().call.listConnections();
  if (result.ok) connectionsStore.setState({ connections: result.value });
}

/** Applies a change of the settings at once, and takes it back if main refuses it. */
export async function changeSettings(change: CallInput<'updateSettings'>): Promise<void> {
  const before = settingsStore.getState();
  if (before.settings === undefined) return;
  const wished = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  settingsStore.setState({ settings: { ...before.settings, ...wished } });
  const result = await showFailure(bridge().call.updateSettings(change));
  settingsStore.setState(result.ok ? result.value : before);
}

export async function togglePrivacy(): Promise<void> {
  const { settings } = settingsStore.getState();
  if (settings !== undefined) await changeSettings({ privacy: !settings.privacy });
}

/** Saves where the user chooses; tells where, and what went wrong. */
export async function saveText(suggestedName: string, text: string): Promise<void> {
  const result = await showFailure(bridge().call.saveTextFile({ suggestedName, text }));
  if (result.ok) raiseNotice({ id: 'saved', level: 'info', text: `Saved to ${result.value.path}` });
}

/** Copies text; `false` when the clipboard refused it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Needs no permission, only the user's gesture; the window denies permissions by default. */
function copyBySelection(text: string): boolean {
  const carry = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', carry, { once: true });
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', carry);
  return copied;
}
