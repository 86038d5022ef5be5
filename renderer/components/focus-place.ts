/**
 * Where the focus was before something opened over the page, and what stood around it: what opened a dialog
 * may be gone when the dialog is, as the line of a connection that was removed in it.
 */
export interface FocusPlace {
  readonly element: HTMLElement | undefined;
  /** What else can have the focus there, in the order of the page: what follows first, then what precedes. */
  readonly heirs: readonly HTMLElement[];
  /** What it is in, of what lies over the page or explains something: the focus stays in it while it is there. */
  readonly dialog: HTMLElement | undefined;
}

type Focusable = Pick<HTMLElement, 'isConnected' | 'focus'>;

/** Marks what lies over the page and keeps the focus inside. */
export const OVERLAY = 'data-overlay';

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]';

/** Of what is open, or was a moment ago: what takes its place gives the focus back to the same place. */
let latest: FocusPlace | undefined;

/** The place to give the focus back to, for what is about to open. */
export function placeNow(): FocusPlace {
  const { activeElement } = document;
  const isWithin = activeElement?.closest(`[${OVERLAY}]`) !== null;
  const isReplacing = isWithin || (isFocusNowhere() && isOverlaid());
  if (!isReplacing || latest === undefined) latest = placeOf(openerOf(activeElement));
  return latest;
}

/** Gives the focus back, to what opened or to the nearest that is left; not while something else is open. */
export function returnTo(place: FocusPlace): void {
  const { element, heirs, dialog } = place;
  const isInside = dialog?.isConnected === true;
  if (isOverlaid() && !isInside) return;
  // What was scrolled away is not to be scrolled back to.
  const options = { preventScroll: true };
  if (focusFirstOf([...(element === undefined ? [] : [element]), ...heirs], options)) return;
  if (isInside) takesFocus(dialog, options);
  else toTitle();
}

/** Gives the focus to the first that takes it: what is gone, hidden or folded away does not. */
export function focusFirstOf(elements: Iterable<Focusable>, options?: FocusOptions): boolean {
  for (const one of elements) if (takesFocus(one, options)) return true;
  return false;
}

/** Gives the focus to the title of the screen if nothing has it. */
export function recoverFocus(): void {
  if (isFocusNowhere() && !isOverlaid()) toTitle();
}

export function isFocusNowhere(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

function toTitle(): void {
  document.querySelector<HTMLElement>('main h1[tabindex]')?.focus();
}

function isOverlaid(): boolean {
  return document.querySelector(`[${OVERLAY}]`) !== null;
}

function takesFocus(element: Focusable, options?: FocusOptions): boolean {
  if (!element.isConnected) return false;
  element.focus(options);
  const active: unknown = document.activeElement;
  return active === element;
}

/** An element, and what else can have the focus in the same part of the page. */
export function placeOf(element: HTMLElement | undefined): FocusPlace {
  const dialog = element?.closest<HTMLElement>('[role="dialog"]') ?? undefined;
  // On another screen nothing is next to what was on this one.
  const area = dialog ?? element?.closest('main section, main, nav, footer');
  if (element === undefined || area === null || area === undefined)
    return { element, heirs: [], dialog };
  const heirs = neighbours(element, area);
  // A part of a screen may go with the last that was in it.
  const screen = area.closest('main section:has(> header h1)');
  if (screen !== null && screen !== area) heirs.push(...neighbours(element, screen));
  return { element, heirs, dialog };
}

/** What follows an element, then what precedes it. */
function neighbours(element: HTMLElement, area: Element): HTMLElement[] {
  const all = [...area.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const at = all.indexOf(element);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at)).reverse()];
}

/** For an item of a menu, which is about to go, the button of the menu. */
function openerOf(active: Element | null): HTMLElement | undefined {
  const menu = active?.closest('[role="menu"]');
  const button = document.getElementById(menu?.getAttribute('aria-labelledby') ?? '');
  if (button !== null) return button;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}
