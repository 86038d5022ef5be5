import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { RebalanceInput } from '../../../shared/rebalancing/rebalance-input';
import type { TargetSet } from '../../../shared/rebalancing/targets';
import { removeTargets } from '../../bridge/rebalance-calls';
import { Button, IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { startOver } from '../../view-models/rebalance-what-if';
import { assetChoices, type DraftLine, type DraftOutcome, type TargetDraft } from './target-draft';
import styles from './target-editor.module.css';
import { TargetScope } from './target-scope';
import { useTargetDraft } from './use-target-draft';

type Held = Pick<RebalanceInput, 'holdings' | 'assets' | 'prices'>;

/** Edits a set of targets; nothing is stored before it adds up. */
export function TargetEditor({
  base,
  isNew,
  held,
  onClose,
}: {
  readonly base: TargetSet;
  readonly isNew: boolean;
  readonly held: Held;
  readonly onClose: () => void;
}) {
  const { draft, change, outcome, refusal, fillIn, save } = useTargetDraft(base, held, onClose);
  const field = (name: keyof TargetDraft & string) => ({
    value: String(draft[name]),
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  });
  return (
    <Dialog
      open
      wide
      title={isNew ? 'New targets' : `Edit ${base.name}`}
      description="How the portfolio, or the part of it that you choose, should be spread. What has no target is left alone; its cash pays for what is bought."
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextField label="Name" {...field('name')} />
        <div className={styles.row}>
          <span className={styles.label}>Fill in</span>
          <Button onClick={() => fillIn('equal')}>Equal weight</Button>
          <Button onClick={() => fillIn('current')}>Current weights</Button>
        </div>
        <Lines held={held} lines={draft.lines} onChange={(lines) => change({ lines })} />
        <div className={styles.columns}>
          <TextField
            label="Everything else, %"
            hint="Empty: left alone"
            inputMode="decimal"
            {...field('everythingElse')}
          />
          <TextField label="Band, points" inputMode="decimal" {...field('bandPoints')} />
          <TextField
            label="Band, % of target"
            hint="Optional; the narrower counts"
            inputMode="decimal"
            {...field('bandRelative')}
          />
          <TextField
            label="Cost limit, %"
            hint="Dearer trades are left out"
            inputMode="decimal"
            {...field('maxCostPercent')}
          />
        </div>
        <TextField
          label="Never trade"
          hint="Codes of assets that are counted but not touched, such as BNB, SOL"
          {...field('excluded')}
        />
        <TargetScope held={held} draft={draft} onChange={change} />
        {refusal === undefined ? null : (
          <p role="alert" className={styles.problem}>
            {refusal}
          </p>
        )}
        <Foot
          base={base}
          isNew={isNew}
          outcome={outcome}
          onClose={onClose}
          onSave={() => void save()}
        />
      </div>
    </Dialog>
  );
}

/** What the targets come to and what is wrong with them, and what can be done with them. */
function Foot({
  base,
  isNew,
  outcome,
  onClose,
  onSave,
}: {
  readonly base: TargetSet;
  readonly isNew: boolean;
  readonly outcome: DraftOutcome;
  readonly onClose: () => void;
  readonly onSave: () => void;
}) {
  const [sure, setSure] = useState(false);
  const { total, problems } = outcome;
  const remove = () => {
    if (sure) void removeTargets(base.id).then(startOver).then(onClose);
    else setSure(true);
  };
  return (
    <div className={styles.end}>
      <p
        className={classes(styles.sum, problems.length > 0 && styles.problem)}
        role="status"
        data-testid="target-sum"
      >
        {total === undefined ? 'Sum: –' : `Sum: ${total} %`}
        {problems.length === 0 ? '' : `. ${problems.join(' ')}`}
      </p>
      <div className={styles.footer}>
        {isNew ? (
          <span />
        ) : (
          <Button look="danger" onClick={remove}>
            {sure ? 'Really delete these targets' : 'Delete'}
          </Button>
        )}
        <div className={styles.row}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" why={problems[0]} onClick={onSave}>
            Save targets
          </Button>
        </div>
      </div>
    </div>
  );
}

let lineCount = 0;
const newLine = (group: boolean): DraftLine => {
  lineCount += 1;
  return { key: `new-${lineCount}`, isNew: true, group, name: '', codes: '', percent: '' };
};

function Lines({
  held,
  lines,
  onChange,
}: {
  readonly held: Held;
  readonly lines: readonly DraftLine[];
  readonly onChange: (lines: readonly DraftLine[]) => void;
}) {
  const list = useId();
  const set = (key: string, change: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  return (
    <div className={styles.lines} role="group" aria-label="Targets">
      <datalist id={list}>
        {assetChoices(held).map(({ text, name }) => (
          <option key={text} value={text}>
            {name}
          </option>
        ))}
      </datalist>
      {lines.map((line, index) => (
        <div key={line.key} className={styles.line} data-group={line.group || undefined}>
          {line.group ? (
            <input
              className={styles.input}
              aria-label={`Name of group ${index + 1}`}
              placeholder="Group"
              autoFocus={line.isNew}
              value={line.name}
              onChange={(event) => set(line.key, { name: event.currentTarget.value })}
            />
          ) : null}
          <input
            className={styles.input}
            aria-label={line.group ? `Assets of group ${index + 1}` : `Asset ${index + 1}`}
            placeholder={line.group ? 'USDT, USDC' : 'BTC'}
            list={line.group ? undefined : list}
            autoFocus={line.isNew && !line.group}
            autoComplete="off"
            spellCheck={false}
            value={line.codes}
            onChange={(event) => set(line.key, { codes: event.currentTarget.value })}
          />
          <input
            className={styles.percent}
            aria-label={`Percent ${index + 1}`}
            inputMode="decimal"
            placeholder="0"
            value={line.percent}
            onChange={(event) => set(line.key, { percent: event.currentTarget.value })}
          />
          <span>%</span>
          <IconButton
            label={`Remove line ${index + 1}`}
            onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
          >
            <Trash2 />
          </IconButton>
        </div>
      ))}
      <div className={styles.row}>
        <Button onClick={() => onChange([...lines, newLine(false)])}>
          <Plus /> Asset
        </Button>
        <Button onClick={() => onChange([...lines, newLine(true)])}>
          <Plus /> Group
        </Button>
      </div>
    </div>
  );
}
