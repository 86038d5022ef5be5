import { useMemo } from 'react';
import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';
import type { AccountName, ConnectionName, NamedAccount } from '../../charts/step-words';
import { useConnections } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';

export interface StepNames {
  /** `Kraken`; `Kraken (Savings)` where there are several of the venue. */
  readonly connectionName: ConnectionName;
  /** `Kraken (Main), Spot`. */
  readonly accountName: AccountName;
}

/** How connections and their accounts are called where something happened to them, also those that are gone. */
export function stepNames(
  connections: readonly Connection[] = [],
  venues: readonly VenueInfo[] = [],
): StepNames {
  const ofVenue = (venue: string) => connections.filter((one) => one.venue === venue);
  /** What tells it from others of its venue; nothing where none is there to be told from. */
  const distinctionOf = ({ venue, connectionId }: NamedAccount): string | undefined => {
    const all = ofVenue(venue);
    const own = all.find(({ id }) => id === connectionId);
    if (own === undefined) return all.length === 0 ? undefined : 'removed';
    const alike = all
      .filter(({ label }) => label === own.label)
      .sort((one, other) => one.createdAt - other.createdAt);
    return alike.length === 1 ? own.label : `${own.label}, no. ${alike.indexOf(own) + 1}`;
  };
  const nameWithLabel = (account: NamedAccount, label: string | undefined): string => {
    const name = venueName(account.venue, venues);
    return label === undefined || label === name ? name : `${name} (${label})`;
  };
  return {
    connectionName: (account) => {
      const [first, ...others] = ofVenue(account.venue);
      const isAlone = others.length === 0 && first?.id === account.connectionId;
      return nameWithLabel(account, isAlone ? undefined : distinctionOf(account));
    },
    accountName: (account) => {
      const name = nameWithLabel(account, distinctionOf(account));
      return account.accountType === 'manual'
        ? name
        : `${name}, ${ACCOUNT_TYPE_NAMES[account.accountType]}`;
    },
  };
}

export function useStepNames(): StepNames {
  const connections = useConnections((state) => state.connections);
  const venues = useConnections((state) => state.venues);
  return useMemo(() => stepNames(connections, venues), [connections, venues]);
}
