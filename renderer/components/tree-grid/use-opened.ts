import { useCallback, useState } from 'react';

/** Which lines of a grid are open, all closed at first, and what opens and closes one of them. */
export function useOpened(): readonly [ReadonlySet<string>, (id: string, isOpen: boolean) => void] {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string, isOpen: boolean) => {
    setOpened((before) => {
      const after = new Set(before);
      if (isOpen) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);
  return [opened, toggle];
}
