import styles from './skeleton.module.css';

/** Lines of a list on its way, of uneven widths as words are. */
export function SkeletonLines({
  count,
  lineHeight,
}: {
  readonly count: number;
  readonly lineHeight: number;
}) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.line} style={{ height: lineHeight }}>
          <Skeleton width={`${92 - ((index * 37) % 41)}%`} height={12} />
        </div>
      ))}
    </div>
  );
}

/** Holds the place of what is on its way, at its size. */
export function Skeleton({
  width = '100%',
  height = 14,
}: {
  readonly width?: number | string;
  readonly height?: number | string;
}) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}
