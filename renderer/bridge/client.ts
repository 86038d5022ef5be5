import type { PortolanBridge } from '../../shared/contract/contract';

/** Calls to main and events from it. The only reader of `window.portolan`. */
export function bridge(): PortolanBridge {
  return window.portolan;
}
