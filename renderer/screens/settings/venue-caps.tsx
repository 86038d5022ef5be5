import { Trash2 } from 'lucide-react';
import { useId, useRef, useState, type FormEvent } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import { formatPercent } from '../../../shared/assets/format';
import { capStates } from '../../../shared/portfolio/counterparty-cap';
import { venueCapSchema, type VenueCap } from '../../../shared/records/record-bodies';
import { sentence } from '../../bridge/connection-calls';
import { setVenueCap } from '../../bridge/records-calls';
import { Button, IconButton } from '../../components/button';
import { Select, TextField } from '../../components/field';
import { schemaError } from '../../components/schema-error';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { useCalmPortfolio, useConnections } from '../../stores/use-stores';
import { CapMeter } from '../../components/cap-meter';
import { venueName } from '../names';
import styles from './settings-screen.module.css';
import own from './venue-caps.module.css';

const percentError = (text: string) => schemaError(venueCapSchema.shape.percent, text.trim());

/** How much of the total may be at one venue, and where each capped venue stands. */
export function VenueCaps({ caps }: { readonly caps: readonly VenueCap[] }) {
  const venues = useConnections((state) => state.venues);
  const totals = useCalmPortfolio((state) => (state.phase === 'ready' ? state.totals : undefined));
  const states =
    totals === undefined
      ? []
      : capStates(
          new Map(Object.entries(totals.byVenue).map(([venue, usd]) => [venue, new Decimal(usd)])),
          new Decimal(totals.totalUsd),
          caps,
          new Set(),
        );
  return (
    <section aria-labelledby="caps">
      <h2 id="caps" tabIndex={-1} className={styles.heading}>
        Counterparty caps
      </h2>
      {caps.length === 0 ? (
        <p className={styles.intro}>
          None. A cap says how much of the total you want at one venue at most; a notice tells when
          it is crossed.
        </p>
      ) : (
        <table className={own.caps}>
          <thead>
            <tr>
              <th scope="col">Venue</th>
              <th scope="col">Now</th>
              <th scope="col" />
              <th scope="col">At most</th>
              <th className={styles.remove} />
            </tr>
          </thead>
          <tbody>
            {caps.map((cap) => {
              const state = states.find(({ venue }) => venue === cap.venue);
              const name = venueName(cap.venue, venues);
              return (
                <tr key={cap.venue}>
                  <td>{name}</td>
                  <td>{state === undefined ? '–' : formatPercent(state.percent.dividedBy(100))}</td>
                  <td>{state === undefined ? null : <CapMeter cap={state} />}</td>
                  <td>
                    <CapField key={cap.percent} cap={cap} name={name} />
                  </td>
                  <td>
                    <IconButton
                      label={`Remove the cap of ${name}`}
                      onClick={() => void setVenueCap(cap.venue, undefined)}
                    >
                      <Trash2 />
                    </IconButton>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <AddCap caps={caps} />
    </section>
  );
}

/** Takes effect when the field is left or Enter is pressed; what cannot be used says why. */
function CapField({ cap, name }: { readonly cap: VenueCap; readonly name: string }) {
  const [text, setText] = useState(cap.percent);
  const [refusal, setRefusal] = useState<string | undefined>();
  const noteId = useId();
  const error = percentError(text) ?? refusal;
  const apply = async () => {
    const next = text.trim();
    if (percentError(next) !== undefined || next === cap.percent) return;
    const result = await setVenueCap(cap.venue, next);
    setRefusal(result.ok ? undefined : sentence(result.failure));
  };
  return (
    <div className={styles.end}>
      <label className={styles.amount}>
        <input
          className={`${styles.input} ${own.percent}`}
          aria-label={`Cap of ${name} in percent`}
          inputMode="decimal"
          value={text}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : noteId}
          onChange={(event) => {
            setRefusal(undefined);
            setText(event.currentTarget.value);
          }}
          onBlur={() => void apply()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void apply();
          }}
        />
        %
      </label>
      {error === undefined ? null : (
        <span id={noteId} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}

function AddCap({ caps }: { readonly caps: readonly VenueCap[] }) {
  const venues = useConnections((state) => state.venues);
  const connections = useConnections((state) => state.connections);
  const open = [...new Set((connections ?? []).map(({ venue }) => venue))]
    .filter((venue) => !caps.some((cap) => cap.venue === venue))
    .sort();
  const [venue, setVenue] = useState('');
  const [percent, setPercent] = useState('');
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const chosen = open.includes(venue) ? venue : open[0];
  if (chosen === undefined) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (percentError(percent) !== undefined) {
      leadToInvalid();
      return;
    }
    setBusy(true);
    const result = await setVenueCap(chosen, percent.trim());
    setBusy(false);
    if (!result.ok) {
      setRefusal(sentence(result.failure));
      return;
    }
    setPercent('');
    setTried(false);
  };
  return (
    <form ref={form} className={styles.add} noValidate onSubmit={(event) => void submit(event)}>
      <div className={own.venue}>
        <span aria-hidden="true">Venue</span>
        <Select
          label="Venue"
          value={chosen}
          onChange={(event) => setVenue(event.currentTarget.value)}
        >
          {open.map((id) => (
            <option key={id} value={id}>
              {venueName(id, venues)}
            </option>
          ))}
        </Select>
      </div>
      <TextField
        label="At most, in percent of the total"
        inputMode="decimal"
        placeholder="40"
        value={percent}
        error={(tried ? percentError(percent) : undefined) ?? refusal}
        onChange={(event) => setPercent(event.currentTarget.value)}
      />
      <Button type="submit" busy={busy} className={styles.addButton}>
        Set cap
      </Button>
    </form>
  );
}
