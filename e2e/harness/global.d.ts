import type { PortolanBridge } from '../../shared/ipc/contract';

declare global {
  interface Window {
    readonly portolan: PortolanBridge;
  }
}
