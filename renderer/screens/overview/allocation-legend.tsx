import { formatPercent } from '../../../shared/assets/format';
import { OTHER_COLOR } from '../../components/category-colors';
import type { Allocation } from '../../charts/allocation';
import { Money } from '../../components/amount';
import styles from './allocation-section.module.css';

export interface AllocationLegendProps {
  readonly allocation: Allocation;
  readonly nameOf: (key: string) => string;
  readonly colorOf: (key: string) => string;
  readonly onChoose: (key: string) => void;
  readonly onOther: () => void;
}

/** The ring in words: every slice with its weight; what is below zero with its value. */
export function AllocationLegend(props: AllocationLegendProps) {
  const { allocation, nameOf, colorOf, onChoose, onOther } = props;
  const { slices, other, negative } = allocation;
  return (
    <ul className={styles.legend}>
      {slices.map(({ key, weight }) => (
        <li key={key}>
          <button type="button" className={styles.entry} onClick={() => onChoose(key)}>
            <span className={styles.swatch} style={{ background: colorOf(key) }} />
            <span className={styles.name}>{nameOf(key)}</span>
            <span className={styles.weight}>{formatPercent(weight)}</span>
          </button>
        </li>
      ))}
      {other === undefined ? null : (
        <li>
          <button type="button" className={styles.entry} onClick={onOther}>
            <span className={styles.swatch} style={{ background: OTHER_COLOR }} />
            <span className={styles.name}>{other.parts} others</span>
            <span className={styles.weight}>{formatPercent(other.weight)}</span>
          </button>
        </li>
      )}
      {negative.map(({ key, value }) => (
        <li key={key}>
          <button type="button" className={styles.entry} onClick={() => onChoose(key)}>
            <span className={styles.debt} aria-hidden="true" />
            <span className={styles.name}>{nameOf(key)}</span>
            <span className={styles.negative}>
              <Money usd={value} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
