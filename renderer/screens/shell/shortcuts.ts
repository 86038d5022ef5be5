import { OVERLAY } from '../../components/focus-place';
import { COMMANDS, openPalette, opensPalette } from './commands';

/**
 * Listens for the commands' keys; answers the stop. Letters typed into a field are not commands, and nothing
 * is one while a dialog lies over the page; what merely explains something is no hindrance.
 */
export function startShortcuts(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    if (document.querySelector(`[${OVERLAY}]`) !== null) return;
    if (opensPalette(event)) {
      event.preventDefault();
      openPalette();
      return;
    }
    if (isTyping(event)) return;
    const command = COMMANDS.find(({ matches }) => matches?.(event) === true);
    if (command === undefined || command.available?.() === false) return;
    event.preventDefault();
    command.run();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const { target } = event;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
