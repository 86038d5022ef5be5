import type { ReactNode } from 'react';
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
  return (
    <section className={styles.screen} aria-labelledby="screen-title">
      <header className={styles.header}>
        <h1 id="screen-title" className={styles.title}>
          {title}
        </h1>
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={fixed ? styles.fixed : styles.scrolling}>{children}</div>
    </section>
  );
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
