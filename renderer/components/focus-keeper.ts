import { isFocusNowhere, placeOf, returnTo, type FocusPlace } from './focus-place';

/**
 * Gives the focus to what is left when the element that had it is taken out of the page: the next line of a
 * list for one that was removed. Keys would go nowhere otherwise. A dialog sees to its inside by itself.
 * @returns stops it
 */
export function startFocusKeeper(): () => void {
  let last: FocusPlace | undefined;
  const onFocusIn = ({ target }: FocusEvent): void => {
    last = target instanceof HTMLElement ? placeOf(target) : undefined;
  };
  const onFocusOut = ({ target }: FocusEvent): void => {
    // Left by the user, by a click beside everything: it is there still.
    if (target instanceof Node && target.isConnected) last = undefined;
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
