import { lazy, Suspense, useEffect, useState } from 'react';
import { watchTips, type ShownTip } from './tip-watch';

const TooltipBubble = lazy(() => import('./tooltip-bubble'));

/**
 * The page's one tooltip. Whatever carries `data-tip` shows it on hover, and on keyboard focus if it can
 * have that: one listener and one bubble serve icon buttons and thousands of table cells alike, and a
 * cell costs no more than an attribute. The bubble's code is read when the first one is wanted.
 *
 * Cells of the holdings are no stops of the Tab key: Enter shows the focused row's details, which have
 * every digit of all of them.
 */
export function Tooltips() {
  const [shown, setShown] = useState<ShownTip | undefined>();
  useEffect(() => watchTips(setShown), []);
  return shown === undefined ? null : (
    <Suspense fallback={null}>
      <TooltipBubble key={shown.serial} {...shown} onClose={() => setShown(undefined)} />
    </Suspense>
  );
}
