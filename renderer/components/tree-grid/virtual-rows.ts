/**
 * The virtual list, under our own name: the hook hands out functions that change without their identity
 * changing, so nothing memoised may be given them. Its one user takes what it needs while rendering.
 */
export { defaultRangeExtractor, useVirtualizer as useVirtualRows } from '@tanstack/react-virtual';
