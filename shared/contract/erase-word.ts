/** What the user types to have everything erased. */
export const ERASE_WORD = 'ERASE';
