import { useState, type RefObject } from 'react';
import type { CallOutput } from '../../../shared/contract/contract';
import type { Failure } from '../../../shared/base/failure';
import type { Chain, ChainFamily } from '../../../shared/chains/chain';
import { BUILT_IN_CHAINS } from '../../../shared/chains/chains';
import { secretIn } from '../../../shared/chains/secret-detection';
import { tell } from '../../bridge/actions';
import { addConnection, resolveName } from '../../bridge/connection-calls';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { useIsOpen } from '../../components/use-is-open';
import { useRecords } from '../../stores/use-stores';
import { chainsWith } from '../chains';
import { useIsKeychainMissing } from './keychain-warning';
import { isName, walletLabel, watchOn, type Watched } from './wallet-input';
import { searchIn } from './wallet-search-field';

/** Chosen at first of the chains that have the same addresses: the one that is offered first. */
const FIRST_CHOSEN = BUILT_IN_CHAINS.find(({ family }) => family === 'evm');

/** What was found out of what stands in the address field. */
interface WalletAnswer {
  /** It is a name, which has to be looked up. */
  readonly named: boolean;
  readonly found?: CallOutput<'resolveName'> | undefined;
  readonly failure?: Failure | undefined;
  readonly watched?: Watched | undefined;
}

/** The chains that a wallet may be on, and those that it is watched on. */
function useChains() {
  const custom = useRecords((state) => state.records['custom-chain']);
  const [family, setFamily] = useState<ChainFamily>('bitcoin');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(FIRST_CHOSEN === undefined ? [] : [FIRST_CHOSEN.id]),
  );
  const all = chainsWith(custom).filter((chain) => chain.family === family);
  const chains = family === 'evm' ? all.filter(({ id }) => chosen.has(id)) : all;
  return { family, setFamily, chosen, setChosen, all, chains };
}

/** The state of the form for a wallet: its chains, what is known of its address, and what lacks. */
export function useWalletForm(form: RefObject<HTMLFormElement | null>, onDone: () => void) {
  const place = useChains();
  const { family, chains } = place;
  const [answer, setAnswer] = useState<WalletAnswer>({ named: false });
  const [busy, setBusy] = useState(false);
  const [forThisRun, setForThisRun] = useState(false);
  const [tried, setTried] = useState(false);
  const leadToInvalid = useInvalidFocus(form);
  const { found, watched, failure } = answer;
  const noKeychain = useIsKeychainMissing(failure);
  const left = chains.filter((chain) => watched?.done.includes(chain) !== true);
  const toFind = answer.named && found === undefined;
  const isOfOther = found !== undefined && found.family !== family;
  const errors = {
    chain: chains.length === 0 ? 'Choose a chain first.' : undefined,
    keychain:
      noKeychain && !forThisRun && !toFind
        ? 'Confirm this first, or start the keychain.'
        : undefined,
  };
  const work = useWork({ form, family, left, forThisRun, watched, setBusy, setAnswer, onDone });

  /** What was found out of one address says nothing of another. */
  const forget = (named: boolean) => {
    setAnswer({ named });
    setTried(false);
  };
  const submit = () => {
    if (busy) return;
    setAnswer((now) => ({ ...now, failure: undefined }));
    setTried(true);
    const text = entered(form.current, 'address');
    if (secretIn(text) !== undefined) return;
    if (isOfOther)
      form.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]')?.focus();
    else if (errors.chain !== undefined || errors.keychain !== undefined) leadToInvalid();
    else if (isName(text, family) && found === undefined) void work.find(text);
    else void work.watch(found?.address ?? text);
  };
  const consent = { noKeychain, forThisRun, setForThisRun };
  return {
    ...place,
    ...answer,
    ...consent,
    busy,
    tried,
    left,
    toFind,
    isOfOther,
    errors,
    forget,
    submit,
  };
}

/** What the form asks main to do, and what becomes of it. */
function useWork({
  form,
  family,
  left,
  forThisRun,
  watched,
  setBusy,
  setAnswer,
  onDone,
}: {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly family: ChainFamily;
  /** The chains that it is not watched on yet. */
  readonly left: readonly Chain[];
  readonly forThisRun: boolean;
  readonly watched: Watched | undefined;
  readonly setBusy: (busy: boolean) => void;
  readonly setAnswer: (change: (now: WalletAnswer) => WalletAnswer) => void;
  readonly onDone: () => void;
}) {
  const isOpen = useIsOpen();
  const find = async (name: string) => {
    setBusy(true);
    const result = await resolveName(name);
    setBusy(false);
    setAnswer((now) => ({
      ...now,
      ...(result.ok ? { found: result.value } : { failure: result.failure }),
    }));
  };
  const watch = async (address: string) => {
    setBusy(true);
    const label = entered(form.current, 'label');
    const result = await watchOn(left, (chain) =>
      addConnection({
        venue: chain.id,
        label: walletLabel(label, chain),
        credentials: { address },
        secretStorage: forThisRun ? 'session' : 'keychain',
        acceptWithdrawalKey: false,
        acceptOldRuntime: false,
        search: searchIn(family, (name) => entered(form.current, name)),
      }),
    );
    if (!isOpen.current) {
      for (const { failure } of result.failed) tell(failure);
      return;
    }
    setBusy(false);
    const done = [...(watched?.done ?? []), ...result.done];
    setAnswer((now) => ({ ...now, watched: { done, failed: result.failed } }));
    if (result.failed.length > 0) return;
    form.current?.reset();
    onDone();
  };
  return { find, watch };
}

/** What stands in a field of the form. */
function entered(form: HTMLFormElement | null, name: string): string {
  const value = new FormData(form ?? undefined).get(name);
  return typeof value === 'string' ? value.trim() : '';
}
