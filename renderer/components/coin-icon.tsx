import { useEffect, useState } from 'react';
import { afterFirstPaint, holdPainting } from '../bridge/paint-report';
import { isRegistryAsset, type CoinIcons } from './coin-icon-set';
import styles from './mark.module.css';

let icons: CoinIcons | undefined;
let loading: Promise<CoinIcons> | undefined;

/** The addresses of the icons come after the first paint, when one is asked for. */
function useCoinIcons(): CoinIcons | undefined {
  const [known, setKnown] = useState(icons);
  useEffect(() => {
    if (known !== undefined) return undefined;
    let wanted = true;
    const release = holdPainting();
    loading ??= afterFirstPaint()
      .then(() => import('./coin-icon-files'))
      .then(({ coinIconFiles }) => (icons = coinIconFiles));
    void loading.then((loaded) => {
      if (wanted) setKnown(loaded);
      release();
    });
    return () => {
      wanted = false;
      release();
    };
  }, [known]);
  return known;
}

/**
 * The coin's icon, where its identity is known: a ticker alone may mean another coin, which gets a
 * letter in neutral grey like every coin without an icon.
 */
export function CoinIcon({
  asset,
  code,
  size = 18,
}: {
  readonly asset: string;
  readonly code: string;
  readonly size?: number;
}) {
  const files = useCoinIcons();
  const file = isRegistryAsset(asset) ? files?.get(asset.toLowerCase()) : undefined;
  if (file !== undefined)
    return <img className={styles.coin} src={file} width={size} height={size} alt="" />;
  return (
    <svg
      className={styles.letter}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <circle cx="10" cy="10" r="9.5" />
      <text x="10" y="13.6">
        {(/[A-Z0-9]/i.exec(code)?.[0] ?? '?').toUpperCase()}
      </text>
    </svg>
  );
}
