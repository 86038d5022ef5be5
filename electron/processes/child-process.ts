import type { ChannelPort } from '../../shared/channel/port';

/** A process of our own that was started, whatever started it, as its parent sees it. */
export interface ChildProcessPort extends ChannelPort {
  /** Ends it at once, however busy it is. */
  kill(): void;
}
