import { useState } from 'react';
import { presetTargets, type Preset } from '../../../shared/rebalancing/presets';
import type { HeldPart } from '../../../shared/rebalancing/held';
import type { TargetSet } from '../../../shared/rebalancing/targets';
import { sentence } from '../../bridge/failure-words';
import { saveTargets } from '../../bridge/rebalance-calls';
import { resetWhatIf } from '../../view-models/rebalance-what-if';
import { draftOf, readDraft, scopeOf, type TargetDraft } from './target-draft';

/** A set of targets as it is edited, what it comes to, and what becomes of it. */
export function useTargetDraft(base: TargetSet, held: HeldPart, onSaved: () => void) {
  const [draft, setDraft] = useState(() => draftOf(base, held));
  const [refusal, setRefusal] = useState<string | undefined>();
  const outcome = readDraft(draft, base, held);
  const change = (next: Partial<TargetDraft>) => setDraft((before) => ({ ...before, ...next }));
  const fillIn = (preset: Preset) => {
    const targets = presetTargets(preset, held, scopeOf(draft));
    change({ lines: draftOf({ ...base, targets }, held).lines, everythingElse: '' });
  };
  const save = async (): Promise<void> => {
    if (outcome.set === undefined) return;
    const failure = await saveTargets(outcome.set);
    if (failure === undefined) {
      resetWhatIf();
      onSaved();
    } else setRefusal(sentence(failure));
  };
  return { draft, change, outcome, refusal, fillIn, save };
}
