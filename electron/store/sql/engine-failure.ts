import { sqlState } from './sql-engine';

/**
 * What an error says about the engine rather than about the statement that met it:
 * `resources`: no room on the disk or in memory; the same statement succeeds once there is room again.
 * `busy`: others were in its way; the same statement succeeds another time.
 * `denied`: it does not let us do what every entry needs, whatever the entry says.
 * `damaged`: its files are not what it wrote.
 * `gone`: it answers nothing any more.
 */
export type EngineFailure = 'resources' | 'busy' | 'denied' | 'damaged' | 'gone';

/** SQLSTATE classes (PostgreSQL manual, appendix A) of failures that are not the statement's own. */
const BY_CLASS: Readonly<Record<string, EngineFailure>> = {
  '53': 'resources', // insufficient resources: 53100 disk full, 53200 out of memory
  '58': 'resources', // system error: 58030 input or output error
  '57': 'gone', // operator intervention: shutdown, crash
  '08': 'gone', // connection
  '40': 'busy', // rolled back: 40001 serialization failure, 40P01 deadlock
  '55': 'busy', // not in the state that is needed: 55P03 lock not available
  '25': 'denied', // transaction state: 25006 read only, as a server that stands by
  '28': 'denied', // authorization: a password that was changed
};
const BY_STATE: Readonly<Record<string, EngineFailure>> = {
  XX001: 'damaged', // data corrupted
  XX002: 'damaged', // index corrupted
  '42501': 'denied', // insufficient privilege
};
/** What the network and TLS say, by the codes of Node: they come instead of a SQLSTATE. */
const UNREACHABLE =
  /^(E(CONN(RESET|REFUSED|ABORTED)|PIPE|TIMEDOUT|HOST(UNREACH|DOWN)|NET(UNREACH|DOWN|RESET)|NOTFOUND|AI_AGAIN)$|ERR_(TLS|SSL|SOCKET)_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;
/** Messages of a client whose connection ended without any code. */
const CUT = /connection terminated|timeout expired|read timeout/i;
/** Messages of file system errors that reach us without a state of their own. */
const NO_ROOM = /\bENOSPC\b|\bEDQUOT\b|\bEROFS\b|\bEIO\b|no space left on device/i;

/** Judges an error by its SQLSTATE, or by what the network says; `undefined` when it says nothing against the engine. */
export function engineFailure(error: unknown): EngineFailure | undefined {
  const state = sqlState(error);
  if (error instanceof Error && NO_ROOM.test(`${state ?? ''} ${error.message}`)) return 'resources';
  if (state === undefined)
    return error instanceof Error && CUT.test(error.message) ? 'gone' : undefined;
  if (UNREACHABLE.test(state)) return 'gone';
  return BY_STATE[state] ?? BY_CLASS[state.slice(0, 2)];
}
