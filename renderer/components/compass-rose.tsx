import styles from './compass-rose.module.css';

/** The mark: a compass rose of eight winds, as on the charts that merchants steered by. */
export function CompassRose({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" className={styles.rose}>
      <circle cx="12" cy="12" r="10.4" fill="none" stroke="currentColor" strokeWidth="1" />
      <path d="M12 .8 13.9 10.1 12 12zM23.2 12 13.9 13.9 12 12zM12 23.2 10.1 13.9 12 12zM.8 12 10.1 10.1 12 12z" />
      <path
        opacity=".45"
        d="M12 .8 10.1 10.1 12 12zM23.2 12 13.9 10.1 12 12zM12 23.2 13.9 13.9 12 12zM.8 12 10.1 13.9 12 12z"
      />
    </svg>
  );
}
