import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';
import { openConnections, openHoldings, startAdding } from '../../stores/navigation-store';
import type { PortfolioBook } from '../../stores/portfolio-book';
import { venueName } from '../names';
import { COMMANDS, type Command } from './commands';
import type { Findable } from './palette-search';

/** What a line of the palette leads to, in the order in which equals are given. */
export const KINDS = ['Holdings', 'Go to', 'Portfolio', 'View', 'Demo', 'Connections'] as const;
export type EntryKind = (typeof KINDS)[number];

/** A line of the palette. */
export interface PaletteEntry extends Findable {
  readonly id: string;
  readonly kind: EntryKind;
  readonly text: string;
  /** What stands beside it, in fainter letters. */
  readonly note?: string;
  readonly keys?: string;
  /** The asset, or the venue, whose picture stands before it. */
  readonly picture?: { readonly asset: string } | { readonly venue: string };
  readonly run: () => void;
}

export interface PaletteSources {
  readonly book: PortfolioBook | undefined;
  readonly connections: readonly Connection[];
  readonly venues: readonly VenueInfo[];
}

/** Everything that can be gone to or done: assets, screens, actions, connections, venues. */
export function paletteEntries(sources: PaletteSources): readonly PaletteEntry[] {
  return [
    ...assetEntries(sources.book),
    ...COMMANDS.filter((command) => command.available?.() !== false).map(commandEntry),
    ...connectionEntries(sources),
    ...venueEntries(sources),
  ];
}

function assetEntries(book: PortfolioBook | undefined): readonly PaletteEntry[] {
  return [...(book?.buckets.keys() ?? [])].map((id) => {
    const asset = book?.assets.get(id);
    const [code, name] = [asset?.code ?? id, asset?.name ?? id];
    return {
      id: `asset ${id}`,
      kind: 'Holdings',
      code,
      words: `${name} ${id}`,
      text: code,
      ...(name === code ? {} : { note: name }),
      picture: { asset: id },
      run: () => openHoldings({ asset: id }),
    };
  });
}

function commandEntry({ id, group, text, keys, run }: Command): PaletteEntry {
  return {
    id,
    kind: group,
    code: text,
    words: `${group} ${text}`,
    text,
    ...(keys === undefined ? {} : { keys }),
    run,
  };
}

function connectionEntries({ connections, venues }: PaletteSources): readonly PaletteEntry[] {
  return connections.map(({ id, label, venue }) => ({
    id: `connection ${id}`,
    kind: 'Connections',
    code: label,
    words: `${venueName(venue, venues)} connection`,
    text: label,
    note: `${venueName(venue, venues)}: its accounts`,
    picture: { venue },
    run: () => openConnections(id),
  }));
}

/** What is held at a venue, and the form for another key there. */
function venueEntries({ connections, venues }: PaletteSources): readonly PaletteEntry[] {
  const connected = [...new Set(connections.map(({ venue }) => venue))];
  return [
    ...connected.map((id): PaletteEntry => {
      const name = venueName(id, venues);
      return {
        id: `held ${id}`,
        kind: 'Holdings',
        code: name,
        words: `Holdings at ${name} venue`,
        text: name,
        note: 'what is held there',
        picture: { venue: id },
        run: () => openHoldings({ venue: id }),
      };
    }),
    ...venues
      .filter(({ kind }) => kind === 'exchange')
      .map(({ id, name }): PaletteEntry => ({
        id: `connect ${id}`,
        kind: 'Connections',
        code: `Connect ${name}`,
        words: `${name} ${id} exchange venue`,
        text: `Connect ${name}`,
        picture: { venue: id },
        run: () => startAdding('exchange', id),
      })),
  ];
}
