import { CircleAlert, ClockAlert, Info, KeyRound, TriangleAlert, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { KeychainStatus } from '../../../shared/contract/status-view';
import { removeDemo, unlockKeychain } from '../../bridge/actions';
import { Button, IconButton } from '../../components/button';
import { classes } from '../../components/classes';
import { dismissNotice } from '../../stores/notices-store';
import { useConnections, useNotices, useStatus } from '../../stores/use-stores';
import styles from './banners.module.css';

const LEVEL_ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

/** What the user should know on every screen, the gravest first. */
export function Banners() {
  const old = useStatus(({ app }) =>
    app?.electron.old === true ? app.electron.version : undefined,
  );
  const keychain = useStatus(({ status }) => status?.keychain);
  const unknown = useStatus(({ status }) =>
    status?.connections.state === 'unknown' ? status.connections.failure : undefined,
  );
  const clock = useStatus(({ status }) => status?.clock);
  const demo = useConnections(({ connections }) => connections?.some((one) => one.demo) ?? false);
  const notices = useNotices((state) => state.notices);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const hide = (id: string) => setHidden((ids) => [...ids, id]);
  return (
    <div className={styles.banners}>
      {old === undefined || hidden.includes('old') ? null : (
        <Banner level="warning" icon={<TriangleAlert />} onDismiss={() => hide('old')}>
          <strong>This Electron ({old}) is old</strong> and no longer gets security fixes; a current
          one is used where it can be downloaded. Portolan asks before real keys are entered.
        </Banner>
      )}
      {clock === undefined ? null : (
        <Banner level="error" icon={<ClockAlert />}>
          <strong>{clock.reason}</strong> {clock.hint}
        </Banner>
      )}
      {keychain === undefined ||
      keychain.state === 'available' ||
      hidden.includes(`keychain-${keychain.state}`) ? null : (
        <Banner
          level="warning"
          icon={<KeyRound />}
          action={keychain.state === 'no-service' ? null : <UnlockButton state={keychain.state} />}
          onDismiss={() => hide(`keychain-${keychain.state}`)}
        >
          <strong>{keychain.reason}</strong> {keychain.hint}
        </Banner>
      )}
      {unknown === undefined ? null : (
        <Banner level="error" icon={<CircleAlert />}>
          <strong>What is connected is not known,</strong> because the database could not be opened.
          You see what was there last; nothing can be changed. Portolan keeps trying.
        </Banner>
      )}
      {demo ? <DemoBanner /> : null}
      {notices.map((notice) => {
        const Icon = LEVEL_ICONS[notice.level];
        return (
          <Banner
            key={notice.id}
            level={notice.level}
            icon={<Icon />}
            onDismiss={() => dismissNotice(notice.id)}
          >
            {notice.text}
          </Banner>
        );
      })}
    </div>
  );
}

/** Lets the system ask for the password. */
function UnlockButton({ state }: { readonly state: KeychainStatus['state'] }) {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      busy={busy}
      onClick={() => {
        setBusy(true);
        void unlockKeychain().finally(() => setBusy(false));
      }}
    >
      {state === 'locked' ? 'Unlock' : 'Try again'}
    </Button>
  );
}

function DemoBanner() {
  const [busy, setBusy] = useState(false);
  return (
    <Banner
      level="info"
      icon={<Info />}
      action={
        <Button
          busy={busy}
          onClick={() => {
            setBusy(true);
            void removeDemo().finally(() => setBusy(false));
          }}
        >
          Remove demo
        </Button>
      }
    >
      <strong>Demo.</strong> These venues are simulated on this machine; nothing here is yours.
    </Banner>
  );
}

function Banner({
  level,
  icon,
  action,
  onDismiss,
  children,
}: {
  readonly level: 'info' | 'warning' | 'error';
  readonly icon: ReactNode;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={classes(styles.banner, styles[level])}
      role={level === 'error' ? 'alert' : 'status'}
    >
      <span className={styles.icon}>{icon}</span>
      <p className={styles.text}>{children}</p>
      {action}
      {onDismiss === undefined ? null : (
        <IconButton label="Dismiss" onClick={onDismiss}>
          <X />
        </IconButton>
      )}
    </div>
  );
}
