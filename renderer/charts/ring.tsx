import { Cell, Pie, PieChart } from 'recharts';
import { formatCompactMoney } from '../../shared/assets/format';
import { inQuote, useQuote } from '../components/use-money';
import type { Allocation } from './allocation';
import { OTHER_COLOR } from '../components/category-colors';
import { toPlot } from './plot-points';
import styles from './ring.module.css';

export interface RingProps {
  readonly allocation: Allocation;
  readonly colorOf: (key: string) => string;
  readonly onChoose: (key: string) => void;
}

const SIZE = 116;

/** Slices as a ring around their total. Its legend says the same in words, so it is hidden from them. */
export default function Ring({ allocation, colorOf, onChoose }: RingProps) {
  const quote = useQuote();
  const { slices, other, total } = allocation;
  const all = other === undefined ? slices : [...slices, other];
  const data = all.map((slice) => ({ key: slice.key, share: toPlot(slice.weight) }));
  return (
    <div className={styles.ring} aria-hidden="true">
      <PieChart width={SIZE} height={SIZE} accessibilityLayer={false}>
        <Pie
          data={data}
          dataKey="share"
          cx="50%"
          cy="50%"
          innerRadius={41}
          outerRadius={57}
          startAngle={90}
          endAngle={-270}
          stroke="var(--surface)"
          strokeWidth={1.5}
          isAnimationActive={false}
          rootTabIndex={-1}
        >
          {data.map(({ key }) => (
            <Cell
              key={key}
              className={styles.slice}
              fill={key === other?.key ? OTHER_COLOR : colorOf(key)}
              onClick={() => {
                if (key !== other?.key) onChoose(key);
              }}
            />
          ))}
        </Pie>
      </PieChart>
      <div className={styles.total} data-amount>
        {formatCompactMoney(inQuote(total, quote), quote.currency)}
      </div>
    </div>
  );
}
