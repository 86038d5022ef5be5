import type { PortolanBridge } from '../../shared/ipc/contract';

/** Calls to main and events from it. The only reader of `window.portolan`. */
export function bridge(): PortolanBridge {
  return window.portolan;
}
