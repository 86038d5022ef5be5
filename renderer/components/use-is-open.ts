import { useEffect, useRef, type RefObject } from 'react';

/** Whether a form is still on the page: an answer that comes later has no business with what stands there then. */
export function useIsOpen(): RefObject<boolean> {
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  return isOpen;
}
