import type { EventName, Events, PortolanBridge } from '../../shared/contract/contract';

/** The page's listeners, and how main would tell them. */
export interface FakeEvents {
  readonly on: PortolanBridge['on'];
  readonly tell: <Name extends EventName>(name: Name, event: Events[Name]) => void;
}

export function fakeEvents(): FakeEvents {
  const listeners: { [Name in EventName]: Set<(event: Events[Name]) => void> } = {
    portfolioChanged: new Set(),
    statusChanged: new Set(),
    connectionsChanged: new Set(),
    settingsChanged: new Set(),
    recordsChanged: new Set(),
    historyChanged: new Set(),
    noticeRaised: new Set(),
  };
  const on =
    <Name extends EventName>(name: Name) =>
    (listener: (event: Events[Name]) => void) => {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    };
  return {
    on: {
      portfolioChanged: on('portfolioChanged'),
      statusChanged: on('statusChanged'),
      connectionsChanged: on('connectionsChanged'),
      settingsChanged: on('settingsChanged'),
      recordsChanged: on('recordsChanged'),
      historyChanged: on('historyChanged'),
      noticeRaised: on('noticeRaised'),
    },
    tell: (name, event) => {
      for (const listener of listeners[name]) listener(event);
    },
  };
}
