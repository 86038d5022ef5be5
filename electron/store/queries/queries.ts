/**
 * Every read of the database, a line each. The process that answers, the client in main and their types follow
 * from this list.
 */
export { connections } from './connections';
export { settings } from './settings';
export { records } from './records';
export { totals } from './totals';
export { firstPointAt } from './first-point-at';
