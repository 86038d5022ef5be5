import { WebSocket, type RawData } from 'ws';
import type { VenueId } from '../../../shared/base/ids';
import type { Faults } from './faults';
import { toJson } from './wire';

/** One client's socket at a venue, with the venue's socket faults built in. */
export class StreamSocket {
  /** What the client is subscribed to, in the venue's own words. */
  readonly topics = new Set<string>();
  private held: string | undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly venue: VenueId,
    private readonly faults: Faults,
  ) {
    // `ws` would answer pings by itself even where the socket is meant to seem dead.
    socket.on('ping', (data: Buffer) => {
      if (!this.silent) socket.pong(data);
    });
    socket.on('error', () => socket.terminate());
  }

  onText(listener: (text: string) => void): void {
    this.socket.on('message', (data: RawData) => {
      if (!this.silent) listener(rawText(data));
    });
  }

  onClose(listener: () => void): void {
    this.socket.on('close', listener);
  }

  /** Sends an answer or a public message; text as it is, anything else as JSON. */
  send(message: unknown): void {
    if (this.silent || this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(typeof message === 'string' ? message : toJson(message));
  }

  /** Sends an account event, which may be doubled or swapped with the next one. */
  push(event: unknown): void {
    const text = toJson(event);
    if (this.faults.isOn(this.venue, 'out-of-order-events') && this.held === undefined) {
      this.held = text;
      return;
    }
    this.send(text);
    if (this.faults.isOn(this.venue, 'duplicate-events')) this.send(text);
    if (this.held === undefined) return;
    this.send(this.held);
    this.held = undefined;
  }

  /** A ping of the venue's own, which clients must answer. */
  ping(): void {
    if (!this.silent && this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  /** Cuts the connection without a closing handshake. */
  cut(): void {
    this.socket.terminate();
  }

  private get silent(): boolean {
    return this.faults.isOn(this.venue, 'half-open-sockets');
  }
}

function rawText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString('utf8');
}
