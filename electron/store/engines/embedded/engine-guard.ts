import { engineFailure } from '../../sql/engine-failure';
import {
  markEngineClean,
  markEngineDamaged,
  markEngineInUse,
  type EngineNotes,
  type FlushedFiles,
} from './engine-trust';
import type { NewFinding } from '../../delivery/engine';
import type { EnginePaths } from './engine-paths';

/** Told when what a backup and the journal were put together to cannot be read either. */
const UNREADABLE: NewFinding = {
  level: 'error',
  lost: [],
  setAside: [],
  text: 'Part of the database of the history cannot be read, nor can its backup be. Recording goes on and nothing is thrown away, but charts of the past may fail. Put your own copy of the data folder back if you have one from before.',
};

export interface EngineGuardOptions {
  readonly paths: EnginePaths;
  /** Names this run of the machine. */
  readonly boot: string;
  /** The engine was rebuilt because the one before was damaged, and has not been read through since. */
  readonly isRebuiltForDamage: boolean;
  readonly tell: (finding: NewFinding) => Promise<void>;
  /** Only a new process, whose opening rebuilds the engine, can go on. */
  readonly onFatal: (error: unknown) => void;
}

/**
 * What an engine that says that its files are damaged leads to: nothing more is done on it, and the next
 * opening rebuilds it. Where that was done already and has not helped, the app runs with what can be read.
 */
export class EngineGuard {
  readonly #options: EngineGuardOptions;
  #isRebuiltForDamage: boolean;
  #damage: { readonly error: unknown } | undefined;

  constructor(options: EngineGuardOptions) {
    this.#options = options;
    this.#isRebuiltForDamage = options.isRebuiltForDamage;
  }

  /** True once the engine was found damaged: it is neither used nor trusted any more. */
  get foundDamaged(): boolean {
    return this.#damage !== undefined;
  }

  /** Does work on the engine; after damage was found, fails with what showed it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#damage !== undefined) throw this.#damage.error;
    try {
      return await work();
    } catch (error) {
      if (engineFailure(error) === 'damaged') await this.#actOn(error);
      throw error;
    }
  }

  /** Says that not everything can be read, if that is what an error means; throws any other. */
  readonly tellUnreadable = async (error: unknown): Promise<void> => {
    if (!this.#isRebuiltForDamage || engineFailure(error) !== 'damaged') throw error;
    await this.#options.tell(UNREADABLE);
  };

  /** All of it was read, as for a backup. */
  async isSound(): Promise<void> {
    if (!this.#isRebuiltForDamage) return;
    this.#isRebuiltForDamage = false;
    await this.markInUse();
  }

  markInUse(): Promise<void> {
    const { paths, boot } = this.#options;
    return markEngineInUse(paths, boot, this.#notes());
  }

  /** After it was closed in good order. */
  markClean(flushed: FlushedFiles | undefined): Promise<void> {
    return markEngineClean(this.#options.paths, flushed, this.#notes());
  }

  async #actOn(error: unknown): Promise<void> {
    if (this.#isRebuiltForDamage) return this.tellUnreadable(error);
    this.#damage = { error };
    await markEngineDamaged(this.#options.paths).catch(() => undefined);
    this.#options.onFatal(error);
  }

  #notes(): EngineNotes {
    return this.#isRebuiltForDamage ? { isRebuiltForDamage: true } : {};
  }
}
