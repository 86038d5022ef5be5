import { Download, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { formatRoughMoney } from '../../../shared/assets/format';
import { presetTargets, type Preset } from '../../../shared/rebalancing/presets';
import { planCsv } from '../../../shared/rebalancing/plan-csv';
import { emptyTargetSet, type TargetSet } from '../../../shared/rebalancing/targets';
import { saveText } from '../../bridge/actions';
import { saveTargets, selectTargets, startTicketKeeper } from '../../bridge/rebalance-calls';
import { Button } from '../../components/button';
import { Select } from '../../components/field';
import { KeptNote, UnknownRecords } from '../../components/record-notes';
import { Message, Screen } from '../../components/screen';
import { Skeleton } from '../../components/skeleton';
import { inQuote, useQuote } from '../../components/use-money';
import { portfolioPart } from '../../view-models/rebalance-assembly';
import { startOver } from '../../view-models/rebalance-what-if';
import {
  useCalmPortfolio,
  useConnections,
  usePortfolio,
  useRecords,
} from '../../stores/use-stores';
import { venueName } from '../names';
import { RebalanceBoard } from './rebalance-board';
import styles from './rebalance-screen.module.css';
import type { Words } from './rebalance-words';
import { TargetEditor } from './target-editor';
import { useConnectionList, useRebalancing, type RebalanceView } from './use-rebalancing';

/** Targets, how far the portfolio is from them, and what to trade about it. */
export default function RebalanceScreen() {
  useEffect(() => startTicketKeeper(), []);
  const view = useRebalancing();
  const [edited, setEdited] = useState<{ readonly set: TargetSet; readonly isNew: boolean }>();
  const sets = useRecords(({ state, records }) =>
    state === 'unknown' ? undefined : records['target-set'],
  );
  const ready = usePortfolio((state) => state.phase === 'ready');
  const portfolio = useCalmPortfolio((state) => (state.phase === 'ready' ? state : undefined));
  const held = useMemo(
    () => (edited === undefined || portfolio === undefined ? undefined : portfolioPart(portfolio)),
    [edited, portfolio],
  );
  const words = useWords();
  const create = () => setEdited({ set: emptyTargetSet(newId(), 'My targets'), isNew: true });
  return (
    <Screen
      title="Rebalance"
      actions={
        sets === undefined || sets.length === 0 ? null : (
          <Actions
            view={view}
            sets={sets}
            words={words}
            onNew={create}
            onEdit={(set) => setEdited({ set, isNew: false })}
          />
        )
      }
    >
      <p className={styles.promise}>
        Portolan cannot trade. It suggests; you place the orders at the venue.
      </p>
      <KeptNote domains={['target-set', 'rebalance-ticket']} />
      {!ready ? (
        <Pending />
      ) : sets === undefined ? (
        <UnknownRecords what="Your targets" />
      ) : sets.length === 0 ? (
        <FirstTargets onScratch={create} />
      ) : view === undefined ? (
        <Pending />
      ) : (
        <RebalanceBoard view={view} words={words} />
      )}
      {edited === undefined || held === undefined ? null : (
        <TargetEditor
          base={edited.set}
          isNew={edited.isNew}
          held={held}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Screen>
  );
}

function newId(): string {
  return `set-${crypto.randomUUID()}`;
}

function useWords(): Words {
  const quote = useQuote();
  const venues = useConnections((state) => state.venues);
  return {
    money: (usd) => formatRoughMoney(inQuote(usd, quote), quote.currency),
    venue: (id) => venueName(id, venues),
  };
}

function Actions({
  view,
  sets,
  words,
  onNew,
  onEdit,
}: {
  readonly view: RebalanceView | undefined;
  readonly sets: readonly TargetSet[];
  readonly words: Words;
  readonly onNew: () => void;
  readonly onEdit: (set: TargetSet) => void;
}) {
  const connections = useConnectionList();
  const current = sets.find(({ id }) => id === view?.set.id) ?? sets[0];
  const exportPlan = () => {
    if (view === undefined) return;
    const text = planCsv(view.result, {
      asset: (id) => view.input.assets.get(id)?.code ?? id,
      connection: (id) => connections.find((one) => one.id === id)?.label ?? id,
      venue: words.venue,
    });
    void saveText(`portolan-rebalance-${new Date().toISOString().slice(0, 10)}.csv`, text);
  };
  return (
    <>
      <Select
        label="Targets"
        value={current?.id ?? ''}
        onChange={(event) => {
          startOver();
          void selectTargets(event.currentTarget.value);
        }}
      >
        {sets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Button onClick={() => current !== undefined && onEdit(current)}>Edit targets</Button>
      <Button onClick={onNew}>
        <Plus /> New
      </Button>
      <Button
        why={
          (view?.result.plan?.steps.length ?? 0) === 0
            ? 'The plan has no steps to export'
            : undefined
        }
        onClick={exportPlan}
      >
        <Download /> Export CSV
      </Button>
    </>
  );
}

function FirstTargets({ onScratch }: { readonly onScratch: () => void }) {
  const portfolio = useCalmPortfolio((state) => (state.phase === 'ready' ? state : undefined));
  const start = (preset: Preset) => {
    if (portfolio === undefined) return;
    const targets = presetTargets(preset, portfolioPart(portfolio), {});
    const name = preset === 'equal' ? 'Equal weight' : 'Current weights';
    void saveTargets({ ...emptyTargetSet(newId(), name), targets });
  };
  const why =
    (portfolio?.book.balances.size ?? 0) === 0
      ? 'Nothing is held yet that it could be made of'
      : undefined;
  return (
    <Message title="No targets yet">
      <p>
        Say how the portfolio should be spread, and this screen shows how far it is from that and
        which trades would bring it there, with their cost. Assets without a target are left alone.
      </p>
      <div className={styles.choices}>
        <Button look="primary" onClick={onScratch}>
          From scratch
        </Button>
        <Button why={why} onClick={() => start('current')}>
          Current weights
        </Button>
        <Button why={why} onClick={() => start('equal')}>
          Equal weight
        </Button>
      </div>
    </Message>
  );
}

function Pending() {
  return (
    <div className={styles.pending} aria-busy="true" aria-label="The portfolio is being read">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={14} width={`${94 - (index % 4) * 4}%`} />
      ))}
    </div>
  );
}
