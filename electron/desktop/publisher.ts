import type { WebContents } from 'electron';
import { eventChannel } from '../../shared/contract/channels';
import type { EventName, Events } from '../../shared/contract/contract';

/** Sends an event to the page, if there is one. */
export type Publish = <Name extends EventName>(name: Name, event: Events[Name]) => void;

export function createPublisher(page: () => WebContents | undefined): Publish {
  return (name, event) => {
    const contents = page();
    if (contents !== undefined && !contents.isDestroyed()) contents.send(eventChannel(name), event);
  };
}
