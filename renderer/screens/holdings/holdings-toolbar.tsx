import { Search, X } from 'lucide-react';
import { ACCOUNT_TYPES } from '../../../shared/portfolio/balance';
import { changeSettings } from '../../bridge/actions';
import { Button } from '../../components/button';
import { Checkbox, Select } from '../../components/field';
import { BALANCE_STATES, EMPTY_FILTER, isFiltering } from '../../stores/holdings-filter';
import { setFilter } from '../../stores/navigation-store';
import { useConnections, useNavigation, usePortfolio, useSettings } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import styles from './holdings-screen.module.css';
import { STATE_NAMES } from './price-words';

/** Search, filters and dust; a filter that came from elsewhere shows as a chip. */
export function HoldingsToolbar() {
  const filter = useNavigation((state) => state.filter);
  const venues = useConnections((state) => state.venues);
  const connections = useConnections((state) => state.connections);
  const hideDust = useSettings(({ settings }) => settings?.hideDust);
  const assetCode = usePortfolio((state) =>
    state.phase === 'ready' && filter.asset !== undefined
      ? (state.book.assets.get(filter.asset)?.code ?? filter.asset)
      : undefined,
  );
  const venueIds = [...new Set((connections ?? []).map(({ venue }) => venue))].sort();
  return (
    <div className={styles.toolbar} role="search">
      <label className={styles.search}>
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label="Search holdings"
          placeholder="Coin, venue or connection"
          value={filter.search}
          spellCheck={false}
          onChange={(event) => setFilter({ search: event.currentTarget.value })}
        />
      </label>
      <Select
        label="Venue"
        value={filter.venue ?? ''}
        onChange={(event) => setFilter({ venue: event.currentTarget.value || undefined })}
      >
        <option value="">All venues</option>
        {venueIds.map((venue) => (
          <option key={venue} value={venue}>
            {venueName(venue, venues)}
          </option>
        ))}
      </Select>
      <Select
        label="Account type"
        value={filter.accountType ?? ''}
        onChange={(event) =>
          setFilter({
            accountType: ACCOUNT_TYPES.find((one) => one === event.currentTarget.value),
          })
        }
      >
        <option value="">All account types</option>
        {ACCOUNT_TYPES.map((accountType) => (
          <option key={accountType} value={accountType}>
            {ACCOUNT_TYPE_NAMES[accountType]}
          </option>
        ))}
      </Select>
      <Select
        label="State"
        value={filter.state ?? ''}
        onChange={(event) =>
          setFilter({ state: BALANCE_STATES.find((one) => one === event.currentTarget.value) })
        }
      >
        <option value="">All states</option>
        {BALANCE_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_NAMES[state]}
          </option>
        ))}
      </Select>
      {assetCode === undefined ? null : (
        <button
          type="button"
          className={styles.chip}
          aria-label={`Remove the filter ${assetCode}`}
          onClick={() => setFilter({ asset: undefined })}
        >
          {assetCode} <X aria-hidden="true" />
        </button>
      )}
      {isFiltering(filter) ? (
        <Button look="quiet" onClick={() => setFilter(EMPTY_FILTER)}>
          Clear
        </Button>
      ) : null}
      <span className={styles.gap} />
      {hideDust === undefined ? null : (
        <Checkbox
          checked={hideDust}
          onChange={(checked) => void changeSettings({ hideDust: checked })}
        >
          Hide dust
        </Checkbox>
      )}
    </div>
  );
}
