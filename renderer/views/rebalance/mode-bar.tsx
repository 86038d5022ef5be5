import { Checkbox, Select, TextField } from '../../components/field';
import { Segmented } from '../../components/segmented';
import { setMode } from '../../stores/rebalance-store';
import type { RebalanceInput } from '../../../shared/portfolio/rebalancing/rebalance-input';
import { isCashKind } from '../../../shared/portfolio/rebalancing/needs';
import type { ModeOutcome } from '../../stores/rebalance-mode';
import { useConnectionList } from './use-rebalancing';
import styles from './mode-bar.module.css';
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
  const problem = mode.ok || mode.untouched ? undefined : mode.problem;
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
      {choice.kind === 'invest' ? <Invest input={input} problem={problem} /> : null}
      {choice.kind === 'raise' ? (
        <div className={styles.field}>
          <TextField
            label="Dollars to take out"
            inputMode="decimal"
            value={choice.raiseAmount}
            error={problem}
            onChange={(event) => setMode({ raiseAmount: event.currentTarget.value })}
          />
        </div>
      ) : null}
    </div>
  );
}

interface Money {
  readonly investAsset: string;
  readonly investConnection: string;
}

/** Where money lies that could be invested, each once. */
function moneyPlaces({ holdings, assets, fees }: RebalanceInput): readonly Money[] {
  const places = new Map<string, Money>();
  for (const { connectionId, asset } of holdings)
    if (fees.has(connectionId) && isCashKind(assets.get(asset)?.kind))
      places.set(`${connectionId} ${asset}`, {
        investAsset: asset,
        investConnection: connectionId,
      });
  return [...places.values()];
}

function firstMoney(input: RebalanceInput, chosen: Money): Money | undefined {
  return chosen.investAsset === '' ? moneyPlaces(input)[0] : undefined;
}

function Invest({
  input,
  problem,
}: {
  readonly input: RebalanceInput;
  readonly problem: string | undefined;
}) {
  const choice = useRebalance((state) => state.mode);
  const connections = useConnectionList();
  const labelOf = (id: string) => connections.find((one) => one.id === id)?.label ?? id;
  const places = moneyPlaces(input);
  return (
    <>
      <div className={styles.field}>
        <TextField
          label="Amount to invest"
          inputMode="decimal"
          value={choice.investAmount}
          error={problem}
          onChange={(event) => setMode({ investAmount: event.currentTarget.value })}
        />
      </div>
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
