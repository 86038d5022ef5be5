import { call, nothing } from './call';

export const demoCalls = {
  startDemo: call(nothing).returns<void>(),
  removeDemo: call(nothing).returns<void>(),
} as const;
