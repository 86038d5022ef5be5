import { Checkbox } from '../../components/field';
import type { RebalanceInput } from '../../../shared/rebalancing/rebalance-input';
import { useConnections } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { connectionChoices, type TargetDraft } from './target-draft';
import styles from './target-editor.module.css';
import { useConnectionList } from './use-rebalancing';

/** The part of the portfolio that is weighed: what has to be in all that is chosen. */
export function TargetScope({
  held,
  draft,
  onChange,
}: {
  readonly held: Pick<RebalanceInput, 'holdings'>;
  readonly draft: TargetDraft;
  readonly onChange: (
    change: Partial<Pick<TargetDraft, 'venues' | 'connections' | 'accountTypes'>>,
  ) => void;
}) {
  const connections = useConnectionList();
  const infos = useConnections((state) => state.venues);
  const nameOf = (venue: string) => venueName(venue, infos);
  const venues = [...new Set(connections.map(({ venue }) => venue))];
  const accountTypes = [...new Set(held.holdings.map(({ accountType }) => accountType))];
  const choices = connectionChoices(connections, draft, nameOf);
  const isAt = (id: string, chosen: readonly string[]): boolean =>
    chosen.length === 0 || connections.every((one) => one.id !== id || chosen.includes(one.venue));
  return (
    <>
      <Choices
        legend="Venues: none chosen means all of them"
        options={venues.map((value) => ({ value, label: nameOf(value) }))}
        chosen={draft.venues}
        onChange={(chosen) =>
          onChange({
            venues: chosen,
            connections: draft.connections.filter((id) => isAt(id, chosen)),
          })
        }
      />
      <Choices
        legend="Connections: none chosen means all of them"
        options={choices}
        chosen={draft.connections}
        onChange={(chosen) => onChange({ connections: chosen })}
      />
      <Choices
        legend="Account types: none chosen means all of them"
        options={accountTypes.map((value) => ({ value, label: ACCOUNT_TYPE_NAMES[value] }))}
        chosen={draft.accountTypes}
        onChange={(chosen) => onChange({ accountTypes: chosen })}
      />
    </>
  );
}

function Choices<Value extends string>({
  legend,
  options,
  chosen,
  onChange,
}: {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}) {
  if (options.length === 0) return null;
  return (
    <fieldset className={styles.scope}>
      <legend className={styles.label}>{legend}</legend>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={(checked) =>
            onChange(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        >
          {label}
        </Checkbox>
      ))}
    </fieldset>
  );
}
