import { Checkbox, Select } from '../../components/field';
import { Segmented } from '../../components/segmented';
import { setMode } from '../../stores/rebalance-store';
import type { RebalanceInput } from '../../../shared/rebalancing/rebalance-input';
import { isMoneyKind } from '../../../shared/assets/asset';
import type { ModeOutcome } from '../../stores/rebalance-mode';
import { useConnectionList } from './use-rebalancing';
import styles from './mode-bar.module.css';
import { MODE_PROBLEM } from './plan-notes';
import { useRebalance } from './use-rebalancing';

/** What the plan is for: back to target, to the band's edge, or money in or out. */
export function ModeBar({
  input,
  mode,
}: {
  readonly input: RebalanceInput;
  readonly mode: ModeOutcome;
}) {
  const choice = useRebalance((state) => state.mode);
  const invalid = !mode.ok && !mode.untouched;
  return (
    <div className={styles.bar}>
      <Segmented
        label="Plan"
        value={choice.kind}
        options={[
          { value: 'full', label: 'To targets' },
          { value: 'band-edge', label: 'To the band’s edge' },
          { value: 'invest', label: 'Invest money' },
          { value: 'raise', label: 'Take money out' },
        ]}
        onChange={(kind) =>
          setMode(kind === 'invest' ? { kind, ...firstMoney(input, choice) } : { kind })
        }
      />
      {choice.kind === 'invest' ? <Invest input={input} invalid={invalid} /> : null}
      {choice.kind === 'raise' ? (
        <AmountField
          label="Dollars to take out"
          value={choice.raiseAmount}
          invalid={invalid}
          onChange={(raiseAmount) => setMode({ raiseAmount })}
        />
      ) : null}
    </div>
  );
}

/** What is wrong with the amount is said in the plan's place: here it would push the board down. */
function AmountField({
  label,
  value,
  invalid,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly invalid: boolean;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className={styles.amount}>
      {label}
      <input
        value={value}
        placeholder="500"
        inputMode="decimal"
        autoComplete="off"
        autoFocus
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? MODE_PROBLEM : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

interface Money {
  readonly investAsset: string;
  readonly investConnection: string;
}

/** Where money lies, or could arrive, that could be invested, each once; what is there first. */
function moneyPlaces(input: RebalanceInput): readonly Money[] {
  const { holdings, assets, fees, markets } = input;
  const places = new Map<string, Money>();
  const add = (investConnection: string, investAsset: string): void => {
    if (fees.has(investConnection) && isMoneyKind(assets.get(investAsset)?.kind))
      places.set(`${investConnection} ${investAsset}`, { investAsset, investConnection });
  };
  const venues = new Map(holdings.map(({ connectionId, venue }) => [connectionId, venue]));
  for (const { connectionId, asset } of holdings) add(connectionId, asset);
  const quotes = new Set(markets.map(({ venue, quoteAsset }) => `${venue} ${quoteAsset}`));
  for (const [connectionId, venue] of venues)
    for (const asset of assets.keys())
      if (quotes.has(`${venue} ${asset}`)) add(connectionId, asset);
  return [...places.values()];
}

function firstMoney(input: RebalanceInput, chosen: Money): Money | undefined {
  return chosen.investAsset === '' ? moneyPlaces(input)[0] : undefined;
}

function Invest({ input, invalid }: { readonly input: RebalanceInput; readonly invalid: boolean }) {
  const choice = useRebalance((state) => state.mode);
  const connections = useConnectionList();
  const labelOf = (id: string) => connections.find((one) => one.id === id)?.label ?? id;
  const places = moneyPlaces(input);
  return (
    <>
      <AmountField
        label="Amount to invest"
        value={choice.investAmount}
        invalid={invalid}
        onChange={(investAmount) => setMode({ investAmount })}
      />
      <Select
        label="Money and connection"
        value={`${choice.investConnection} ${choice.investAsset}`}
        onChange={(event) => {
          const place = places.find(
            (one) => `${one.investConnection} ${one.investAsset}` === event.currentTarget.value,
          );
          if (place !== undefined) setMode(place);
        }}
      >
        {places.map(({ investAsset, investConnection }) => (
          <option
            key={`${investConnection} ${investAsset}`}
            value={`${investConnection} ${investAsset}`}
          >
            {input.assets.get(investAsset)?.code ?? investAsset} at {labelOf(investConnection)}
          </option>
        ))}
      </Select>
      <Checkbox
        checked={choice.investArrived}
        onChange={(investArrived) => setMode({ investArrived })}
      >
        It has arrived already
      </Checkbox>
    </>
  );
}
