import { useState } from 'react';
import { formatPrice } from '../../../shared/assets/format';
import { saveTargets } from '../../bridge/rebalance-calls';
import { Money } from '../../components/amount';
import { Button } from '../../components/button';
import { Switch } from '../../components/field';
import { useQuote } from '../../components/use-money';
import { letOthersMakeRoom, resetWhatIf } from '../../view-models/rebalance-what-if';
import { sentence } from '../../bridge/failure-words';
import { DriftTable } from './drift-table';
import { ModeBar } from './mode-bar';
import { PlanNotes } from './plan-notes';
import styles from './rebalance-screen.module.css';
import type { Words } from './rebalance-words';
import { SuggestionList } from './suggestion-list';
import { TicketDialog } from './ticket-dialog';
import { TicketList } from './ticket-list';
import { ToleranceSection } from './tolerance-section';
import { useRebalance, type RebalanceView } from './use-rebalancing';

/** The board stays where it is; whatever comes and goes while a target is tried out is under it. */
export function RebalanceBoard({
  view,
  words,
}: {
  readonly view: RebalanceView;
  readonly words: Words;
}) {
  const { board, plan } = view.result;
  const codeOf = (asset: string) => view.input.assets.get(asset)?.code ?? asset;
  return (
    <>
      <ModeBar input={view.input} mode={view.mode} />
      <BoardHeading view={view} />
      <DriftTable
        board={board}
        after={plan?.after}
        stored={view.stored}
        words={words}
        codeOf={codeOf}
      />
      {board.unpriced.length === 0 ? null : (
        <p className={styles.under}>
          Without a price, and so in no weight: {board.unpriced.map(codeOf).join(', ')}.
        </p>
      )}
      <PlanNotes view={view} words={words} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <SuggestionList view={view} words={words} />
          <TicketList words={words} />
        </div>
        {plan !== undefined && choosesBand(view) ? <ToleranceSection input={view.input} /> : null}
      </div>
      <TicketDialog view={view} words={words} codeOf={codeOf} />
    </>
  );
}

/** Money that comes or goes is spread over all classes, in their band or not. */
function choosesBand({ input: { mode } }: RebalanceView): boolean {
  return mode.kind === 'full' || mode.kind === 'band-edge';
}

/** What is weighed, and what is to become of the targets that are tried out. */
function BoardHeading({ view }: { readonly view: RebalanceView }) {
  const tried = useRebalance((state) => state.whatIf.size);
  const room = useRebalance((state) => state.othersMakeRoom);
  const [refusal, setRefusal] = useState<string | undefined>();
  const { board } = view.result;
  const quote = useQuote();
  const save = async () => {
    const failure = await saveTargets(view.set);
    setRefusal(failure && sentence(failure));
    if (failure === undefined) resetWhatIf();
  };
  return (
    <div className={styles.heading}>
      <h2>
        <Money usd={board.totalUsd} /> weighed
        {quote.usdPerUnit === undefined ? null : (
          <span
            className={styles.planned}
            data-tip={`Weights, drift and trades are worked out in dollars at each venue’s prices, and shown at ${formatPrice(quote.usdPerUnit, 'USD')} for one ${quote.currency}`}
          >
            , planned in dollars
          </span>
        )}
      </h2>
      {tried === 0 ? null : (
        <div className={styles.tried} role="status">
          <span className={refusal === undefined ? undefined : styles.failed}>
            {refusal ??
              (tried === 1
                ? 'You are trying out another target.'
                : `You are trying out ${tried} other targets.`)}
          </span>
          <Button onClick={resetWhatIf}>Reset</Button>
          <Button why={board.problems[0]} onClick={() => void save()}>
            Save as targets
          </Button>
        </div>
      )}
      <div className={styles.room}>
        <span data-tip="The other targets shrink and grow in proportion, so that the sum is kept">
          Others make room
        </span>
        <Switch label="Others make room" checked={room} onChange={letOthersMakeRoom} />
      </div>
    </div>
  );
}
