import type { CallInput } from '../../shared/contract/contract';
import type { Result } from '../../shared/base/failure';
import type { RecordsPatch } from '../../shared/records/records-view';
import { raiseNotice } from '../stores/notices-store';
import { sentence } from './failure-words';
import { bridge } from './client';
import { takeRecords } from './records-calls';

/** Takes a token out of quarantine, calls it spam, or takes either back. */
export async function decideToken(input: CallInput<'decideToken'>): Promise<void> {
  takeAnswer(await bridge().call.decideToken(input));
}

/** Says which asset a venue's code or a token is; answers whether main took it. */
export async function setAssetOverride(input: CallInput<'setAssetOverride'>): Promise<boolean> {
  return takeAnswer(await bridge().call.setAssetOverride(input));
}

/** Takes the price that a market jumped to. */
export async function acceptPrice(input: CallInput<'acceptPrice'>): Promise<void> {
  await bridge().call.acceptPrice(input);
}

function takeAnswer(result: Result<RecordsPatch>): boolean {
  if (result.ok) takeRecords(result.value);
  else {
    raiseNotice({ id: 'token', level: 'error', text: sentence(result.failure) });
  }
  return result.ok;
}
