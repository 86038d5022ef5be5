import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request needs to know of the reading it belongs to, through all of ccxt's layers. */
interface CallContext {
  readonly signal: AbortSignal;
}

const storage = new AsyncLocalStorage<CallContext>();

/** Runs so that every request made meanwhile ends when the signal does. */
export function withSignal<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  return storage.run({ signal }, run);
}

export function currentSignal(): AbortSignal | undefined {
  return storage.getStore()?.signal;
}

/** Runs for several readings at once: none of them can end it for the others. */
export function withoutSignal<T>(run: () => Promise<T>): Promise<T> {
  return storage.exit(run);
}
