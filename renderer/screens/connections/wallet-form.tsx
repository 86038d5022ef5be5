import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { CallOutput } from '../../../shared/contract/contract';
import type { Failure } from '../../../shared/base/failure';
import type { Chain, ChainFamily } from '../../../shared/chains/chain';
import { BUILT_IN_CHAINS } from '../../../shared/chains/chains';
import { secretIn } from '../../../shared/chains/secret-detection';
import { tell } from '../../bridge/actions';
import { addConnection, resolveName, sentence } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Segmented } from '../../components/segmented';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { useIsOpen } from '../../components/use-is-open';
import { useRecords, useStatus } from '../../stores/use-stores';
import { chainsWith, listed, whoLearns } from '../chains';
import { AddressField } from '../../components/address-field';
import { ChainChecklist } from './chain-checklist';
import { FoundAddress } from './found-address';
import styles from './form.module.css';
import { isKeychainMissing, KeychainWarning } from './keychain-warning';
import { failuresByCause, isName, walletLabel, watchOn, type Watched } from './wallet-input';
import { searchIn, WalletSearchField } from './wallet-search-field';
import { WalletServers } from './wallet-servers';

const FIELDS: Readonly<Record<ChainFamily, { label: string; hint: string; name: string }>> = {
  bitcoin: {
    label: 'Address, extended public key or descriptor',
    hint: 'From an xpub, ypub or zpub all addresses that were used are found. A descriptor is taken at its word: give /<0;1>/* for receiving and change.',
    name: 'Bitcoin wallet',
  },
  evm: { label: 'Address or ENS name', hint: '0x… or ada.eth.', name: 'Wallet' },
  solana: {
    label: 'Address or SNS name',
    hint: 'Or ada.sol.',
    name: 'Solana wallet',
  },
};

type Found = CallOutput<'resolveName'>;

/** Chosen at first of the chains that have the same addresses: the one that is offered first. */
const FIRST_CHOSEN = BUILT_IN_CHAINS.find(({ family }) => family === 'evm');

/** Asks for what is public of a wallet. The address stays in its field until it is sent. */
export function WalletForm({ onDone }: { readonly onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const records = useRecords((state) => state.records);
  const keychain = useStatus(({ status }) => status?.keychain);
  const [family, setFamily] = useState<ChainFamily>('bitcoin');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(FIRST_CHOSEN === undefined ? [] : [FIRST_CHOSEN.id]),
  );
  const [named, setNamed] = useState(false);
  const [found, setFound] = useState<Found | undefined>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>();
  const [watched, setWatched] = useState<Watched | undefined>();
  const [forThisRun, setForThisRun] = useState(false);
  const [tried, setTried] = useState(false);
  const [onServers, setOnServers] = useState(false);
  const toServers = useRef<HTMLButtonElement>(null);
  const wasOnServers = useRef(false);
  useEffect(() => {
    if (wasOnServers.current && !onServers) toServers.current?.focus();
    wasOnServers.current = onServers;
  }, [onServers]);
  const leadToInvalid = useInvalidFocus(form);
  const isOpen = useIsOpen();

  const noKeychain =
    (keychain !== undefined && isKeychainMissing(keychain)) ||
    failure?.code === 'keychain-unavailable';
  const all = chainsWith(records['custom-chain']).filter((chain) => chain.family === family);
  const chains = family === 'evm' ? all.filter(({ id }) => chosen.has(id)) : all;
  const left = chains.filter((chain) => watched?.done.includes(chain) !== true);
  const field = FIELDS[family];
  const toFind = named && found === undefined;
  const otherFamily = found !== undefined && found.family !== family;
  const chainError = chains.length === 0 ? 'Choose a chain first.' : undefined;
  const keychainError =
    noKeychain && !forThisRun && !toFind ? 'Confirm this first, or start the keychain.' : undefined;

  const forget = () => {
    setFound(undefined);
    setFailure(undefined);
    setWatched(undefined);
    setTried(false);
  };
  const read = (name: string): string => {
    const value = new FormData(form.current ?? undefined).get(name);
    return typeof value === 'string' ? value.trim() : '';
  };

  const find = async (name: string) => {
    setBusy(true);
    const result = await resolveName(name);
    setBusy(false);
    if (result.ok) setFound(result.value);
    else setFailure(result.failure);
  };
  const watch = async (address: string) => {
    setBusy(true);
    const label = read('label');
    const result = await watchOn(left, (chain) =>
      addConnection({
        venue: chain.id,
        label: walletLabel(label, chain),
        credentials: { address },
        secretStorage: forThisRun ? 'session' : 'keychain',
        acceptWithdrawalKey: false,
        acceptOldRuntime: false,
        search: searchIn(family, read),
      }),
    );
    if (!isOpen.current) {
      for (const { failure: cause } of result.failed) tell(cause);
      return;
    }
    setBusy(false);
    setWatched({ done: [...(watched?.done ?? []), ...result.done], failed: result.failed });
    if (result.failed.length > 0) return;
    form.current?.reset();
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(undefined);
    setTried(true);
    const text = read('address');
    if (secretIn(text) !== undefined) return;
    if (otherFamily) {
      form.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]')?.focus();
      return;
    }
    if (chainError !== undefined || keychainError !== undefined) {
      leadToInvalid();
      return;
    }
    if (isName(text, family) && found === undefined) void find(text);
    else void watch(found?.address ?? text);
  };

  const outcome = <Outcome watched={watched} failure={failure} />;
  return (
    <>
      {onServers ? (
        <WalletServers
          chains={chains.length === 0 ? all : chains}
          records={records}
          outcome={outcome}
          onBack={() => setOnServers(false)}
        />
      ) : null}
      <form
        ref={form}
        className={styles.form}
        autoComplete="off"
        hidden={onServers}
        onSubmit={submit}
      >
        <Segmented<ChainFamily>
          label="Kind of chain"
          value={family}
          options={[
            { value: 'bitcoin', label: 'Bitcoin' },
            { value: 'evm', label: 'Ethereum and EVM' },
            { value: 'solana', label: 'Solana' },
          ]}
          onChange={(next) => {
            setFamily(next);
            setNamed(false);
            forget();
          }}
        />
        <AddressField
          key={`${family}-address`}
          label={field.label}
          hint={`${field.hint} Never a seed phrase or a private key.`}
          autoFocus
          onChange={(text) => {
            forget();
            setNamed(isName(text, family));
          }}
        />
        {found === undefined ? null : <FoundAddress found={found} fits={!otherFamily} />}
        <TextField
          key={`${family}-label`}
          label="Name"
          name="label"
          defaultValue={field.name}
          required
          maxLength={60}
          hint={family === 'evm' ? 'The name of each chain is put behind it.' : 'Yours to choose.'}
        />
        {family === 'evm' ? (
          <ChainChecklist
            chains={all}
            chosen={chosen}
            error={tried ? chainError : undefined}
            onChange={setChosen}
          />
        ) : null}
        <WalletSearchField key={`${family}-search`} family={family} folded />
        {noKeychain ? (
          <KeychainWarning
            what="the address"
            forThisRun={forThisRun}
            error={tried ? keychainError : undefined}
            onChange={setForThisRun}
          />
        ) : null}
        <p className={styles.hint}>
          {chains.length === 0 ? '' : `${whoLearns(chains, records)} `}
          <button
            ref={toServers}
            type="button"
            className={styles.link}
            onClick={() => setOnServers(true)}
          >
            Choose servers
          </button>
        </p>
        <div className={styles.foot}>
          {onServers ? null : outcome}
          <div className={styles.buttons}>
            <Button type="submit" look="primary" busy={busy}>
              {actionText({ toFind, busy, again: watched !== undefined, left })}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
}

function actionText({
  toFind,
  busy,
  again,
  left,
}: {
  readonly toFind: boolean;
  readonly busy: boolean;
  readonly again: boolean;
  readonly left: readonly Chain[];
}): string {
  if (toFind) return busy ? 'Looking it up…' : 'Find the address';
  if (busy) return 'Reading…';
  if (again) return 'Try again';
  return left.length > 1 ? `Watch on ${left.length} chains` : 'Watch';
}

/** What became of it: one failure, or one for each cause beside the chains that are watched. */
function Outcome({
  watched,
  failure,
}: {
  readonly watched: Watched | undefined;
  readonly failure: Failure | undefined;
}) {
  if (failure !== undefined)
    return (
      <p className={styles.failure} role="alert">
        {sentence(failure)}
      </p>
    );
  if (watched === undefined || watched.failed.length === 0) return null;
  const causes = failuresByCause(watched.failed);
  const isOne = causes.length === 1 && watched.done.length === 0;
  return (
    <>
      {watched.done.length === 0 ? null : (
        <p role="status">Watched on {listed(watched.done.map(({ name }) => name))}.</p>
      )}
      <div className={styles.failure} role="alert">
        {causes.map(({ names, failure: why }) => (
          <p key={names[0]}>
            {isOne ? '' : `${listed(names)}: `}
            {sentence(why)}
          </p>
        ))}
      </div>
    </>
  );
}
