import type { ChannelPort } from '../port';

/** Two ends in one process: each hears what the other posts, at once, as JSON carries it. */
export interface LinkedPorts {
  readonly asking: ChannelPort;
  readonly answering: ChannelPort;
  /** Ends the answering side; what is posted to it from then on is lost. */
  end(reason: string): void;
}

export function linkedPorts(): LinkedPorts {
  const toAsking: ((message: unknown) => void)[] = [];
  const toAnswering: ((message: unknown) => void)[] = [];
  const onExit: ((reason: string) => void)[] = [];
  let isEnded = false;
  const portTo = (
    there: readonly ((message: unknown) => void)[],
    here: ((message: unknown) => void)[],
  ): ChannelPort => ({
    post(message) {
      const carried: unknown = JSON.parse(JSON.stringify(message));
      if (!isEnded) for (const listener of there) listener(carried);
    },
    onMessage: (listener) => void here.push(listener),
    onExit: (listener) => void onExit.push(listener),
  });
  return {
    asking: portTo(toAnswering, toAsking),
    answering: portTo(toAsking, toAnswering),
    end(reason) {
      isEnded = true;
      for (const listener of onExit) listener(reason);
    },
  };
}
