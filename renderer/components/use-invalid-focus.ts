import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Leads to what is wrong in a form: after the next drawing the first field that is marked as wrong has the
 * focus, and is in sight.
 */
export function useInvalidFocus(form: RefObject<HTMLElement | null>): () => void {
  const [tries, setTries] = useState(0);
  const done = useRef(0);
  useEffect(() => {
    if (tries === done.current) return;
    done.current = tries;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
  }, [form, tries]);
  return () => setTries((count) => count + 1);
}

/** For what appears in a form that may be longer than its dialog is high. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
