import { Command as Palette } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useMemo } from 'react';
import { navigationStore, openHoldings, setPaletteOpen } from '../../stores/navigation-store';
import { usePortfolio } from '../../stores/use-stores';
import { CoinIcon } from '../../components/coin-icon';
import styles from './command-palette.module.css';
import { COMMANDS, type Command } from './commands';

const GROUPS = ['Go to', 'Portfolio', 'View', 'Demo'] as const;
const MOST_ASSETS = 200;

/** Every action, and every asset, by typing. */
function CommandPalette() {
  const book = usePortfolio((state) => (state.phase === 'ready' ? state.book : undefined));
  const assets = useMemo(
    () =>
      [...(book?.buckets.keys() ?? [])].slice(0, MOST_ASSETS).map((id) => {
        const asset = book?.assets.get(id);
        return { id, code: asset?.code ?? id, name: asset?.name ?? id };
      }),
    [book],
  );
  const run = (command: () => void) => {
    setPaletteOpen(false);
    command();
  };
  const available = COMMANDS.filter((command) => command.available?.() !== false);
  return (
    <Radix.Root open onOpenChange={(open) => navigationStore.setState({ paletteOpen: open })}>
      <Radix.Portal>
        <div className={styles.scrim} aria-hidden="true" />
        <Radix.Content className={styles.panel} aria-describedby={undefined}>
          <Radix.Title className={styles.title}>Command palette</Radix.Title>
          <Palette loop label="Command palette">
            <Palette.Input className={styles.input} placeholder="Type a command or a coin" />
            <Palette.List className={styles.list}>
              <Palette.Empty className={styles.empty}>Nothing matches.</Palette.Empty>
              {GROUPS.map((group) => (
                <Palette.Group key={group} heading={group} className={styles.group}>
                  {available
                    .filter((command) => command.group === group)
                    .map((command) => (
                      <Entry key={command.id} command={command} onRun={run} />
                    ))}
                </Palette.Group>
              ))}
              <Palette.Group heading="Holdings" className={styles.group}>
                {assets.map(({ id, code, name }) => (
                  <Palette.Item
                    key={id}
                    value={`${code} ${name} ${id}`}
                    className={styles.item}
                    onSelect={() => run(() => openHoldings({ asset: id }))}
                  >
                    <CoinIcon asset={id} code={code} size={16} />
                    <span>{code}</span>
                    <span className={styles.name}>{name === code ? '' : name}</span>
                  </Palette.Item>
                ))}
              </Palette.Group>
            </Palette.List>
          </Palette>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Entry({
  command,
  onRun,
}: {
  readonly command: Command;
  readonly onRun: (run: () => void) => void;
}) {
  return (
    <Palette.Item
      value={`${command.group} ${command.text}`}
      className={styles.item}
      onSelect={() => onRun(command.run)}
    >
      <span>{command.text}</span>
      {command.keys === undefined ? null : <kbd className={styles.keys}>{command.keys}</kbd>}
    </Palette.Item>
  );
}

export default CommandPalette;
