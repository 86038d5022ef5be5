import { Command as Palette } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useMemo, useState } from 'react';
import { CoinIcon } from '../../components/coin-icon';
import { OVERLAY, placeNow, returnTo } from '../../components/focus-place';
import { VenueMark } from '../../components/venue-mark';
import { navigationStore, setPaletteOpen } from '../../stores/navigation-store';
import { useConnections, usePortfolio } from '../../stores/use-stores';
import styles from './command-palette.module.css';
import { KINDS, paletteEntries, type PaletteEntry } from './palette-entries';
import { searchItems } from './palette-search';

const NOTHING: readonly never[] = [];
/** More than anybody looks through; typing another letter narrows it. */
const MOST_FOUND = 60;
/** Groups that are shown before anything is typed; all else is found by typing. */
const AT_FIRST: readonly PaletteEntry['kind'][] = ['Go to', 'Portfolio', 'View', 'Demo'];

/** Every action, asset, connection and venue, by typing: the best match is chosen, Enter takes it. */
function CommandPalette() {
  const [place] = useState(placeNow);
  const book = usePortfolio((state) => (state.phase === 'ready' ? state.book : undefined));
  const connections = useConnections((state) => state.connections ?? NOTHING);
  const venues = useConnections((state) => state.venues ?? NOTHING);
  const entries = useMemo(
    () => paletteEntries({ book, connections, venues }),
    [book, connections, venues],
  );
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const isSearching = typed.trim() !== '';
  const matches = isSearching ? searchItems(entries, typed, MOST_FOUND) : [];
  const run = (command: () => void) => {
    setPaletteOpen(false);
    command();
  };
  return (
    <Radix.Root open onOpenChange={(open) => navigationStore.setState({ paletteOpen: open })}>
      <Radix.Portal>
        <div className={styles.scrim} aria-hidden="true" />
        <Radix.Content
          className={styles.panel}
          aria-describedby={undefined}
          {...{ [OVERLAY]: '' }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnTo(place);
          }}
        >
          <Radix.Title className={styles.title}>Command palette</Radix.Title>
          <Palette
            loop
            label="Command palette"
            shouldFilter={false}
            value={chosen}
            onValueChange={setChosen}
          >
            <Palette.Input
              className={styles.input}
              placeholder="Type a command, a coin or a venue"
              value={typed}
              onValueChange={(text) => {
                setTyped(text);
                setChosen(bestOf(entries, text)?.id ?? '');
              }}
            />
            <Palette.List className={styles.list}>
              <Palette.Empty className={styles.empty}>Nothing matches.</Palette.Empty>
              {isSearching
                ? matches.map((entry) => (
                    <Entry key={entry.id} entry={entry} onRun={run} withKind />
                  ))
                : KINDS.filter((kind) => AT_FIRST.includes(kind)).map((kind) => (
                    <Palette.Group key={kind} heading={kind} className={styles.group}>
                      {entries
                        .filter((entry) => entry.kind === kind)
                        .map((entry) => (
                          <Entry key={entry.id} entry={entry} onRun={run} />
                        ))}
                    </Palette.Group>
                  ))}
            </Palette.List>
          </Palette>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function bestOf(entries: readonly PaletteEntry[], typed: string): PaletteEntry | undefined {
  return typed.trim() === ''
    ? entries.find(({ kind }) => AT_FIRST.includes(kind))
    : searchItems(entries, typed, 1)[0];
}

function Entry({
  entry,
  onRun,
  withKind = false,
}: {
  readonly entry: PaletteEntry;
  readonly onRun: (run: () => void) => void;
  readonly withKind?: boolean;
}) {
  const { id, kind, text, note, keys, picture, run } = entry;
  return (
    <Palette.Item value={id} className={styles.item} onSelect={() => onRun(run)}>
      {picture === undefined ? null : 'asset' in picture ? (
        <CoinIcon asset={picture.asset} code={text} size={16} />
      ) : (
        <VenueMark venue={picture.venue} size={16} />
      )}
      <span>{text}</span>
      {note === undefined ? null : <span className={styles.name}>{note}</span>}
      <span className={styles.end}>
        {withKind ? <span>{kind}</span> : null}
        {keys === undefined ? null : <kbd className={styles.keys}>{keys}</kbd>}
      </span>
    </Palette.Item>
  );
}

export default CommandPalette;
