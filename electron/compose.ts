import { closeServices } from './close-services';
import { closeInTime } from './desktop/graceful-quit';
import { eraseEverything } from './engine/application/eraser';
import { lookForLatePoints } from './engine/clock/recorded-too-late';
import { tellOfDatabase } from './engine/history/database-trouble-watch';
import type { SnapshotWriter } from './engine/history/snapshot-writer';
import { publishPatches } from './engine/portfolio/patch-publisher';
import { reportWarnings } from './engine/portfolio/portfolio-report';
import { followChanges } from './follow-changes';
import { createHandlers } from './handlers';
import type { Portolan, Surroundings } from './surroundings';
import { composeRooms } from './compose-rooms';

/** Joins the rooms, and binds the contract to them. */
export function compose(surroundings: Surroundings): Portolan {
  const { info, publish } = surroundings;
  const rooms = composeRooms(surroundings);
  const { clock, clockWatch, history, keychain, watch, inDoubt, settings } = rooms;
  const { portfolio, gateway, notices, prices, connections, collector, crossChecker } = rooms;
  const { writer, demo, capWatch, driftWatch, chains, cacheWriter, opening, status } = rooms;
  const stopPublishing = publishPatches(portfolio, clock, (patch) =>
    publish('portfolioChanged', patch),
  );
  history.onStatus(() => status.changed());
  lookForLatePoints(rooms);
  tellOfDatabase(history, (level, text) => notices.raise(level, text));
  followChanges({ ...rooms, publish, applySettings: surroundings.applySettings });
  surroundings.applySettings(settings.current);
  restore(surroundings, writer);
  const close = once(() => {
    stopPublishing();
    return closeServices({
      ...{ portfolio, writer, cacheWriter },
      watches: [
        rooms.worker,
        status,
        watch,
        clockWatch,
        capWatch,
        driftWatch,
        crossChecker,
        chains,
      ],
      readers: [collector, prices],
      // The wallets are read no more by then.
      stores: [gateway, demo, history, { close: rooms.walletsWritten }],
    });
  });
  const handlers = createHandlers({
    ...rooms,
    ...{ info, keychain: watch, now: clock.now, isDemo: () => connections.hasDemo },
    eraseEverything: () =>
      eraseEverything({
        ...{ connections, inDoubt, keychain, mark: surroundings.markErasing },
        stop: () => closeInTime(close),
        deleteFiles: surroundings.eraseFiles,
      }),
    awaitConnections: surroundings.cached === undefined && surroundings.hasHistory,
    saveText: surroundings.saveText,
    openPage: surroundings.openPage,
    onPainted: surroundings.onPainted,
  });

  return {
    ...{ portfolio, connections, demo, handlers, close },
    priceFailures: () => prices.status().failures,
    warnings: () => reportWarnings(status.current(), notices.raised),
    start: async () => {
      void surroundings.firstPaint.then(() => watch.check());
      return opening.open();
    },
  };
}

/** However often it is asked for: what was erased must not be written again. */
function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}

/** A broken cache costs the first paint, never the start. */
function restore({ cached, log }: Surroundings, writer: SnapshotWriter): void {
  if (cached === undefined || cached.connections.length === 0) return;
  try {
    writer.goOnFrom(cached.portfolio);
  } catch (error) {
    log.error('the cached portfolio could not be used', error);
  }
}
