import type { PortolanBridge } from '../shared/contract/contract';

declare global {
  interface Window {
    /** Exposed by the preload; only bridge/ reads it. */
    readonly portolan: PortolanBridge;
  }
}
