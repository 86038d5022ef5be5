import type { WebContents } from 'electron';
import type { ToClient } from '../../shared/channel/messages';
import { TO_PAGE } from '../../shared/contract/channels';
import type { EventName, Events } from '../../shared/contract/contract';

/** Sends an event to the page, if there is one. */
export type Publish = <Name extends EventName>(name: Name, event: Events[Name]) => void;

export function createPublisher(page: () => WebContents | undefined): Publish {
  const post = postTo(page);
  return (name, payload) => post({ event: name, payload });
}

/** Posts messages to the page, if there is one. */
export function postTo(page: () => WebContents | undefined): (message: ToClient) => void {
  return (message) => {
    const contents = page();
    if (contents !== undefined && !contents.isDestroyed()) contents.send(TO_PAGE, message);
  };
}
