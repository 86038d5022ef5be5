import type { CallInput, CallOutput } from '../../shared/contract/contract';
import type { Result } from '../../shared/base/failure';
import type { Connection, KeyProbe } from '../../shared/portfolio/venue';
import { raiseNotice } from '../stores/notices-store';
import { reloadConnections } from './actions';
import { bridge } from './client';
import { sentence } from './failure-words';

export { sentence };

/**
 * Calls of the connection forms. What was typed passes through on its way to main and is kept nowhere;
 * failures go back to the form that can say what to do about them.
 */
async function thenReload<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  const result = await answer;
  if (result.ok) await reloadConnections();
  return result;
}

export function testCredentials(input: CallInput<'testCredentials'>): Promise<Result<KeyProbe>> {
  return bridge().call.testCredentials(input);
}

export function testConnection(id: string): Promise<Result<KeyProbe>> {
  return bridge().call.testConnection({ id });
}

export function addConnection(input: CallInput<'addConnection'>): Promise<Result<Connection>> {
  return thenReload(bridge().call.addConnection(input));
}

/** Asks who an ENS or SNS name belongs to; the name is sent to the chain's servers. */
export function resolveName(name: string): Promise<Result<CallOutput<'resolveName'>>> {
  return bridge().call.resolveName({ name });
}

export function replaceCredentials(
  input: CallInput<'replaceCredentials'>,
): Promise<Result<Connection>> {
  return thenReload(bridge().call.replaceCredentials(input));
}

export function renameConnection(id: string, label: string): Promise<Result<Connection>> {
  return thenReload(bridge().call.renameConnection({ id, label }));
}

export function removeConnection(id: string): Promise<Result<void>> {
  return thenReload(bridge().call.removeConnection({ id }));
}

/** From a menu, which has no place for a failure of its own. */
export async function setConnectionEnabled(id: string, enabled: boolean): Promise<void> {
  const result = await thenReload(bridge().call.setConnectionEnabled({ id, enabled }));
  if (!result.ok)
    raiseNotice({ id: `enable:${id}`, level: 'error', text: sentence(result.failure) });
}
