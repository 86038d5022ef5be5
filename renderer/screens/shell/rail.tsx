import {
  Cable,
  Eye,
  EyeOff,
  Layers,
  PanelLeftClose,
  PanelLeftOpen,
  PieChart,
  Scale,
  Search,
  Settings2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { readingProgress } from '../../../shared/portfolio/reading-progress';
import { togglePrivacy } from '../../bridge/actions';
import { classes } from '../../components/classes';
import { CompassRose } from '../../components/compass-rose';
import { openView, toggleRail, type View } from '../../stores/navigation-store';
import { useNavigation, usePortfolio, useSettings } from '../../stores/use-stores';
import { openPalette, PALETTE_KEYS } from './commands';
import styles from './rail.module.css';

const ITEMS: readonly { readonly view: View; readonly name: string; readonly Icon: LucideIcon }[] =
  [
    { view: 'overview', name: 'Overview', Icon: PieChart },
    { view: 'holdings', name: 'Holdings', Icon: Layers },
    { view: 'rebalance', name: 'Rebalance', Icon: Scale },
    { view: 'connections', name: 'Connections', Icon: Cable },
    { view: 'settings', name: 'Settings', Icon: Settings2 },
  ];

/** The screens, and what is at hand on each of them. */
export function Rail() {
  const view = useNavigation((state) => state.view);
  const collapsed = useNavigation((state) => state.railCollapsed);
  const privacy = useSettings(({ settings }) => settings?.privacy ?? false);
  const troubled = usePortfolio((state) => {
    if (state.phase !== 'ready') return 0;
    const { notRead, partly } = readingProgress(state.coverage);
    return notRead + partly;
  });
  return (
    <nav className={classes(styles.rail, collapsed && styles.collapsed)} aria-label="Screens">
      <div className={styles.brand}>
        <CompassRose />
        <span className={styles.name}>Portolan</span>
      </div>
      <ul className={styles.items}>
        {ITEMS.map(({ view: target, name, Icon }) => (
          <li key={target}>
            <RailButton
              name={name}
              current={view === target}
              onClick={() => openView(target)}
              {...(target === 'connections' && troubled > 0
                ? { mark: `${troubled} not read` }
                : {})}
            >
              <Icon />
            </RailButton>
          </li>
        ))}
      </ul>
      <div className={styles.tools}>
        <RailButton name="Search" hint={PALETTE_KEYS} onClick={openPalette}>
          <Search />
        </RailButton>
        <RailButton
          name={privacy ? 'Show amounts' : 'Hide amounts'}
          hint="⇧H"
          pressed={privacy}
          onClick={() => void togglePrivacy()}
        >
          {privacy ? <EyeOff /> : <Eye />}
        </RailButton>
        <RailButton name={collapsed ? 'Widen' : 'Collapse'} onClick={toggleRail}>
          {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
        </RailButton>
      </div>
    </nav>
  );
}

function RailButton({
  name,
  hint,
  mark,
  current = false,
  pressed,
  onClick,
  children,
}: {
  readonly name: string;
  readonly hint?: string;
  /** Something is wrong there: said aloud, shown as a dot. */
  readonly mark?: string;
  readonly current?: boolean;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.item}
      aria-label={mark === undefined ? name : `${name}, ${mark}`}
      aria-current={current ? 'page' : undefined}
      aria-pressed={pressed}
      data-tip={hint === undefined ? name : `${name} (${hint})`}
      onClick={onClick}
    >
      {children}
      <span className={styles.name}>{name}</span>
      {mark === undefined ? null : <span className={styles.dot} />}
      {hint === undefined ? null : <kbd className={styles.hint}>{hint}</kbd>}
    </button>
  );
}
