import type { PortolanBridge } from '../../shared/contract/contract';

declare global {
  interface Window {
    readonly portolan: PortolanBridge;
  }
}
