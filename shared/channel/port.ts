/** One end of a transport: whatever carries plain JSON both ways. */
export interface ChannelPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other end is gone. */
  onExit(listener: (reason: string) => void): void;
}
