import type { CallInput } from '../../shared/contract/contract';
import type { Failure, Result } from '../../shared/base/failure';
import type { RecordsPatch } from '../../shared/records/records-view';
import { createBooksFeed, createTermsFeed, type FeedClock } from '../stores/rebalance-feeds';
import { rebalanceStore } from '../stores/rebalance-store';
import { raiseNotice } from '../stores/notices-store';
import { portfolioStore } from '../stores/live';
import { recordsStore } from '../stores/records-store';
import { settingsStore } from '../stores/settings-store';
import { statusStore } from '../stores/status-store';
import { createTicketKeeper } from '../stores/ticket-keeper';
import { showFailure } from './actions';
import { bridge } from './client';
import { takenRecords } from './records-calls';

const clock: FeedClock = {
  now: Date.now,
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** What the venues say of trading, kept fresh while the screen is open. */
export const termsFeed = createTermsFeed({
  fetch: (assets) => bridge().call.getRebalanceTerms({ assets: [...assets] }),
  tell: (terms) => rebalanceStore.setState({ terms }),
  clock,
});

export const booksFeed = createBooksFeed({
  fetch: (markets) =>
    bridge().call.getOrderBooks({
      markets: markets.map(({ venue, symbol }) => ({ venue, symbol })),
    }),
  tell: (books) => rebalanceStore.setState({ books }),
  clock,
});

/** Keeps tickets over a restart; see {@link createTicketKeeper}. */
export const startTicketKeeper = createTicketKeeper({
  stored: () => {
    const { state, records } = recordsStore.getState();
    return state === 'known' ? records['rebalance-ticket'] : undefined;
  },
  onStored: (listener) => recordsStore.subscribe(listener),
  keep: async (ticket) => (await showFailure(takenRecords(bridge().call.keepTicket(ticket)))).ok,
  forget: async (ids) =>
    (await showFailure(takenRecords(bridge().call.forgetTickets({ ids: [...ids] })))).ok,
  onForgotten: (names) =>
    raiseNotice({ id: 'tickets-forgotten', level: 'info', text: forgottenWords(names) }),
  now: () => (isTimeKnown() ? Date.now() : undefined),
  onTimeKnown: (listener) => {
    const stops = [portfolioStore.subscribe(listener), statusStore.subscribe(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});

/** By the time everything has answered, main has compared the clocks. */
function isTimeKnown(): boolean {
  const portfolio = portfolioStore.getState();
  const { status } = statusStore.getState();
  return (
    portfolio.phase === 'ready' &&
    portfolio.settled &&
    status !== undefined &&
    status.clock === undefined
  );
}

function forgottenWords(names: readonly string[]): string {
  const list = new Intl.ListFormat('en').format(names);
  return names.length === 1
    ? `The rebalancing ticket for ${list} was opened more than 7 days ago and has been forgotten.`
    : `The rebalancing tickets for ${list} were opened more than 7 days ago and have been forgotten.`;
}

/** Answers what is wrong with the targets, if anything is. */
export async function saveTargets(set: CallInput<'saveTargetSet'>): Promise<Failure | undefined> {
  return failureOf(await takenRecords(bridge().call.saveTargetSet(set)));
}

export async function removeTargets(id: string): Promise<void> {
  await showFailure(takenRecords(bridge().call.removeTargetSet({ id })));
}

export async function selectTargets(id: string): Promise<void> {
  const result = await showFailure(bridge().call.selectTargetSet({ id }));
  if (result.ok) settingsStore.setState(result.value);
}

/** Opens the venue's page of a pair in the browser. */
export async function openTradePage(venue: string, symbol: string): Promise<void> {
  await showFailure(bridge().call.openTradePage({ venue, symbol }));
}

function failureOf(result: Result<RecordsPatch>): Failure | undefined {
  return result.ok ? undefined : result.failure;
}
