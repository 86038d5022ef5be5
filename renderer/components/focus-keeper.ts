import { isFocusNowhere, placeOf, returnTo, type FocusPlace } from './focus-place';

/**
 * Gives the focus to what is left when the element that had it is taken out of the page: the next line of a
 * list for one that was removed. Keys would go nowhere otherwise. In a dialog it stays in the dialog.
 * @returns stops it
 */
export function startFocusKeeper(): () => void {
  let last: FocusPlace | undefined;
  const onFocusIn = ({ target }: FocusEvent): void => {
    last = target instanceof HTMLElement ? placeOf(target) : undefined;
  };
  const onFocusOut = ({ target }: FocusEvent): void => {
    // Some versions of Chromium tell before they take it out: what is there still when all is done was left by
    // the user, by a click beside everything.
    queueMicrotask(() => {
      if (target === last?.element && last?.element?.isConnected === true) last = undefined;
    });
  };
  const observer = new MutationObserver(() => {
    if (last?.element === undefined || !isFocusNowhere() || last.element.isConnected) return;
    const place = last;
    last = undefined;
    returnTo(place);
  });
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('focusout', onFocusOut);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('focusout', onFocusOut);
    observer.disconnect();
  };
}
