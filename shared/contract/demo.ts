import { call, nothing } from './call';

export const demoCalls = {
  /** Starts the simulated venues and connects to them. */
  startDemo: call(nothing).returns<void>(),
  /** Removes what the demo connected and recorded, and stops its venues. */
  removeDemo: call(nothing).returns<void>(),
} as const;
