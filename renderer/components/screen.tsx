import { useEffect, type ReactNode } from 'react';
import { recoverFocus } from './focus-place';
import styles from './screen.module.css';

/** A screen: its name, its actions, and what scrolls under them. */
export function Screen({
  title,
  actions,
  children,
  fixed = false,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** What is inside scrolls by itself. */
  readonly fixed?: boolean;
}) {
  useTitleFocus();
  return (
    <section className={styles.screen} aria-labelledby="screen-title">
      <header className={styles.header}>
        <h1 id="screen-title" tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={fixed ? styles.fixed : styles.scrolling}>{children}</div>
    </section>
  );
}

/** The first screen takes no focus from anything. */
let isFirst = true;

/** A screen that takes the place of one which had the focus takes that, too: keys would go nowhere. */
function useTitleFocus(): void {
  useEffect(() => {
    if (!isFirst) recoverFocus();
    isFirst = false;
  }, []);
}

/** What a screen says when it has nothing else to show. */
export function Message({
  title,
  children,
  tone = 'calm',
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly tone?: 'calm' | 'failed';
}) {
  return (
    <div className={styles.message} role={tone === 'failed' ? 'alert' : undefined}>
      <h2 className={tone === 'failed' ? styles.failed : styles.messageTitle}>{title}</h2>
      {children}
    </div>
  );
}
