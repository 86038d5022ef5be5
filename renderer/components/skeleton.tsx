import styles from './skeleton.module.css';

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
