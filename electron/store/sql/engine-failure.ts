import { sqlState } from './sql-engine';

/**
 * What an error says about the engine rather than about the statement that met it:
 * `resources`: no room on the disk or in memory; the same statement succeeds once there is room again.
 * `damaged`: its files are not what it wrote.
 * `gone`: it answers nothing any more.
 */
export type EngineFailure = 'resources' | 'damaged' | 'gone';

/** SQLSTATE classes (PostgreSQL manual, appendix A) of failures that are not the statement's own. */
const BY_CLASS: Readonly<Record<string, EngineFailure>> = {
  '53': 'resources', // insufficient resources: 53100 disk full, 53200 out of memory
  '58': 'resources', // system error: 58030 input or output error
  '57': 'gone', // operator intervention: shutdown, crash
  '08': 'gone', // connection
};
const BY_STATE: Readonly<Record<string, EngineFailure>> = {
  XX001: 'damaged', // data corrupted
  XX002: 'damaged', // index corrupted
};
/** Messages of file system errors that reach us without a state of their own. */
const NO_ROOM = /\bENOSPC\b|\bEDQUOT\b|\bEROFS\b|\bEIO\b|no space left on device/i;

/** Judges an error by its SQLSTATE; `undefined` when it says nothing against the engine. */
export function engineFailure(error: unknown): EngineFailure | undefined {
  const state = sqlState(error);
  if (error instanceof Error && NO_ROOM.test(`${state ?? ''} ${error.message}`)) return 'resources';
  if (state === undefined) return undefined;
  return BY_STATE[state] ?? BY_CLASS[state.slice(0, 2)];
}
