import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly } from '../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  countOf,
  entryOf,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../reading/shape';
import { readParts } from '../common/parts';
import type { AccountContents, VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { readEarn } from './earn';
import { info, ownInfo } from './info';
import { USDC_INDEX, codeOfIndex, perpetualCoin, rowCode, tokenNames } from './tokens';

const MODES: Readonly<Record<string, 'pooled' | 'apart'>> = {
  unifiedAccount: 'pooled',
  portfolioMargin: 'pooled',
  default: 'apart',
  disabled: 'apart',
  dexAbstraction: 'apart',
};

/** The states of all perpetual dexes of the account, by name; the main one has none. */
type DexStates = readonly (readonly [dex: string, state: Row | VenueFailure])[];

/** @throws VenueFailure where there is none */
function stateOf(answer: Row | VenueFailure): Row {
  if (answer instanceof VenueFailure) throw answer;
  return answer;
}

/**
 * Hyperliquid's accounts of one address. In the modes that pool margin, spot holds everything: its USDC
 * contains the equity of all positions, which `hold` repeats, so that the perpetual dexes' own values
 * must not be added. In the others each dex and spot keep their own.
 * https://hyperliquid.gitbook.io/hyperliquid-docs/trading/account-abstraction-modes
 */
export async function hyperliquidAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  await checkRole(venue);
  const mode = await modeOf(venue);
  const account = new HyperliquidAccount(venue, mode);
  const positions = (accountType: AccountType) => ({
    source: 'POST /info clearinghouseState of every dex',
    read: () => account.positions(accountType),
  });
  const earn = {
    accountType: 'earn',
    source: 'POST /info userVaultEquities, delegatorSummary',
    read: () => readEarn(venue),
  } as const;
  if (mode === 'pooled')
    return {
      readers: [
        {
          accountType: 'unified',
          source: 'POST /info spotClearinghouseState',
          read: () => account.pooled(),
          positions: positions('unified'),
        },
        earn,
      ],
      streams: [],
    };
  return {
    readers: [
      {
        accountType: 'spot',
        source: 'POST /info spotClearinghouseState',
        read: () => account.spot(),
      },
      {
        accountType: 'futures',
        source: 'POST /info clearinghouseState of every dex',
        read: () => account.futures(),
        positions: positions('futures'),
      },
      earn,
    ],
    streams: [],
  };
}

/** An address that has no account, or only signs for one, would read as an empty account. */
async function checkRole(venue: VenueCalls): Promise<void> {
  const role = textOf(asRow(await ownInfo(venue, 'userRole'), 'userRole'), 'role');
  if (role === 'agent')
    throw new VenueFailure('invalid-input', 'it is the address of an API wallet', {
      hint: 'An API wallet holds nothing. Enter the address of the account that it signs for.',
    });
  if (role === 'missing')
    throw new VenueFailure('not-found', 'no account has this address', {
      hint: 'Check the address. A new account is there after its first deposit.',
    });
}

/** How balances are kept. The answer is one JSON string, which ccxt hands on as it came. */
async function modeOf(venue: VenueCalls): Promise<'pooled' | 'apart'> {
  const answer = await ownInfo(venue, 'userAbstraction');
  const mode = typeof answer === 'string' ? entryOf(MODES, answer.replaceAll('"', '')) : undefined;
  if (mode === undefined)
    throw new VenueFailure('bad-response', 'the mode of the account is not known');
  return mode;
}

class HyperliquidAccount {
  private readonly collaterals = new Map<string, string>([['', 'USDC']]);

  constructor(
    private readonly venue: VenueCalls,
    private readonly mode: 'pooled' | 'apart',
  ) {}

  async pooled(): Promise<VenueBalance[]> {
    const balances = await this.spotRows('unified');
    return heldOnly(
      balances.map((row) => {
        const [total, hold] = [amountOf(row, 'total'), amountOf(row, 'hold')];
        // Under portfolio margin the total is what remains after a loan of the coin.
        const borrowed = optionalAmountOf(row, 'borrowed').abs();
        const holding = { accountType: 'unified', code: rowCode(row) } as const;
        return equityBalance(holding, total.plus(borrowed), total.minus(hold), borrowed);
      }),
    );
  }

  async spot(): Promise<VenueBalance[]> {
    const balances = await this.spotRows('spot');
    return heldOnly(
      balances.map((row) => {
        const hold = amountOf(row, 'hold');
        const holding = { accountType: 'spot', code: rowCode(row) } as const;
        return heldBalance(holding, amountOf(row, 'total').minus(hold), hold);
      }),
    );
  }

  async futures(): Promise<AccountContents> {
    const [states] = await Promise.all([this.dexStates('balances'), this.checkMode('futures')]);
    return readParts(
      states.map(([dex, state]) => ({
        name: dex === '' ? 'the main dex' : `the dex ${dex}`,
        holds: { subaccounts: [dex] },
        read: () => this.dexBalances(dex, state),
      })),
    );
  }

  private async dexBalances(dex: string, answer: Row | VenueFailure): Promise<VenueBalance[]> {
    const state = stateOf(answer);
    const equity = amountOf(asRow(state['marginSummary'], 'marginSummary'), 'accountValue');
    if (equity.isZero()) return [];
    const code = await this.collateralOf(dex);
    const subaccount = dex === '' ? {} : { subaccount: dex };
    const holding = { accountType: 'futures', code, ...subaccount } as const;
    return [equityBalance(holding, equity, amountOf(state, 'withdrawable'))];
  }

  async positions(accountType: AccountType): Promise<VenuePosition[]> {
    const states = await this.dexStates('positions');
    return states.flatMap(([dex, state]) =>
      asRows(stateOf(state)['assetPositions'], 'assetPositions').flatMap((row): VenuePosition[] => {
        const position = asRow(row['position'], 'position');
        const market = textOf(position, 'coin');
        const size = amountOf(position, 'szi');
        if (size.isZero()) return [];
        const subaccount = dex === '' ? {} : { subaccount: dex };
        const coin = perpetualCoin(market, size);
        return [{ accountType, ...subaccount, market, kind: 'perpetual', ...coin }];
      }),
    );
  }

  private async spotRows(reader: 'unified' | 'spot'): Promise<readonly Row[]> {
    const [answer] = await Promise.all([
      ownInfo(this.venue, 'spotClearinghouseState'),
      this.checkMode(reader),
    ]);
    const state = asRow(answer, 'spotClearinghouseState');
    // Only pooled accounts have it: with it, the equity of the dexes is in these balances already.
    const pool: unknown = state['tokenToAvailableAfterMaintenance'];
    if (this.mode === 'apart' && Array.isArray(pool) && pool.length > 0) throw modeChanged();
    return asRows(state['balances'], 'balances');
  }

  /** Every dex has a state of its own; one that is missing would be money that is missing. */
  private dexStates(reader: 'balances' | 'positions'): Promise<DexStates> {
    return this.venue.shared('dexes', reader, async () => {
      const names = await this.dexNames();
      return Promise.all(
        names.map(async (dex) => {
          const params: Record<string, string> = dex === '' ? {} : { dex };
          try {
            const state = await ownInfo(this.venue, 'clearinghouseState', params);
            return [dex, asRow(state, 'clearinghouseState')] as const;
          } catch (error) {
            if (!(error instanceof VenueFailure)) throw error;
            return [dex, error] as const;
          }
        }),
      );
    });
  }

  private async dexNames(): Promise<readonly string[]> {
    const answer = await info(this.venue, 'perpDexs');
    // The main dex comes first, as `null`.
    if (!Array.isArray(answer) || answer[0] !== null)
      throw new VenueFailure('bad-response', '"perpDexs" was not as documented');
    return ['', ...asRows(answer.slice(1), 'perpDexs').map((row) => textOf(row, 'name'))];
  }

  /** What the equity of a dex is in; a dex cannot change it. */
  private async collateralOf(dex: string): Promise<string> {
    const known = this.collaterals.get(dex);
    if (known !== undefined) return known;
    const [meta, spot] = await Promise.all([
      info(this.venue, 'meta', { dex }),
      info(this.venue, 'spotMeta'),
    ]);
    const index = countOf(asRow(meta, 'meta'), 'collateralToken');
    const code = index === USDC_INDEX ? 'USDC' : codeOfIndex(tokenNames(spot), index);
    this.collaterals.set(dex, code);
    return code;
  }

  /** An account that was pooled since it was connected would be counted twice. */
  private async checkMode(reader: AccountType): Promise<void> {
    const mode = await this.venue.shared('mode', reader, () => modeOf(this.venue));
    if (mode !== this.mode) throw modeChanged();
  }
}

function modeChanged(): VenueFailure {
  return new VenueFailure('bad-response', 'the mode of the account has changed', {
    hint: 'Disable this connection and enable it again.',
  });
}
