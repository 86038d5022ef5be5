import { useMemo } from 'react';
import type { HistoryStep } from '../../../shared/history/series';
import type { AccountName, ConnectionName } from '../../charts/step-words';
import { useConnections } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';

/** How the accounts of steps are called, also those of connections that are gone: `Kraken (Main), Spot`. */
export function useStepNames(): {
  readonly connectionName: ConnectionName;
  readonly accountName: AccountName;
} {
  const connections = useConnections((state) => state.connections);
  const venues = useConnections((state) => state.venues);
  return useMemo(() => {
    const connectionName = ({ venue }: HistoryStep) => venueName(venue, venues);
    return {
      connectionName,
      accountName: (step) => {
        const label = connections?.find(({ id }) => id === step.connectionId)?.label;
        const name = connectionName(step);
        const named = label === undefined || label === name ? name : `${name} (${label})`;
        return step.accountType === 'manual'
          ? named
          : `${named}, ${ACCOUNT_TYPE_NAMES[step.accountType]}`;
      },
    };
  }, [connections, venues]);
}
