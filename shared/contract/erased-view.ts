/** What "Erase everything" did. */
export interface ErasedView {
  /** Whole sentences about what could not be erased now; empty when all is gone. */
  readonly left: readonly string[];
}
