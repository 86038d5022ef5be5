/** What a tooltip hangs on and what it says. */
export interface ShownTip {
  readonly target: HTMLElement;
  readonly text: string;
  /** The same while a tip stays, though its text may change. */
  readonly serial: number;
}

const HOVER_DELAY_MS = 450;
/** Who has just read one tip gets the next at once. */
const STILL_READING_MS = 400;

/** The one tip that is shown or waited for. */
interface Aim {
  /** Nothing, or what a tip hangs on, from so many milliseconds on. */
  readonly at: (next: HTMLElement | undefined, delayMs: number) => void;
  readonly hide: () => void;
  /** A tip is shown, or was a moment ago. */
  readonly isRead: () => boolean;
}

/**
 * Tells which tip is to be shown, and `undefined` when none is: after a moment of hovering, at once with
 * keyboard focus or when what can do nothing now is pressed, until the pointer or the focus leaves, or a click or scrolling ends it. A tip follows
 * its text while it is shown, and goes with it. Answers the stop.
 */
export function watchTips(show: (tip: ShownTip | undefined) => void): () => void {
  const ends = new AbortController();
  const { at, hide, isRead } = createAim(show);
  let tabbed = false;
  const listen = <Name extends keyof DocumentEventMap>(
    name: Name,
    listener: (event: DocumentEventMap[Name]) => void,
  ) => document.addEventListener(name, listener, { capture: true, signal: ends.signal });

  listen('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    at(carrierOf(event.target), isRead() ? 0 : HOVER_DELAY_MS);
  });
  listen('focusin', ({ target: focused }) => {
    // Not when a dialog hands the focus over by itself: its first button would cover what it says.
    if (tabbed && focused instanceof Element) at(carrierOf(focused) ?? carrierIn(focused), 0);
  });
  listen('keydown', ({ key }) => {
    tabbed = key === 'Tab';
  });
  listen('focusout', hide);
  listen('pointerdown', () => {
    tabbed = false;
    hide();
  });
  listen('click', ({ target: pressed }) => {
    // What can do nothing now says why, however it was pressed: also by Enter in a field of its form.
    const carrier = carrierOf(pressed);
    if (carrier?.getAttribute('aria-disabled') === 'true') at(carrier, 0);
  });
  listen('scroll', hide);
  document.documentElement.addEventListener('pointerleave', hide, { signal: ends.signal });
  return () => {
    ends.abort();
    hide();
  };
}

function createAim(show: (tip: ShownTip | undefined) => void): Aim {
  let target: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = false;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  let serial = 0;

  const tell = () => {
    // Read late: while it was waited for, the row may have gone or privacy may have come.
    const text = target?.isConnected === true ? target.dataset.tip : undefined;
    if (target === undefined || text === undefined) {
      hide();
      return;
    }
    shown = true;
    show({ target, text, serial });
  };
  const changes = new MutationObserver(tell);
  const hide = () => {
    clearTimeout(timer);
    changes.disconnect();
    target = undefined;
    if (!shown) return;
    shown = false;
    hiddenAt = performance.now();
    show(undefined);
  };
  const at = (next: HTMLElement | undefined, delayMs: number) => {
    if (next === target) return;
    hide();
    target = next;
    if (next === undefined) return;
    timer = setTimeout(() => {
      serial += 1;
      changes.observe(next, { attributeFilter: ['data-tip'] });
      tell();
    }, delayMs);
  };
  return { at, hide, isRead: () => shown || performance.now() - hiddenAt < STILL_READING_MS };
}

function carrierOf(element: EventTarget | null): HTMLElement | undefined {
  const found = element instanceof Element ? element.closest('[data-tip]') : null;
  return found instanceof HTMLElement ? found : undefined;
}

/** A focused button may show a rounded figure, which cannot have the focus itself. */
function carrierIn(element: Element): HTMLElement | undefined {
  const found = element.matches('button') ? element.querySelector('[data-tip]') : null;
  return found instanceof HTMLElement ? found : undefined;
}
