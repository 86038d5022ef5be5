import { ERASE_WORD } from '../../shared/contract/erase-word';
import type { ErasedView } from '../../shared/contract/erased-view';
import type { Result } from '../../shared/base/failure';
import { bridge } from './client';

/** After the user typed the word. Nothing else can be asked of main then. */
export function eraseEverything(): Promise<Result<ErasedView>> {
  return bridge().call.eraseEverything({ word: ERASE_WORD });
}
