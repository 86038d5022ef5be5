import { ERASE_WORD } from '../../shared/ipc/erase-word';
import type { ErasedView } from '../../shared/ipc/erased-view';
import type { Result } from '../../shared/portfolio/failure';
import { bridge } from './client';

/** After the user typed the word. Nothing else can be asked of main then. */
export function eraseEverything(): Promise<Result<ErasedView>> {
  return bridge().call.eraseEverything({ word: ERASE_WORD });
}
