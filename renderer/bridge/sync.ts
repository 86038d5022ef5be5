import type { PortolanBridge } from '../../shared/contract/contract';
import { failure, type Result } from '../../shared/base/failure';
import { failureText } from '../../shared/base/sentences';
import { connectionsStore } from '../stores/connections-store';
import { portfolioStore } from '../stores/live';
import { isView, navigationStore } from '../stores/navigation-store';
import { raiseNotice } from '../stores/notices-store';
import {
  startPortfolioSync,
  type FrameScheduler,
  type PortfolioSync,
} from '../stores/portfolio-sync';
import { settingsStore } from '../stores/settings-store';
import { statusStore } from '../stores/status-store';
import { refetchHistory } from './history-feed';
import { loadRecords, takeRecords } from './records-calls';
import { holdPainting, startPaintReports } from './paint-report';

/** Longest that a change waits while no frames are drawn, as for a window out of sight. */
const WITHOUT_FRAMES_MS = 100;

/** Longest that the page stays blank while there is nothing to draw. */
const WITHOUT_ANSWERS_MS = 80;

const FONT = '13px "Inter Variable"';

/** Before the next frame, or after a while without one. */
const beforeNextFrame: FrameScheduler = (task) => {
  const run = () => {
    cancel();
    task();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, WITHOUT_FRAMES_MS);
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return cancel;
};

export interface Sync extends PortfolioSync {
  /** When there is something to draw: the portfolio and the settings, or a while without them. */
  readonly ready: Promise<void>;
}

/** Fills the stores from main and keeps them so; answers the stop. */
export function startSync(portolan: PortolanBridge): Sync {
  const { call, on } = portolan;
  const stops = [
    on.statusChanged((status) => statusStore.setState({ status })),
    on.connectionsChanged((connections) => {
      connectionsStore.setState({ connections });
      void call.getAppInfo().then((result) => {
        if (result.ok) statusStore.setState({ app: result.value });
      });
    }),
    on.settingsChanged((understood) => settingsStore.setState(understood)),
    on.recordsChanged(takeRecords),
    on.historyChanged(() => refetchHistory()),
    on.noticeRaised(raiseNotice),
  ];
  const sync = startPortfolioSync({
    store: portfolioStore,
    fetchState: () => asFailure(call.getPortfolio()),
    onPatch: on.portfolioChanged,
    schedule: beforeNextFrame,
  });
  stops.push(
    sync.stop,
    startPaintReports(portfolioStore, settingsStore, (painted) => void call.reportPainted(painted)),
  );
  const release = holdPainting();
  void Promise.allSettled([readOnce(portolan), document.fonts.load(FONT)]).then(release);
  return {
    ready: firstAnswers(),
    resync: sync.resync,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/**
 * Main answers both within milliseconds, so the first frame can be the portfolio: drawing its empty places
 * before would only keep it waiting.
 */
function firstAnswers(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { phase } = portfolioStore.getState();
      if (phase !== 'loading' && settingsStore.getState().settings !== undefined) finish();
    };
    const finish = () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(finish, WITHOUT_ANSWERS_MS);
    const stops = [portfolioStore.subscribe(look), settingsStore.subscribe(look)];
  });
}

async function readOnce({ call }: PortolanBridge): Promise<void> {
  await Promise.all([
    take(call.getSettings(), (understood) => settingsStore.setState(understood)),
    loadRecords(call),
    take(call.listConnections(), (connections) => connectionsStore.setState({ connections })),
    take(call.getNotices(), (notices) => notices.forEach(raiseNotice)),
    take(call.getStatus(), (status) => statusStore.setState({ status })),
    take(call.getAppInfo(), (app) => {
      statusStore.setState({ app });
      if (isView(app.initialView)) navigationStore.setState({ view: app.initialView });
    }),
  ]);
  await take(call.listVenues(), (venues) => connectionsStore.setState({ venues }));
}

async function take<T>(answer: Promise<Result<T>>, give: (value: T) => void): Promise<void> {
  const result = await asFailure(answer);
  if (result.ok) give(result.value);
  else raiseNotice({ id: 'start', level: 'error', text: failureText(result.failure) });
}

/** A call that could not even be made is a failure like another. */
function asFailure<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  return answer.catch(() => ({
    ok: false,
    failure: failure('internal', 'The app did not answer its own window.'),
  }));
}
