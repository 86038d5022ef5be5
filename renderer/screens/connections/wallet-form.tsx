import { useEffect, useRef, useState } from 'react';
import type { ChainFamily } from '../../../shared/chains/chain';
import { AddressField } from '../../components/address-field';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Segmented } from '../../components/segmented';
import { useRecords } from '../../stores/use-stores';
import { whoLearns } from '../chains';
import { ChainChecklist } from './chain-checklist';
import styles from './form.module.css';
import { FoundAddress } from './found-address';
import { KeychainWarning } from './keychain-warning';
import { useWalletForm } from './use-wallet-form';
import { isName, walletAction } from './wallet-input';
import { WalletOutcome } from './wallet-outcome';
import { WalletSearchField } from './wallet-search-field';
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

const FAMILIES = [
  { value: 'bitcoin', label: 'Bitcoin' },
  { value: 'evm', label: 'Ethereum and EVM' },
  { value: 'solana', label: 'Solana' },
] as const satisfies readonly { readonly value: ChainFamily; readonly label: string }[];

/** Asks for what is public of a wallet. The address stays in its field until it is sent. */
export function WalletForm({ onDone }: { readonly onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const state = useWalletForm(form, onDone);
  const { family, all, chains, found, watched, tried, errors } = state;
  const { onServers, setOnServers, button } = useServersInPlace();
  const records = useRecords((store) => store.records);
  const field = FIELDS[family];
  const outcome = <WalletOutcome watched={watched} failure={state.failure} />;
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
        onSubmit={(event) => {
          event.preventDefault();
          state.submit();
        }}
      >
        <Segmented<ChainFamily>
          label="Kind of chain"
          value={family}
          options={FAMILIES}
          onChange={(next) => {
            state.setFamily(next);
            state.forget(false);
          }}
        />
        <AddressField
          key={`${family}-address`}
          label={field.label}
          hint={`${field.hint} Never a seed phrase or a private key.`}
          autoFocus
          onChange={(text) => state.forget(isName(text, family))}
        />
        {found === undefined ? null : <FoundAddress found={found} fits={!state.isOfOther} />}
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
            chosen={state.chosen}
            error={tried ? errors.chain : undefined}
            onChange={state.setChosen}
          />
        ) : null}
        <WalletSearchField key={`${family}-search`} family={family} folded />
        {state.noKeychain ? (
          <KeychainWarning
            what="the address"
            forThisRun={state.forThisRun}
            error={tried ? errors.keychain : undefined}
            onChange={state.setForThisRun}
          />
        ) : null}
        <p className={styles.hint}>
          {chains.length === 0 ? '' : `${whoLearns(chains, records)} `}
          <button
            ref={button}
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
            <Button type="submit" look="primary" busy={state.busy}>
              {walletAction({ ...state, again: watched !== undefined })}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
}

/** Whether servers stand in the place of the form. Its button has the focus again when it is back. */
function useServersInPlace() {
  const [onServers, setOnServers] = useState(false);
  const toServers = useRef<HTMLButtonElement>(null);
  const wasOnServers = useRef(false);
  useEffect(() => {
    if (wasOnServers.current && !onServers) toServers.current?.focus();
    wasOnServers.current = onServers;
  }, [onServers]);
  return { onServers, setOnServers, button: toServers };
}
